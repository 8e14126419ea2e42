package cairn.ledger.script;

import cairn.primitives.Amount;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.ScriptAssembler;
import cairn.primitives.Transaction;
import cairn.primitives.TxIn;
import cairn.primitives.TxOut;
import cairn.primitives.Witness;
import cairn.primitives.sighash.SpendingTransaction;
import java.util.List;

/** The two transactions into which Core's tests put the scripts that they run. */
final class CreditAndSpend {
  private CreditAndSpend() {}

  /** A transaction that pays {@code output}, seen from the one that spends it. */
  static SpendingTransaction of(TxOut output, Script scriptSig, Witness witness) {
    var coinbaseScript = ScriptAssembler.parse("0 0");
    var credit =
        Transaction.of(
            1,
            List.of(new TxIn(OutPoint.NULL, coinbaseScript, TxIn.SEQUENCE_FINAL)),
            List.of(output),
            0);
    var input = new TxIn(new OutPoint(credit.txid(), 0), scriptSig, TxIn.SEQUENCE_FINAL, witness);
    var spend =
        Transaction.of(1, List.of(input), List.of(new TxOut(output.value(), Script.EMPTY)), 0);
    return new SpendingTransaction(spend, List.of(output));
  }

  /** The same, with an output of no value and without a witness. */
  static SpendingTransaction of(Script scriptSig, Script scriptPubKey) {
    return of(new TxOut(Amount.ZERO, scriptPubKey), scriptSig, Witness.EMPTY);
  }
}
