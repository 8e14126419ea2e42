package cairn.p2p;

/** What the refusal of a transaction says about offering it, or others like it, again. */
public enum TransactionFault {
  /** It breaks a rule of consensus. */
  CONSENSUS,
  /** It spends outputs that are not known; once they are it may be accepted. */
  MISSING_INPUTS,
  /** It pays too little by itself, and may be accepted along with one that spends it. */
  RECONSIDERABLE,
  /** The transaction may be good with another witness: what goes wrong is in this one. */
  WITNESS_MUTATED,
  /** A witness is needed, and it came without any. */
  WITNESS_STRIPPED,
  /** It is in the pool, or its outputs are among the coins, already. */
  ALREADY_KNOWN,
  /** Its inputs are not what policy wants: another witness would not help. */
  INPUTS_NOT_STANDARD,
  /** It goes against policy, or another takes precedence, or the pool has no place for it. */
  POLICY,
  /** The pool does not take any transaction now. */
  NO_POOL
}
