package cairn.ledger.policy;

import cairn.primitives.Transaction;

/** How transactions say that they may be replaced (BIP 125). Any may be, but RPC still tells. */
public final class Bip125 {
  /** The highest sequence of an input that says so. */
  public static final long MAX_SEQUENCE = 0xfffffffdL;

  private Bip125() {}

  /** Whether {@code transaction} says so itself; one that spends from such a one does, too. */
  public static boolean signals(Transaction transaction) {
    return transaction.inputs().stream().anyMatch(input -> input.sequence() <= MAX_SEQUENCE);
  }
}
