package cairn.ledger.policy;

import static cairn.ledger.policy.PolicyVerdict.Accepted.OK;
import static cairn.ledger.policy.PolicyVerdict.refused;
import static cairn.ledger.policy.Refusal.SCRIPT_VERIFY_FLAG_FAILED;
import static cairn.ledger.policy.Refusal.WITNESS_MISSING;

import cairn.ledger.policy.PolicyVerdict.Refused;
import cairn.ledger.rules.BlockInputs;
import cairn.ledger.script.RedeemScript;
import cairn.ledger.script.RedeemScript.Revealed;
import cairn.ledger.script.ScriptError;
import cairn.ledger.script.ScriptFlags;
import cairn.ledger.script.ScriptVerifier;
import cairn.ledger.script.SignatureVerifier;
import cairn.primitives.Script;
import cairn.primitives.sighash.SpendingTransaction;

/**
 * Whether the scripts of a transaction that is to be relayed are satisfied, under rules that are
 * stricter than a block's. The most expensive of all checks, so it comes last.
 */
public final class StandardScripts {
  private StandardScripts() {}

  /** Every input satisfies the script of the output that it spends. */
  public static PolicyVerdict check(SpendingTransaction spending, SignatureVerifier signatures) {
    for (int i = 0; i < spending.transaction().inputs().size(); i++) {
      var error = ScriptVerifier.verify(spending, i, ScriptFlags.STANDARD, signatures);
      if (error != ScriptError.OK) {
        return failure(spending, i, error);
      }
    }
    return OK;
  }

  /**
   * The refusal of a transaction of which this input did not satisfy its script. Where the witness
   * is missing altogether, that tells nothing about the transaction: whoever passed it on may have
   * left it out.
   */
  public static Refused failure(SpendingTransaction spending, int input, ScriptError error) {
    var transaction = spending.transaction();
    boolean stripped = !transaction.hasWitness() && needsWitness(spending);
    return refused(
        stripped ? WITNESS_MISSING : SCRIPT_VERIFY_FLAG_FAILED,
        error.description(),
        BlockInputs.scriptFailure(transaction, input, error).detail());
  }

  /** Whether any output that it spends may take a witness (Core's SpendsNonAnchorWitnessProg). */
  static boolean needsWitness(SpendingTransaction spending) {
    var inputs = spending.transaction().inputs();
    for (int i = 0; i < inputs.size(); i++) {
      var spent = spending.spentOutputs().get(i).scriptPubKey();
      if (needsWitness(inputs.get(i).scriptSig(), spent)) {
        return true;
      }
    }
    return false;
  }

  private static boolean needsWitness(Script scriptSig, Script spent) {
    var program = spent.witnessProgram();
    if (program != null) {
      return !program.isPayToAnchor();
    }
    return spent.isPayToScriptHash()
        && RedeemScript.of(scriptSig) instanceof Revealed(var script)
        && script.witnessProgram() != null;
  }
}
