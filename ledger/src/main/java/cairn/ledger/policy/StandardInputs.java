package cairn.ledger.policy;

import static cairn.ledger.policy.PolicyVerdict.Accepted.OK;
import static cairn.ledger.policy.PolicyVerdict.refused;
import static cairn.ledger.policy.Refusal.BAD_TXNS_NONSTANDARD_INPUTS;
import static cairn.ledger.policy.Refusal.BAD_TXNS_TOO_MANY_SIGOPS;

import cairn.ledger.policy.PolicyVerdict.Refused;
import cairn.ledger.rules.Limits;
import cairn.ledger.script.RedeemScript;
import cairn.ledger.script.RedeemScript.Missing;
import cairn.ledger.script.RedeemScript.Revealed;
import cairn.ledger.script.RedeemScript.Unreadable;
import cairn.primitives.Script;
import cairn.primitives.TxIn;
import cairn.primitives.address.TxoutType;
import cairn.primitives.sighash.SpendingTransaction;
import java.util.List;

/**
 * What a transaction may spend, and how much its scripts may have to verify, to be relayed; its
 * witnesses are left to {@link StandardWitnesses}. It has passed {@link StandardTransaction}, so
 * that its scriptSigs only push.
 */
public final class StandardInputs {
  /** How many signature operations its scripts may have, of those that are no witness (BIP 54). */
  static final int MAX_LEGACY_SIG_OPS = 2500;

  /** The same for a single P2SH script. */
  static final int MAX_P2SH_SIG_OPS = 15;

  /** What all its signature operations may cost: a fifth of what a block's may. */
  static final int MAX_SIG_OPS_COST = Limits.MAX_BLOCK_SIGOPS_COST / 5;

  /** In Bitcoin Core's order (ValidateInputsStandardness). */
  static final List<PolicyRule<SpendingTransaction>> RULES =
      List.of(StandardInputs::legacySigOps, StandardInputs::forms);

  private StandardInputs() {}

  /** The first refusal among the rules that {@code -acceptnonstdtxn} leaves out. */
  public static PolicyVerdict check(SpendingTransaction spending) {
    return PolicyRule.firstRefusal(RULES, spending);
  }

  /**
   * All its signature operations together leave room for others in a block. Holds even where the
   * rules about standard forms do not.
   *
   * @param cost by {@link cairn.ledger.rules.SigOpCost}, under the standard script flags
   */
  public static PolicyVerdict sigOpsCost(long cost) {
    return cost > MAX_SIG_OPS_COST ? refused(BAD_TXNS_TOO_MANY_SIGOPS, Long.toString(cost)) : OK;
  }

  /**
   * Outside of witnesses, the scripts that it has executed hold no more signature operations than
   * BIP 54 will allow: those of the outputs it spends, not those of the outputs it makes.
   */
  static PolicyVerdict legacySigOps(SpendingTransaction spending) {
    var inputs = spending.transaction().inputs();
    int count = 0;
    for (int i = 0; i < inputs.size(); i++) {
      count += legacySigOps(inputs.get(i), spending.spentOutputs().get(i).scriptPubKey());
      if (count > MAX_LEGACY_SIG_OPS) {
        return refused(BAD_TXNS_NONSTANDARD_INPUTS, "non-witness sigops exceed bip54 limit");
      }
    }
    return OK;
  }

  private static int legacySigOps(TxIn input, Script spent) {
    var executed = spent.isPayToScriptHash() ? input.scriptSig().lastPush() : spent;
    return input.scriptSig().countSigOps(true)
        + (executed == null ? 0 : executed.countSigOps(true));
  }

  /**
   * It spends only what has a meaning, so that what has none yet may still be given one, and so
   * that a script that takes long to run is no surprise.
   */
  static PolicyVerdict forms(SpendingTransaction spending) {
    var inputs = spending.transaction().inputs();
    for (int i = 0; i < inputs.size(); i++) {
      var verdict =
          switch (TxoutType.of(spending.spentOutputs().get(i).scriptPubKey())) {
            case NONSTANDARD -> nonstandard("input %d script unknown".formatted(i));
            case WITNESS_UNKNOWN ->
                nonstandard("input %d witness program is undefined".formatted(i));
            case SCRIPTHASH -> redeemScript(inputs.get(i).scriptSig(), i);
            default -> OK;
          };
      if (!verdict.isAccepted()) {
        return verdict;
      }
    }
    return OK;
  }

  /** A P2SH script is there, and has no more signature operations than 15 keys need. */
  private static PolicyVerdict redeemScript(Script scriptSig, int input) {
    return switch (RedeemScript.of(scriptSig)) {
      case Unreadable(var error) ->
          nonstandard(
              "p2sh scriptsig malformed (input %d: %s)".formatted(input, error.description()));
      case Missing() -> nonstandard("input %d P2SH redeemscript missing".formatted(input));
      case Revealed(var script) -> {
        int count = script.countSigOps(true);
        yield count <= MAX_P2SH_SIG_OPS
            ? OK
            : nonstandard(
                "p2sh redeemscript sigops exceed limit (input %d: %d > %d)"
                    .formatted(input, count, MAX_P2SH_SIG_OPS));
      }
    };
  }

  private static Refused nonstandard(String detail) {
    return refused(BAD_TXNS_NONSTANDARD_INPUTS, detail);
  }
}
