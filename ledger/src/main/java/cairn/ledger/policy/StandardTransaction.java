package cairn.ledger.policy;

import static cairn.ledger.policy.PolicyVerdict.Accepted.OK;
import static cairn.ledger.policy.PolicyVerdict.refused;
import static cairn.ledger.policy.Refusal.BARE_MULTISIG;
import static cairn.ledger.policy.Refusal.COINBASE;
import static cairn.ledger.policy.Refusal.DATACARRIER;
import static cairn.ledger.policy.Refusal.DUST;
import static cairn.ledger.policy.Refusal.SCRIPTPUBKEY;
import static cairn.ledger.policy.Refusal.SCRIPTSIG_NOT_PUSHONLY;
import static cairn.ledger.policy.Refusal.SCRIPTSIG_SIZE;
import static cairn.ledger.policy.Refusal.TX_SIZE;
import static cairn.ledger.policy.Refusal.TX_SIZE_SMALL;
import static cairn.ledger.policy.Refusal.VERSION;

import cairn.primitives.Transaction;
import cairn.primitives.address.Multisig;
import cairn.primitives.address.OutputTemplate;
import cairn.primitives.address.OutputTemplate.Nonstandard;
import cairn.primitives.address.OutputTemplate.NullData;
import java.util.List;

/**
 * What a transaction must be by itself, whatever it spends, to be relayed. It has passed {@link
 * cairn.ledger.rules.TransactionContents}.
 */
public final class StandardTransaction {
  /** The most that it may weigh, in weight units. */
  public static final int MAX_WEIGHT = 400_000;

  /** How many bytes it has at least without its witness. */
  public static final int MIN_STRIPPED_SIZE = 65;

  private static final int MIN_VERSION = 1;
  private static final int MAX_VERSION = 3;

  /** Enough for P2SH of 15 compressed keys that all sign: 1,627 bytes. */
  private static final int MAX_SCRIPT_SIG = 1650;

  private static final int MAX_BARE_MULTISIG_KEYS = 3;

  /** The rules that {@code -acceptnonstdtxn} leaves out, in Bitcoin Core's order (IsStandardTx). */
  static final List<PolicyRule<Form>> FORM =
      List.of(
          StandardTransaction::version,
          StandardTransaction::weight,
          StandardTransaction::scriptSigs,
          StandardTransaction::outputs,
          StandardTransaction::dust);

  /** A transaction, and what the operator has to say about its form. */
  record Form(Transaction transaction, PolicyOptions options) {}

  private StandardTransaction() {}

  /** The first refusal among all rules here. */
  public static PolicyVerdict check(Transaction transaction, PolicyOptions options) {
    var loose = notCoinbase(transaction);
    if (!loose.isAccepted()) {
      return loose;
    }
    if (!options.acceptNonStandard()) {
      var standard = PolicyRule.firstRefusal(FORM, new Form(transaction, options));
      if (!standard.isAccepted()) {
        return standard;
      }
    }
    return leastSize(transaction);
  }

  /** It mints nothing: that is for a block's own first transaction. */
  static PolicyVerdict notCoinbase(Transaction transaction) {
    return transaction.isCoinbase() ? refused(COINBASE) : OK;
  }

  /** Its version has a meaning: 1 to 3. The others are left for later. */
  static PolicyVerdict version(Form form) {
    int version = form.transaction.version();
    return version < MIN_VERSION || version > MAX_VERSION ? refused(VERSION) : OK;
  }

  /**
   * It weighs a tenth of a block at most. To hash what legacy signatures cover takes time that
   * grows with the square of the size, and fees with the size alone.
   */
  static PolicyVerdict weight(Form form) {
    return form.transaction.weight() > MAX_WEIGHT ? refused(TX_SIZE) : OK;
  }

  /** Its scriptSigs are not too long and do nothing but push, so that nobody can add to them. */
  static PolicyVerdict scriptSigs(Form form) {
    for (var input : form.transaction.inputs()) {
      var scriptSig = input.scriptSig();
      if (scriptSig.length() > MAX_SCRIPT_SIG) {
        return refused(SCRIPTSIG_SIZE);
      }
      if (!scriptSig.isPushOnly()) {
        return refused(SCRIPTSIG_NOT_PUSHONLY);
      }
    }
    return OK;
  }

  /** Its outputs are of the kinds that have a name, and carry no more data than is allowed. */
  static PolicyVerdict outputs(Form form) {
    var options = form.options;
    long dataBytes = 0;
    for (var output : form.transaction.outputs()) {
      var script = output.scriptPubKey();
      switch (OutputTemplate.of(script)) {
        case Nonstandard() -> {
          return refused(SCRIPTPUBKEY);
        }
        case Multisig multisig when multisig.publicKeys().size() > MAX_BARE_MULTISIG_KEYS -> {
          return refused(SCRIPTPUBKEY);
        }
        case Multisig _ when !options.permitBareMultisig() -> {
          return refused(BARE_MULTISIG);
        }
        case NullData() -> {
          dataBytes += script.length();
          if (dataBytes > options.dataCarrierBytes()) {
            return refused(DATACARRIER);
          }
        }
        default -> {}
      }
    }
    return OK;
  }

  /** At most one output is dust; {@link EphemeralDust} says what becomes of that one. */
  static PolicyVerdict dust(Form form) {
    var dust = Dust.of(form.transaction, form.options.dustRelayFee());
    return dust.size() > Dust.MAX_OUTPUTS ? refused(DUST) : OK;
  }

  /**
   * Without its witness it is longer than the 64 bytes of an inner node of a block's Merkle tree,
   * for which it could be taken (CVE-2017-12842).
   */
  static PolicyVerdict leastSize(Transaction transaction) {
    return transaction.strippedSize() < MIN_STRIPPED_SIZE ? refused(TX_SIZE_SMALL) : OK;
  }
}
