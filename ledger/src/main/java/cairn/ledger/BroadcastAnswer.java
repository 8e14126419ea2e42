package cairn.ledger;

import cairn.ledger.policy.PolicyVerdict;
import cairn.primitives.Wtxid;

/** What became of a transaction that the operator hands over, to be passed on. */
public sealed interface BroadcastAnswer {
  /**
   * It is in the mempool now, or was before, perhaps with another witness.
   *
   * @param wtxid of what is there
   */
  record InMempool(Wtxid wtxid) implements BroadcastAnswer {}

  /** It could be in the mempool, or is there already; it was only looked at. */
  record Acceptable() implements BroadcastAnswer {}

  /** A block has it, and not all of its outputs are spent. */
  record InChain() implements BroadcastAnswer {}

  /** It could be in the mempool, but pays more than was meant. */
  record TooExpensive() implements BroadcastAnswer {}

  /** It is not taken. */
  record Refused(PolicyVerdict.Refused why) implements BroadcastAnswer {}
}
