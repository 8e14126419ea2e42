package cairn.p2p;

/** What the refusal of a header or a block says about whoever sent it. */
public enum BlockFault {
  /** The block breaks a rule. */
  CONSENSUS,
  /** Its transactions are not those its header commits to: the block itself may be good. */
  MUTATED,
  /** It was known before that it breaks a rule. */
  KNOWN_INVALID,
  /** The header breaks a rule. */
  INVALID_HEADER,
  /** It comes after a block that is not known. */
  MISSING_PREVIOUS,
  /** It comes after a block that breaks a rule. */
  INVALID_PREVIOUS,
  /** Its time is too far in the future: this may be the fault of this node's clock. */
  TIME_FUTURE,
  /** Its branch is not known to have enough work to be stored. */
  LOW_WORK
}
