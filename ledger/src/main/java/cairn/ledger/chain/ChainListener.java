package cairn.ledger.chain;

import cairn.ledger.headers.HeaderEntry;
import cairn.ledger.rules.Verdict;
import cairn.primitives.Block;

/** Is told, on the chain thread, what happens to the chain. It must not wait. */
public interface ChainListener {
  /** Nobody wants to know. */
  ChainListener NONE = new ChainListener() {};

  /** The block is the tip now, and all its checks have passed. */
  default void connected(HeaderEntry block, Block contents) {}

  /** The block was the tip, and is no longer; the one before it is. */
  default void disconnected(HeaderEntry block, Block contents) {}

  /** The block is the end of the history that is being verified below a snapshot. */
  default void verified(HeaderEntry block) {}

  /** The chain up to {@code tip} is on disk: the active one, or its history. */
  default void stored(HeaderEntry tip) {}

  /** The block breaks a rule. */
  default void refused(HeaderEntry block, Verdict.Invalid why) {}
}
