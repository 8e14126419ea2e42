package cairn.ledger;

import cairn.primitives.OutPoint;
import org.jspecify.annotations.Nullable;

/** The coins of a {@link CoinStore} as they were at one moment. Thread-safe, but for closing it. */
public interface CoinSnapshot extends AutoCloseable {
  /** The block after which these are the coins; null where nothing was ever written. */
  @Nullable BestBlock bestBlock();

  /** The coin at {@code outpoint}, or null if there is none. */
  @Nullable Coin get(OutPoint outpoint);

  /**
   * Visits the coins in the order of their txids' bytes on the wire, those of one transaction by
   * index.
   *
   * @return whether all were visited, rather than the visitor having had enough
   */
  boolean forEach(Visitor visitor);

  /** About how many bytes the coins take on disk. */
  long diskBytes();

  @Override
  void close();

  /** Is shown coins, one after the other. */
  @FunctionalInterface
  interface Visitor {
    /** Returns whether to go on. */
    boolean visit(OutPoint outpoint, Coin coin);
  }
}
