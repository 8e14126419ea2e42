package cairn.ledger.policy;

import static cairn.ledger.policy.PolicyVerdict.Accepted.OK;
import static cairn.ledger.policy.PolicyVerdict.refused;
import static cairn.ledger.policy.Refusal.BAD_WITNESS_NONSTANDARD;

import cairn.ledger.script.RedeemScript;
import cairn.ledger.script.RedeemScript.Revealed;
import cairn.primitives.Bytes;
import cairn.primitives.Script;
import cairn.primitives.Taproot;
import cairn.primitives.TxIn;
import cairn.primitives.Witness;
import cairn.primitives.sighash.SpendingTransaction;
import java.util.List;

/**
 * What the witnesses of a transaction may hold for it to be relayed. As a txid does not cover them,
 * whoever passes a transaction on could add to one that is not checked here, so that it costs
 * others more and its author what was meant to be the fee rate.
 */
public final class StandardWitnesses {
  private static final int MAX_SCRIPT_LENGTH = 3600;
  private static final int MAX_ITEMS = 100;
  private static final int MAX_ITEM_LENGTH = 80;
  private static final int LEAF_VERSION_MASK = 0xfe;

  private StandardWitnesses() {}

  /**
   * Every witness belongs to a witness program and keeps within the limits of its kind. Whether it
   * is missing, or right, the script machine finds out (Core's IsWitnessStandard).
   */
  public static PolicyVerdict check(SpendingTransaction spending) {
    var inputs = spending.transaction().inputs();
    for (int i = 0; i < inputs.size(); i++) {
      var spent = spending.spentOutputs().get(i).scriptPubKey();
      if (!inputs.get(i).witness().isEmpty() && !isStandard(inputs.get(i), spent)) {
        return refused(BAD_WITNESS_NONSTANDARD);
      }
    }
    return OK;
  }

  private static boolean isStandard(TxIn input, Script spent) {
    boolean nested = spent.isPayToScriptHash();
    if (nested) {
      return RedeemScript.of(input.scriptSig()) instanceof Revealed(var script)
          && isStandard(input.witness(), script, true);
    }
    return isStandard(input.witness(), spent, false);
  }

  private static boolean isStandard(Witness witness, Script script, boolean nested) {
    var program = script.witnessProgram();
    if (program == null || (!nested && program.isPayToAnchor())) {
      return false;
    }
    if (program.isPayToWitnessScriptHash()) {
      return isStandardScriptHash(witness.items());
    }
    return nested || !program.isPayToTaproot() || isStandardTaproot(witness.items());
  }

  /** The script, and what it is given. */
  private static boolean isStandardScriptHash(List<Bytes> items) {
    var given = items.subList(0, items.size() - 1);
    return items.getLast().length() <= MAX_SCRIPT_LENGTH
        && given.size() <= MAX_ITEMS
        && areShort(given);
  }

  /** No annex, as it has no meaning yet; and what a tapscript is given is short. */
  private static boolean isStandardTaproot(List<Bytes> items) {
    if (items.size() == 1) {
      return true; // a signature by the output's key
    }
    var controlBlock = items.getLast();
    if (controlBlock.isEmpty() || controlBlock.unsigned(0) == Taproot.ANNEX_TAG) {
      return false;
    }
    return (controlBlock.unsigned(0) & LEAF_VERSION_MASK) != Taproot.TAPSCRIPT
        || areShort(items.subList(0, items.size() - 2));
  }

  private static boolean areShort(List<Bytes> items) {
    return items.stream().allMatch(item -> item.length() <= MAX_ITEM_LENGTH);
  }
}
