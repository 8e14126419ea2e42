package cairn.ledger.rules;

import cairn.ledger.Coin;
import cairn.primitives.TxIn;

/**
 * The relative lock times of BIP 68: an input's sequence says for how many blocks, or for how long,
 * the coin that it spends must have been in the chain.
 */
public final class RelativeLockTime {
  /** The transaction version from which on sequences are lock times. */
  public static final int MIN_VERSION = 2;

  /** A sequence with this bit is no lock time. */
  public static final long DISABLED = 1L << 31;

  /** A sequence with this bit counts units of time, else blocks. */
  public static final long IN_TIME = 1L << 22;

  /** The bits of a sequence that are the number. */
  public static final long NUMBER = 0xffff;

  /** A unit of time has 2 to the power of this seconds. */
  public static final int UNIT_SHIFT = 9;

  private RelativeLockTime() {}

  /** Whether the block may hold the transaction, as far as these lock times go. */
  public static boolean hasPassed(Spend spend) {
    var transaction = spend.transaction();
    // A version is a number without a sign here.
    if (Integer.compareUnsigned(transaction.version(), MIN_VERSION) < 0) {
      return true;
    }
    var inputs = transaction.inputs();
    for (int i = 0; i < inputs.size(); i++) {
      if (!hasPassed(inputs.get(i), spend.coin(i), spend.place())) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasPassed(TxIn input, Coin coin, Place place) {
    long sequence = input.sequence();
    if ((sequence & DISABLED) != 0) {
      return true;
    }
    long number = sequence & NUMBER;
    if ((sequence & IN_TIME) == 0) {
      return coin.height() + number <= place.height();
    }
    // Time runs from the median that the coin's own block had to be younger than.
    var previous = place.previous();
    long from = previous.ancestor(Math.max(coin.height() - 1, 0)).medianTimePast();
    return from + (number << UNIT_SHIFT) <= previous.medianTimePast();
  }
}
