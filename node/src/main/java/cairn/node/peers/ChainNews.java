package cairn.node.peers;

import cairn.ledger.IndexedBlock;
import cairn.ledger.LedgerListener;
import cairn.ledger.rules.Verdict;
import cairn.p2p.BlockchainListener;
import cairn.primitives.Block;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Tells the peers what happens to the chain, on their thread. */
public final class ChainNews implements LedgerListener {
  private final BlockchainListener listener;
  private final Executor peers;

  /**
   * @param peers the thread of the peers
   */
  public ChainNews(BlockchainListener listener, Executor peers) {
    this.listener = listener;
    this.peers = peers;
  }

  @Override
  public void blockStored(IndexedBlock block, Block contents) {
    peers.execute(() -> listener.fresh(new LedgerBlock(block), contents));
  }

  @Override
  public void blockConnected(IndexedBlock block, Block contents) {
    peers.execute(() -> {
      listener.checked(block.hash(), Optional.empty());
      listener.connected(new LedgerBlock(block), contents);
    });
  }

  @Override
  public void blockDisconnected(IndexedBlock block, Block contents) {
    peers.execute(() -> listener.disconnected(new LedgerBlock(block), contents));
  }

  @Override
  public void blockRefused(IndexedBlock block, Verdict.Invalid why) {
    var refusal = LedgerBlockchain.refused(why);
    peers.execute(() -> listener.checked(block.hash(), Optional.of(refusal)));
  }

  @Override
  public void tipChanged(IndexedBlock tip, IndexedBlock fork) {
    peers.execute(() -> listener.newTip(new LedgerBlock(tip), new LedgerBlock(fork)));
  }
}
