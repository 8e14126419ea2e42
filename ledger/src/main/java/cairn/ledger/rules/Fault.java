package cairn.ledger.rules;

/** What a failed rule proves about a block, and so what may be remembered of it. */
public enum Fault {
  /** The block breaks a rule: no block with this hash can ever be valid. */
  CONSENSUS,
  /** The header breaks a rule by itself or on the branch that it extends. */
  HEADER,
  /** These are not the transactions that the header commits to; the right ones may yet come. */
  MUTATED,
  /** The block is ahead of the clock: it may be valid once its time has come. */
  TOO_EARLY,
  /** The block before it is not known: it may be valid once that one has come. */
  MISSING_PREVIOUS,
  /** A block that it builds on is invalid. */
  INVALID_PREVIOUS,
  /** It was found invalid earlier; the reason is no longer known. */
  KNOWN_INVALID,
  /** Nothing is wrong with it, but its branch has too little work to be worth keeping. */
  LOW_WORK
}
