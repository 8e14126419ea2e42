package cairn.ledger.policy;

import cairn.primitives.FeeRate;
import cairn.primitives.OutPoint;
import cairn.primitives.Transaction;
import cairn.primitives.TxOut;
import java.util.ArrayList;
import java.util.List;

/**
 * Outputs that hold less than it would cost to spend them: nobody will, and every node keeps them
 * for ever.
 */
public final class Dust {
  /** How many outputs of a transaction may be dust. */
  static final int MAX_OUTPUTS = 1;

  private static final int SIGNATURE_AND_KEY = 107;

  /** An input's bytes, with a signature and a key in its scriptSig. */
  private static final int INPUT_SIZE = OutPoint.LENGTH + 1 + SIGNATURE_AND_KEY + 4;

  /** The same with signature and key in the witness, where a byte counts for a quarter. */
  private static final int WITNESS_INPUT_SIZE =
      OutPoint.LENGTH + 1 + SIGNATURE_AND_KEY / Transaction.WITNESS_SCALE_FACTOR + 4;

  private Dust() {}

  /**
   * The least that {@code output} must hold not to be dust, in satoshis: the fee for itself and for
   * a typical input that spends it. Nothing for what can never be spent, as nobody keeps that.
   *
   * @param rate {@link PolicyOptions#dustRelayFee}
   */
  public static long thresholdSats(TxOut output, FeeRate rate) {
    var script = output.scriptPubKey();
    if (script.isUnspendable()) {
      return 0;
    }
    int inputSize = script.witnessProgram() == null ? INPUT_SIZE : WITNESS_INPUT_SIZE;
    return rate.feeFor((long) output.serializedSize() + inputSize);
  }

  public static boolean isDust(TxOut output, FeeRate rate) {
    return output.value().sats() < thresholdSats(output, rate);
  }

  /** The outputs of {@code transaction} that are dust, in order. */
  public static List<OutPoint> of(Transaction transaction, FeeRate rate) {
    var dust = new ArrayList<OutPoint>();
    var outputs = transaction.outputs();
    for (int i = 0; i < outputs.size(); i++) {
      if (isDust(outputs.get(i), rate)) {
        dust.add(new OutPoint(transaction.txid(), i));
      }
    }
    return dust;
  }
}
