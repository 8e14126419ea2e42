package cairn.wallet.spend;

import cairn.primitives.Amount;
import cairn.primitives.FeeRate;
import cairn.primitives.Script;
import cairn.primitives.TxOut;

/** Outputs that cost more to spend than they are worth, which nodes do not pass on. */
public final class Dust {
  /** What spending costs when this is judged (Core's DUST_RELAY_TX_FEE). */
  private static final FeeRate RATE = FeeRate.perKilobyte(3000);

  /** The bytes of an input that spends a witness program: a quarter of the witness counts. */
  private static final int WITNESS_INPUT = 32 + 4 + 1 + 107 / 4 + 4;

  private static final int OTHER_INPUT = 32 + 4 + 1 + 107 + 4;

  private Dust() {}

  /** The least that an output with this script may be. */
  public static long threshold(Script scriptPubKey) {
    if (scriptPubKey.isUnspendable()) {
      return 0;
    }
    int size = new TxOut(Amount.ZERO, scriptPubKey).serializedSize();
    int input = scriptPubKey.witnessProgram() != null ? WITNESS_INPUT : OTHER_INPUT;
    return RATE.feeFor(size + input);
  }
}
