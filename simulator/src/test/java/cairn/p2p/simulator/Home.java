package cairn.p2p.simulator;

import cairn.p2p.BlockTree;
import cairn.p2p.BlockTree.Entry;
import cairn.p2p.Blockchain.BlockAnswer;
import cairn.p2p.BlockchainListener;
import cairn.p2p.KnownBlock;
import cairn.p2p.MemoryChain;
import cairn.p2p.MemoryPool;
import cairn.p2p.addresses.AddressManager;
import cairn.p2p.addresses.AsMap;
import cairn.p2p.addresses.NetGroups;
import cairn.p2p.wire.PeerAddress;
import cairn.primitives.Block;
import cairn.primitives.BlockHash;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a node has on its disk, so that it is there again after the node was stopped. */
final class Home implements BlockchainListener {
  /** What a block, headers or a transaction take to be checked. */
  private static final Duration CHECK = Duration.ofMillis(2);

  final Site site;
  final NetGroups groups = new NetGroups(AsMap.NONE);
  final AddressManager addresses;
  final MemoryChain chain;
  final MemoryPool pool;

  /** Whom to call first after the next start. */
  List<PeerAddress> anchors = List.of();

  private final BlockTree tree;
  private final SimulatedTime time;
  private final BiConsumer<Home, List<Entry>> onBlocks;
  private @Nullable SimulatedNode running;
  private long busyUntil;

  /**
   * @param onBlocks is told of blocks that become part of the active chain
   */
  Home(
      Site site,
      BlockTree tree,
      SimulatedTime time,
      SplittableRandom random,
      BiConsumer<Home, List<Entry>> onBlocks) {
    this.site = site;
    this.tree = tree;
    this.time = time;
    this.onBlocks = onBlocks;
    this.addresses = new AddressManager(groups, AddressManager.newKey(random), random, 0);
    Executor worker = this::work;
    this.chain = new MemoryChain(tree, time, worker);
    this.pool = new MemoryPool(worker);
    chain.listen(this);
  }

  /** The node that runs; null if none does. */
  @Nullable SimulatedNode running() {
    return running;
  }

  void run(@Nullable SimulatedNode node) {
    running = node;
  }

  Entry tip() {
    return tree.get(chain.tip().hash());
  }

  /** One thing after the other; what is not done when the node is stopped is not done at all. */
  private void work(Runnable task) {
    var node = running;
    busyUntil = Math.max(busyUntil, time.micros()) + SimulatedTime.micros(CHECK);
    time.at(
        busyUntil,
        () -> {
          if (node != null && node.isUp()) {
            task.run();
            node.settle();
          }
        });
  }

  /** Whether the node has seen the transaction: it waits for a block, or is in one. */
  boolean knows(SentTransaction sent) {
    return pool.find(sent.transaction.wtxid()) != null
        || sent.minedIn.stream().anyMatch(block -> chain.isActive(chain.known(block)));
  }

  @Override
  public void fresh(KnownBlock block, Block contents) {
    tell(node -> node.fresh(block, contents));
  }

  @Override
  public void checked(BlockHash block, Optional<BlockAnswer.Refused> refusal) {
    tell(node -> node.checked(block, refusal));
  }

  @Override
  public void connected(KnownBlock block, Block contents) {
    pool.connect(contents);
    tell(node -> node.connected(block, contents));
  }

  @Override
  public void newTip(KnownBlock tip, KnownBlock fork) {
    var blocks = new ArrayList<Entry>();
    for (int height = fork.height() + 1; height <= tip.height(); height++) {
      blocks.add(tree.get(tip.ancestor(height).hash()));
    }
    onBlocks.accept(this, blocks);
    tell(node -> node.newTip(tip, fork));
  }

  private void tell(Consumer<BlockchainListener> news) {
    if (running != null) {
      news.accept(running.protocol());
    }
  }
}
