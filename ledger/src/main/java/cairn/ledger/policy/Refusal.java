package cairn.ledger.policy;

import static cairn.ledger.policy.RefusalKind.CONFLICT;
import static cairn.ledger.policy.RefusalKind.CONSENSUS;
import static cairn.ledger.policy.RefusalKind.INPUTS_NOT_STANDARD;
import static cairn.ledger.policy.RefusalKind.MEMPOOL_POLICY;
import static cairn.ledger.policy.RefusalKind.MISSING_INPUTS;
import static cairn.ledger.policy.RefusalKind.NOT_STANDARD;
import static cairn.ledger.policy.RefusalKind.PREMATURE_SPEND;
import static cairn.ledger.policy.RefusalKind.RECONSIDERABLE;
import static cairn.ledger.policy.RefusalKind.WITNESS_MUTATED;
import static cairn.ledger.policy.RefusalKind.WITNESS_STRIPPED;

/**
 * Why a transaction that breaks no rule of {@link cairn.ledger.rules} by itself is not taken into
 * the mempool, in the order in which Bitcoin Core asks. The codes are the ones that it reports;
 * programs compare them, so they never change.
 */
public enum Refusal {
  COINBASE("coinbase", CONSENSUS),
  VERSION("version", NOT_STANDARD),
  TX_SIZE("tx-size", NOT_STANDARD),
  SCRIPTSIG_SIZE("scriptsig-size", NOT_STANDARD),
  SCRIPTSIG_NOT_PUSHONLY("scriptsig-not-pushonly", NOT_STANDARD),
  SCRIPTPUBKEY("scriptpubkey", NOT_STANDARD),
  DATACARRIER("datacarrier", NOT_STANDARD),
  BARE_MULTISIG("bare-multisig", NOT_STANDARD),
  DUST("dust", NOT_STANDARD),
  TX_SIZE_SMALL("tx-size-small", NOT_STANDARD),
  NON_FINAL("non-final", PREMATURE_SPEND),

  TXN_ALREADY_IN_MEMPOOL("txn-already-in-mempool", CONFLICT),
  TXN_SAME_NONWITNESS_DATA_IN_MEMPOOL("txn-same-nonwitness-data-in-mempool", CONFLICT),
  BIP125_REPLACEMENT_DISALLOWED("bip125-replacement-disallowed", MEMPOOL_POLICY),
  TXN_ALREADY_KNOWN("txn-already-known", CONFLICT),
  BAD_TXNS_INPUTS_MISSINGORSPENT("bad-txns-inputs-missingorspent", MISSING_INPUTS),

  NON_BIP68_FINAL("non-BIP68-final", PREMATURE_SPEND),
  BAD_TXNS_NONSTANDARD_INPUTS("bad-txns-nonstandard-inputs", INPUTS_NOT_STANDARD),
  BAD_WITNESS_NONSTANDARD("bad-witness-nonstandard", WITNESS_MUTATED),
  BAD_TXNS_TOO_MANY_SIGOPS("bad-txns-too-many-sigops", NOT_STANDARD),
  MEMPOOL_MIN_FEE_NOT_MET("mempool min fee not met", RECONSIDERABLE),
  MIN_RELAY_FEE_NOT_MET("min relay fee not met", RECONSIDERABLE),
  TRUC_VIOLATION("TRUC-violation", MEMPOOL_POLICY),

  TOO_MANY_POTENTIAL_REPLACEMENTS("too many potential replacements%s", MEMPOOL_POLICY),
  INSUFFICIENT_FEE("insufficient fee%s", RECONSIDERABLE),
  TOO_LARGE_CLUSTER("too-large-cluster", MEMPOOL_POLICY),
  REPLACEMENT_FAILED("replacement-failed", RECONSIDERABLE),
  BAD_TXNS_SPENDS_CONFLICTING_TX("bad-txns-spends-conflicting-tx", CONSENSUS),
  MAX_FEERATE_EXCEEDED("max feerate exceeded", MEMPOOL_POLICY),
  MISSING_EPHEMERAL_SPENDS("missing-ephemeral-spends", MEMPOOL_POLICY),
  SCRIPT_VERIFY_FLAG_FAILED("mempool-script-verify-flag-failed (%s)", NOT_STANDARD),
  WITNESS_MISSING("mempool-script-verify-flag-failed (%s)", WITNESS_STRIPPED),
  /**
   * As of a transaction by itself; in a package the same has {@link RefusalKind#MEMPOOL_POLICY}.
   */
  MEMPOOL_FULL("mempool full", RECONSIDERABLE);

  private final String code;
  private final RefusalKind kind;

  Refusal(String code, RefusalKind kind) {
    this.code = code;
    this.kind = kind;
  }

  /** As Core reports it; where it names a particular, {@code %s} stands for that. */
  public String code() {
    return code;
  }

  /** What it proves about the transaction. */
  public RefusalKind kind() {
    return kind;
  }

  @Override
  public String toString() {
    return code;
  }
}
