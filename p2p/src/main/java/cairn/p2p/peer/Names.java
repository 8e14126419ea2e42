package cairn.p2p.peer;

import cairn.p2p.wire.NetworkAddress;
import java.util.List;
import java.util.function.Consumer;

/** Looks up host names. */
public interface Names {
  /**
   * Has {@code answer} called with the addresses of {@code host}: later, on the thread of the
   * peers, and always, with none if there are none or nobody knows.
   *
   * @param limit how many at most
   */
  void lookUp(String host, int limit, Consumer<List<NetworkAddress>> answer);
}
