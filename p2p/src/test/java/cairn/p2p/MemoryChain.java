package cairn.p2p;

import cairn.genesis.Network;
import cairn.p2p.BlockTree.Entry;
import cairn.primitives.Block;
import cairn.primitives.BlockHash;
import cairn.primitives.BlockHeader;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.MerkleTree;
import java.math.BigInteger;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A node's chain, in memory: of each block of the {@link BlockTree} a few bits. It knows no more
 * rules than that headers follow each other, that Merkle roots are right, and that blocks which the
 * test calls bad are bad. Not thread-safe.
 */
public final class MemoryChain implements Blockchain {
  private static final Duration RECENT = Duration.ofHours(24);
  private static final int KEPT_BLOCKS = 288;
  private static final long MAX_WAITING_BYTES = 32_000_000;

  private final BlockTree tree;
  private final Network network;
  private final InstantSource clock;
  private final Executor executor;
  private final BitSet known = new BitSet();
  private final BitSet data = new BitSet();
  private final BitSet allData = new BitSet();
  private final BitSet valid = new BitSet();
  private final BitSet failed = new BitSet();
  private final List<BlockchainListener> listeners = new ArrayList<>();

  private Entry tip;
  private Entry bestHeader;
  private boolean caughtUp;
  private boolean importing;
  private long waitingBytes;
  private @Nullable Entry verified;
  private @Nullable Entry snapshot;

  /**
   * @param executor where blocks are dealt with, one after the other; answers come from there
   */
  public MemoryChain(BlockTree tree, InstantSource clock, Executor executor) {
    this(tree, tree.network(), clock, executor);
  }

  /** As above, of a node that sees the network with other eyes. */
  public MemoryChain(BlockTree tree, Network network, InstantSource clock, Executor executor) {
    this.tree = tree;
    this.network = network;
    this.clock = clock;
    this.executor = executor;
    this.tip = tree.genesis();
    this.bestHeader = tip;
    for (var set : List.of(known, data, allData, valid)) {
      set.set(tip.index);
    }
  }

  public void listen(BlockchainListener listener) {
    listeners.add(listener);
  }

  /** Has the chain go on from {@code base}, of which only the coins are there. */
  public void standOn(Entry base) {
    verified = tip;
    snapshot = base;
    tip = base;
    allData.set(base.index);
  }

  @Override
  public Optional<History> history() {
    return snapshot == null || verified == null
        ? Optional.empty()
        : Optional.of(new History(new Known(verified), new Known(snapshot)));
  }

  public void setImporting(boolean importing) {
    this.importing = importing;
  }

  /** Has a node take in {@code blocks} by itself, at once, as if it had mined or imported them. */
  public void take(List<Entry> blocks) {
    for (var block : blocks) {
      acceptHeader(block);
      store(block);
    }
  }

  /** Has a node learn of the headers of {@code blocks}, at once. */
  public void takeHeaders(List<Entry> blocks) {
    blocks.forEach(this::acceptHeader);
  }

  /** Deletes the contents of what is below {@code height} in the active chain. */
  public void prune(int height) {
    for (int i = 0; i < height; i++) {
      data.clear(tip.ancestor(i).index);
    }
  }

  public KnownBlock known(Entry entry) {
    return new Known(entry);
  }

  @Override
  public KnownBlock tip() {
    return new Known(tip);
  }

  @Override
  public KnownBlock bestHeader() {
    return new Known(bestHeader);
  }

  @Override
  public @Nullable KnownBlock find(BlockHash hash) {
    var entry = tree.find(hash);
    return entry != null && known.get(entry.index) ? new Known(entry) : null;
  }

  @Override
  public @Nullable KnownBlock at(int height) {
    return height < 0 || height > tip.height ? null : new Known(tip.ancestor(height));
  }

  @Override
  public KnownBlock fork(KnownBlock block) {
    return new Known(fork(entry(block)));
  }

  private Entry fork(Entry entry) {
    var fork = entry.ancestor(Math.min(entry.height, tip.height));
    while (tip.ancestor(fork.height) != fork) {
      fork = previous(fork);
    }
    return fork;
  }

  @Override
  public boolean isInitialBlockDownload() {
    if (!caughtUp) {
      var oldest = clock.instant().minus(RECENT).getEpochSecond();
      var enough = network.facts().minimumChainWork();
      caughtUp = !importing && tip.work.compareTo(enough) >= 0 && tip.header.time() >= oldest;
    }
    return !caughtUp;
  }

  @Override
  public boolean isImporting() {
    return importing;
  }

  @Override
  public boolean permitsTransition(int height, long oldBits, long newBits) {
    var rule = network.consensus().proofOfWork();
    return rule.minDifficultyBlocks() || height % rule.retargetPeriod() == 0 || oldBits == newBits;
  }

  @Override
  public Optional<String> mutation(Block block, boolean witnesses) {
    var tree = MerkleTree.of(block.txids());
    return tree.root().equals(block.header().merkleRoot()) && !tree.hasEqualNeighbours()
        ? Optional.empty()
        : Optional.of("bad-txnmrklroot, hashMerkleRoot mismatch");
  }

  @Override
  public void presynchronized(int height, long time) {}

  @Override
  public void settle(Runnable settled) {
    executor.execute(settled);
  }

  @Override
  public void submitHeaders(
      List<BlockHeader> headers, boolean workIsEnough, Consumer<HeadersAnswer> answer) {
    executor.execute(() -> answer.accept(take(headers, workIsEnough)));
  }

  private HeadersAnswer take(List<BlockHeader> headers, boolean workIsEnough) {
    for (var header : headers) {
      var fault = take(header, workIsEnough);
      if (fault != null) {
        return new HeadersAnswer.Refused(fault, fault.toString());
      }
    }
    return new HeadersAnswer.Accepted(new Known(tree.of(headers.getLast())));
  }

  private @Nullable BlockFault take(BlockHeader header, boolean workIsEnough) {
    var previous = tree.find(header.previous());
    if (previous == null || !known.get(previous.index)) {
      return header.equals(tree.genesis().header) ? null : BlockFault.MISSING_PREVIOUS;
    }
    var entry = tree.of(header);
    if (known.get(entry.index)) {
      return failed.get(entry.index) ? BlockFault.KNOWN_INVALID : null;
    }
    if (failed.get(previous.index)) {
      return BlockFault.INVALID_PREVIOUS;
    }
    if (!workIsEnough) {
      return BlockFault.LOW_WORK;
    }
    acceptHeader(entry);
    return null;
  }

  private void acceptHeader(Entry entry) {
    known.set(entry.index);
    if (entry.work.compareTo(bestHeader.work) > 0) {
      bestHeader = entry;
    }
  }

  @Override
  public boolean hasRoom() {
    return waitingBytes < MAX_WAITING_BYTES;
  }

  @Override
  public void submitBlock(
      Block block, boolean requested, boolean workIsEnough, Consumer<BlockAnswer> answer) {
    waitingBytes += block.totalSize();
    executor.execute(() -> {
      waitingBytes -= block.totalSize();
      answer.accept(take(block, requested, workIsEnough));
    });
  }

  private BlockAnswer take(Block block, boolean requested, boolean workIsEnough) {
    var fault = take(block.header(), workIsEnough);
    if (fault == null && mutation(block, true).isPresent()) {
      fault = BlockFault.MUTATED;
    }
    if (fault != null) {
      return new BlockAnswer.Refused(fault, fault.toString());
    }
    var entry = tree.of(block.header());
    if (data.get(entry.index)) {
      return new BlockAnswer.Accepted(new Known(entry), false);
    }
    if (!requested && !isWorthStoring(entry)) {
      return new BlockAnswer.Ignored();
    }
    entry.contents = block;
    store(entry);
    return failed.get(entry.index)
        ? new BlockAnswer.Refused(BlockFault.CONSENSUS, "bad")
        : new BlockAnswer.Accepted(new Known(entry), true);
  }

  private boolean isWorthStoring(Entry entry) {
    return !allData.get(entry.index)
        && entry.work.compareTo(tip.work) >= 0
        && entry.height <= tip.height + KEPT_BLOCKS
        && entry.work.compareTo(network.facts().minimumChainWork()) >= 0;
  }

  private void store(Entry entry) {
    if (entry.previous == tip && !isInitialBlockDownload()) {
      listeners.forEach(listener -> listener.fresh(new Known(entry), entry.contents()));
    }
    data.set(entry.index);
    if (entry.previous != null && allData.get(entry.previous.index)) {
      complete(entry);
    }
  }

  /** All blocks up to this one are here, and perhaps some of those that come after it. */
  private void complete(Entry first) {
    var best = tip;
    var open = new ArrayList<>(List.of(first));
    while (!open.isEmpty()) {
      var entry = open.removeLast();
      allData.set(entry.index);
      if (entry.work.compareTo(best.work) > 0 && !failed.get(entry.index)) {
        best = entry;
      }
      for (var child : entry.children) {
        if (data.get(child.index)) {
          open.add(child);
        }
      }
    }
    if (best != tip) {
      activate(best);
    }
  }

  private void activate(Entry best) {
    var fork = fork(best);
    var old = tip;
    for (int height = fork.height + 1; height <= best.height; height++) {
      var entry = best.ancestor(height);
      if (entry.bad) {
        fail(entry);
        listeners.forEach(listener ->
            listener.checked(
                entry.hash, Optional.of(new BlockAnswer.Refused(BlockFault.CONSENSUS, "bad"))));
        break;
      }
      valid.set(entry.index);
      tip = entry;
      listeners.forEach(listener -> listener.checked(entry.hash, Optional.empty()));
      listeners.forEach(listener -> listener.connected(new Known(entry), entry.contents()));
    }
    if (tip.work.compareTo(old.work) < 0) {
      tip = old; // the branch was good only so far
    }
    if (tip != old) {
      listeners.forEach(listener -> listener.newTip(new Known(tip), new Known(fork)));
    }
  }

  private void fail(Entry first) {
    var open = new ArrayList<>(List.of(first));
    while (!open.isEmpty()) {
      var entry = open.removeLast();
      failed.set(entry.index);
      open.addAll(entry.children);
    }
    if (failed.get(bestHeader.index)) {
      bestHeader = tip;
    }
  }

  @Override
  public void readBlock(KnownBlock block, boolean witness, Consumer<Optional<Bytes>> answer) {
    loadBlock(
        block,
        contents ->
            answer.accept(contents.map(all -> witness ? all.serialized() : withoutWitness(all))));
  }

  private static Bytes withoutWitness(Block block) {
    var out = new ByteWriter(block.totalSize());
    block.header().write(out);
    out.compactSize(block.transactions().size());
    block.transactions().forEach(each -> out.bytes(each.serializedWithoutWitness()));
    return out.toBytes();
  }

  @Override
  public void loadBlock(KnownBlock block, Consumer<Optional<Block>> answer) {
    executor.execute(() -> {
      var entry = entry(block);
      answer.accept(data.get(entry.index) ? Optional.of(entry.contents()) : Optional.empty());
    });
  }

  private Entry entry(KnownBlock block) {
    return ((Known) block).entry;
  }

  private static Entry previous(Entry entry) {
    if (entry.previous == null) {
      throw new IllegalStateException("nothing comes before the genesis block");
    }
    return entry.previous;
  }

  /** A block as this node has it. */
  private final class Known implements KnownBlock {
    private final Entry entry;

    Known(Entry entry) {
      this.entry = entry;
    }

    @Override
    public BlockHash hash() {
      return entry.hash;
    }

    @Override
    public BlockHeader header() {
      return entry.header;
    }

    @Override
    public int height() {
      return entry.height;
    }

    @Override
    public long time() {
      return entry.header.time();
    }

    @Override
    public BigInteger work() {
      return entry.work;
    }

    @Override
    public @Nullable KnownBlock previous() {
      return entry.previous == null ? null : new Known(entry.previous);
    }

    @Override
    public KnownBlock ancestor(int height) {
      return new Known(entry.ancestor(height));
    }

    @Override
    public boolean hasData() {
      return data.get(entry.index);
    }

    @Override
    public boolean hasAllData() {
      return allData.get(entry.index);
    }

    @Override
    public boolean isFullyValid() {
      return valid.get(entry.index);
    }

    @Override
    public boolean isFailed() {
      return failed.get(entry.index);
    }

    @Override
    public boolean equals(Object object) {
      return object instanceof Known mine
          ? entry == mine.entry
          : object instanceof KnownBlock other && entry.hash.equals(other.hash());
    }

    @Override
    public int hashCode() {
      return entry.hash.hashCode();
    }

    @Override
    public String toString() {
      return entry.toString();
    }
  }
}
