package cairn.rpc;

import java.util.SortedMap;

/** Which categories of log lines are written, at run time. For any thread. */
public interface LogControl {
  /** All categories, and whether each is written. */
  SortedMap<String, Boolean> categories();

  /**
   * Switches a category, or all of them ({@code all}, {@code 1} or no name at all).
   *
   * @return whether there is such a category
   */
  boolean set(String category, boolean on);
}
