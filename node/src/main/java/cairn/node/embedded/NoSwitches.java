package cairn.node.embedded;

import cairn.rpc.LogControl;
import java.util.Collections;
import java.util.SortedMap;

/** Says that no category can be switched: the log belongs to the whole process. */
final class NoSwitches implements LogControl {
  @Override
  public SortedMap<String, Boolean> categories() {
    return Collections.emptySortedMap();
  }

  @Override
  public boolean set(String category, boolean on) {
    return false;
  }
}
