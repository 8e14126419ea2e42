package cairn.wallet.store;

import java.util.Locale;

/** How far a transaction has come. */
public enum TxState {
  /** It is in a block of the best chain. */
  CONFIRMED,
  /** A node has taken it. */
  PENDING,
  /** It was signed and written down; whether a node has taken it is to be found out. */
  RECORDED,
  /** Another transaction that spends the same has taken its place. */
  REPLACED,
  /** The owner, or the loss of its block, has ended it. */
  ABANDONED;

  /** Whether its coins, and what it spends, count. */
  public boolean isLive() {
    return this == CONFIRMED || this == PENDING || this == RECORDED;
  }

  static TxState named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** The name, in lower case. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
