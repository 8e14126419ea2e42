package cairn.ledger.rules;

import static cairn.ledger.script.ScriptFlag.P2SH;
import static cairn.ledger.script.ScriptFlag.WITNESS;
import static cairn.primitives.Opcode.OP_0;
import static cairn.primitives.Transaction.WITNESS_SCALE_FACTOR;

import cairn.ledger.script.ScriptFlags;
import cairn.primitives.Script;
import cairn.primitives.Transaction;
import cairn.primitives.TxIn;
import cairn.primitives.TxOut;
import cairn.primitives.Witness;
import java.util.List;
import java.util.function.IntFunction;

/**
 * What a transaction's signature operations count for against a block's limit (BIP 141): one each
 * in witnesses, four elsewhere. They are counted as the scripts are written, not as they run.
 */
public final class SigOpCost {
  private static final int KEY_HASH_LENGTH = 20;
  private static final int SCRIPT_HASH_LENGTH = 32;

  private SigOpCost() {}

  /** The cost of a transaction that is no coinbase (Core's GetTransactionSigOpCost). */
  public static int of(Spend spend) {
    return of(spend.transaction(), i -> spend.coin(i).output().scriptPubKey(), spend.flags());
  }

  /**
   * The cost of a transaction that is in no block.
   *
   * @param spent what each input spends
   */
  public static int of(Transaction transaction, List<TxOut> spent, ScriptFlags flags) {
    return of(transaction, i -> spent.get(i).scriptPubKey(), flags);
  }

  private static int of(Transaction transaction, IntFunction<Script> spent, ScriptFlags flags) {
    var inputs = transaction.inputs();
    int cost = transaction.legacySigOps() * WITNESS_SCALE_FACTOR;
    for (int i = 0; i < inputs.size(); i++) {
      cost += of(inputs.get(i), spent.apply(i), flags);
    }
    return cost;
  }

  /** What is not written in the transaction's own scripts, but comes with the output it spends. */
  private static int of(TxIn input, Script spent, ScriptFlags flags) {
    if (!spent.isPayToScriptHash()) {
      return flags.contains(WITNESS) ? inWitness(spent, input.witness()) : 0;
    }
    var redeemScript = flags.contains(P2SH) ? input.scriptSig().lastPush() : null;
    if (redeemScript == null) {
      return 0;
    }
    int cost = redeemScript.countSigOps(true) * WITNESS_SCALE_FACTOR;
    return flags.contains(WITNESS) ? cost + inWitness(redeemScript, input.witness()) : cost;
  }

  /** In the script of a version 0 witness program; none if {@code program} is anything else. */
  private static int inWitness(Script program, Witness witness) {
    if (isVersion0(program, KEY_HASH_LENGTH)) {
      return 1;
    }
    return isVersion0(program, SCRIPT_HASH_LENGTH) && !witness.isEmpty()
        ? new Script(witness.get(witness.size() - 1)).countSigOps(true)
        : 0;
  }

  private static boolean isVersion0(Script script, int programLength) {
    var bytes = script.bytes();
    return bytes.length() == 2 + programLength
        && bytes.unsigned(0) == OP_0
        && bytes.unsigned(1) == programLength;
  }
}
