package cairn.ledger.policy;

/**
 * What the refusal of a transaction proves about it, and so what may be remembered (Core's
 * TxValidationResult).
 */
public enum RefusalKind {
  /** It breaks a rule of consensus. */
  CONSENSUS,
  /** What it spends, or its scriptSigs, are not standard: another witness would not help. */
  INPUTS_NOT_STANDARD,
  /** It is not standard otherwise. */
  NOT_STANDARD,
  /** It spends what is not known; once that is, it may be accepted. */
  MISSING_INPUTS,
  /** Its time has not come: a lock time is not over, or a coinbase not mature. */
  PREMATURE_SPEND,
  /** Its witness is not standard, and may be another than its author made. */
  WITNESS_MUTATED,
  /** A witness is needed, and it came without any. */
  WITNESS_STRIPPED,
  /** It is in the mempool, or its outputs are among the coins, already. */
  CONFLICT,
  /** It goes beyond what the mempool takes, or does not outbid what it conflicts with. */
  MEMPOOL_POLICY,
  /** There is no mempool that could take it. */
  NO_MEMPOOL,
  /** It pays too little by itself, and may be accepted along with one that spends it. */
  RECONSIDERABLE,
  /** It was not looked at, because something else in its package was refused. */
  UNKNOWN
}
