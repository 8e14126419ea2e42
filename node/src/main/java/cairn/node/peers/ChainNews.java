package cairn.node.peers;

import cairn.ledger.IndexedBlock;
import cairn.ledger.LedgerListener;
import cairn.ledger.rules.Verdict;
import cairn.p2p.BlockchainListener;
import cairn.primitives.Block;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;

/**
 * Tells the peers what happens to the chain, on their thread. The chain waits while they have too
 * much to hear; they never wait for the chain, so both go on.
 */
public final class ChainNews implements LedgerListener, AutoCloseable {
  /** So long are the blocks, all of them, that the peers have still to be told of. */
  static final int MAX_BYTES = 8 << 20;

  /** What a piece of news takes without its block. */
  static final int NEWS_BYTES = 1 << 10;

  private final BlockchainListener listener;
  private final Executor peers;

  /** A permit for each byte. */
  private final Semaphore room = new Semaphore(MAX_BYTES);

  private volatile boolean closed;

  /**
   * @param peers the thread of the peers
   */
  public ChainNews(BlockchainListener listener, Executor peers) {
    this.listener = listener;
    this.peers = peers;
  }

  private void tell(int blockBytes, Runnable news) {
    int bytes = Math.min(NEWS_BYTES + blockBytes, MAX_BYTES);
    if (!closed) {
      room.acquireUninterruptibly(bytes);
    }
    peers.execute(() -> {
      room.release(bytes);
      news.run();
    });
  }

  @Override
  public void blockStored(IndexedBlock block, Block contents) {
    tell(contents.totalSize(), () -> listener.fresh(new LedgerBlock(block), contents));
  }

  @Override
  public void blockConnected(IndexedBlock block, Block contents) {
    tell(
        contents.totalSize(),
        () -> {
          listener.checked(block.hash(), Optional.empty());
          listener.connected(new LedgerBlock(block), contents);
        });
  }

  @Override
  public void blockDisconnected(IndexedBlock block, Block contents) {
    tell(contents.totalSize(), () -> listener.disconnected(new LedgerBlock(block), contents));
  }

  @Override
  public void blockRefused(IndexedBlock block, Verdict.Invalid why) {
    var refusal = LedgerBlockchain.refused(why);
    tell(0, () -> listener.checked(block.hash(), Optional.of(refusal)));
  }

  @Override
  public void tipChanged(IndexedBlock tip, IndexedBlock fork) {
    tell(0, () -> listener.newTip(new LedgerBlock(tip), new LedgerBlock(fork)));
  }

  /** The peers will hear no more: nobody waits for them from now on. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      room.release(MAX_BYTES); // as much as the one that waits can want
    }
  }
}
