package cairn.ledger;

import cairn.ledger.rules.Verdict;
import cairn.primitives.Block;

/**
 * Is told, on the chain thread, what happens. It must not wait; a snapshot that it takes of the
 * ledger is not older than what it is told, except that {@link Ledger#chain} does not show the
 * blocks that come and go in a reorganisation before {@link #tipChanged}.
 */
public interface LedgerListener {
  /** The block has come to the end of the active chain, and all its checks have passed. */
  default void blockConnected(IndexedBlock block, Block contents) {}

  /** The block was the end of the active chain, and is no longer; the one before it is. */
  default void blockDisconnected(IndexedBlock block, Block contents) {}

  /**
   * The active chain ends with {@code tip} now, and will stay so for a moment: in a reorganisation
   * this is not told of the blocks that are passed on the way.
   *
   * @param fork the last block that it has in common with the chain of which this was told last
   */
  default void tipChanged(IndexedBlock tip, IndexedBlock fork) {}

  /**
   * A block that builds on the tip is stored and keeps all rules but those about its coins: it can
   * be passed on while these are checked (BIP 152). Not told during the first synchronisation.
   */
  default void blockStored(IndexedBlock block, Block contents) {}

  /** The block breaks a rule. */
  default void blockRefused(IndexedBlock block, Verdict.Invalid why) {}

  /**
   * The active chain goes on from coins that were loaded ({@link Ledger#loadCoins}), which are
   * those after {@code base}. Nobody was, or will be, told that the blocks up to there are
   * connected. {@link #tipChanged} follows.
   */
  default void coinsLoaded(IndexedBlock base) {}

  /** {@link Ledger#validatedChain}, not being the active one, ends with {@code tip} now. */
  default void historyMoved(IndexedBlock tip) {}

  /** Another header than before has the most work of those not known to be invalid. */
  default void headerTipChanged(IndexedBlock best) {}

  /**
   * {@link Ledger#validatedChain} up to {@code tip} is on disk, blocks and coins: whatever happens
   * to the process, the next start finds at least that.
   */
  default void chainStored(IndexedBlock tip) {}

  /** The height at which the ledger is to stop is reached; it connects no more blocks. */
  default void stopHeightReached() {}

  /** The chain thread has ended because of this, and every command will fail. */
  default void failed(Throwable why) {}
}
