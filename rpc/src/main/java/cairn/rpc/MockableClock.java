package cairn.rpc;

import java.time.InstantSource;

/** The clock of the whole node, which tests may set. For any thread. */
public interface MockableClock extends InstantSource {
  /**
   * Has the clock stand still.
   *
   * @param time seconds since 1970; 0 lets it go again
   */
  void mock(long time);
}
