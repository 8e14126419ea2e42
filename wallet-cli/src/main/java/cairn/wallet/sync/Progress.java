package cairn.wallet.sync;

/** Is told how far a scan has come. */
@FunctionalInterface
public interface Progress {
  /** For who does not want to know. */
  Progress NONE = (_, _, _) -> {};

  /**
   * The blocks from {@code from} up to {@code height}, of those up to {@code to}, have been seen.
   */
  void at(int from, int height, int to);

  /** So much of all coins, of 100, has been searched. */
  default void searched(int percent) {}
}
