package cairn.p2p;

import cairn.genesis.Network;
import cairn.primitives.Amount;
import cairn.primitives.Block;
import cairn.primitives.BlockHash;
import cairn.primitives.BlockHeader;
import cairn.primitives.MerkleTree;
import cairn.primitives.OutPoint;
import cairn.primitives.ScriptBuilder;
import cairn.primitives.Target;
import cairn.primitives.Transaction;
import cairn.primitives.TxIn;
import cairn.primitives.TxOut;
import cairn.primitives.Txid;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All blocks that there are in a test: each is here once, however many nodes know of it. What a
 * node knows is the {@link MemoryChain}'s. Not thread-safe.
 */
public final class BlockTree {
  private static final long HALF_UNITS = 5_000_000_000L;

  private final Network network;
  private final Map<BlockHash, Entry> entries = new HashMap<>();
  private final Entry genesis;
  private long coinbases;

  public BlockTree(Network network) {
    this.network = network;
    this.genesis = add(network.genesis().header(), null);
    genesis.contents = network.genesis();
  }

  public Network network() {
    return network;
  }

  public Entry genesis() {
    return genesis;
  }

  /** Null if there is no such block. */
  public @Nullable Entry find(BlockHash hash) {
    return entries.get(hash);
  }

  /** A block that there is. */
  public Entry get(BlockHash hash) {
    var entry = entries.get(hash);
    if (entry == null) {
      throw new IllegalArgumentException("there is no block " + hash);
    }
    return entry;
  }

  /** The block of this header, which is new perhaps, and follows one that there is. */
  public Entry of(BlockHeader header) {
    var previous = entries.get(header.previous());
    for (var child : previous == null ? List.of(genesis) : previous.children) {
      if (child.header.equals(header)) {
        return child; // found so with less effort than by its hash
      }
    }
    if (previous == null) {
      throw new IllegalArgumentException(header.hash() + " follows nothing that there is");
    }
    return add(header, previous);
  }

  private Entry add(BlockHeader header, @Nullable Entry previous) {
    var entry = new Entry(entries.size(), header, header.hash(), previous);
    entries.put(entry.hash, entry);
    if (previous != null) {
      previous.children.add(entry);
    }
    return entry;
  }

  /** A new block after {@code previous}, one interval later, with a coinbase alone. */
  public Entry mine(Entry previous) {
    return mine(previous, previous.header.time() + spacing(), List.of());
  }

  /**
   * A new block.
   *
   * @param time in seconds since 1970
   * @param transactions those after the coinbase
   */
  public Entry mine(Entry previous, long time, List<Transaction> transactions) {
    var contents =
        contents(previous, time, network.consensus().proofOfWork().limit(), transactions);
    var entry = of(contents.header());
    entry.contents = contents;
    return entry;
  }

  /** New blocks after {@code previous}, each after the one before. */
  public List<Entry> mine(Entry previous, int count) {
    var chain = new ArrayList<Entry>(count);
    for (int i = 0; i < count; i++) {
      chain.add(mine(i == 0 ? previous : chain.getLast()));
    }
    return chain;
  }

  /** A new block that breaks a rule, as is found out when it is connected. */
  public Entry mineBad(Entry previous) {
    var entry = mine(previous);
    condemn(entry);
    return entry;
  }

  /** The block breaks a rule, as is found out when it is connected. */
  public void condemn(Entry entry) {
    entry.bad = true;
  }

  private long spacing() {
    return network.consensus().proofOfWork().targetSpacing();
  }

  private Block contents(Entry previous, long time, Target target, List<Transaction> transactions) {
    var all = new ArrayList<Transaction>(transactions.size() + 1);
    all.add(coinbase(previous.height + 1));
    all.addAll(transactions);
    var root = MerkleTree.of(all.stream().map(Transaction::txid).toList()).root();
    var header = new BlockHeader(4, previous.hash, root, time, target.toCompact(), 0);
    while (!target.isMetBy(header.hash())) {
      header = header.withNonce(header.nonce() + 1);
    }
    return Block.of(header, all);
  }

  private Transaction coinbase(int height) {
    var script = new ScriptBuilder().number(height).number(coinbases++).build();
    var input = new TxIn(new OutPoint(Txid.ZERO, 0xffffffffL), script, TxIn.SEQUENCE_FINAL);
    var output = new TxOut(new Amount(HALF_UNITS), new ScriptBuilder().number(1).build());
    return Transaction.of(1, List.of(input), List.of(output), 0);
  }

  /** A block, of which perhaps no more than the header is known to anyone. */
  public static final class Entry {
    final int index;
    final BlockHeader header;
    final BlockHash hash;
    final int height;
    final BigInteger work;
    final @Nullable Entry previous;
    final @Nullable Entry skip;
    final List<Entry> children = new ArrayList<>(1);
    @Nullable Block contents;
    boolean bad;

    private Entry(int index, BlockHeader header, BlockHash hash, @Nullable Entry previous) {
      var own = Target.fromCompact(header.bits()).map(Target::work).orElse(BigInteger.ZERO);
      this.index = index;
      this.header = header;
      this.hash = hash;
      this.previous = previous;
      this.height = previous == null ? 0 : previous.height + 1;
      this.work = previous == null ? own : previous.work.add(own);
      // To the height without its lowest set bit: so any ancestor is a few steps away.
      this.skip = previous == null ? null : previous.ancestor(height & (height - 1));
    }

    public BlockHash hash() {
      return hash;
    }

    public BlockHeader header() {
      return header;
    }

    public int height() {
      return height;
    }

    /** Of this block and all before it. */
    public BigInteger work() {
      return work;
    }

    /** What the block consists of. */
    public Block contents() {
      if (contents == null) {
        throw new IllegalStateException("nobody knows the contents of " + hash);
      }
      return contents;
    }

    /** The block at {@code wanted}, which is at most this one's height, on the way to this one. */
    public Entry ancestor(int wanted) {
      if (wanted < 0 || wanted > height) {
        throw new IndexOutOfBoundsException(wanted + " of " + height);
      }
      var entry = this;
      while (entry.height > wanted) {
        var skip = entry.skip;
        var next = skip != null && skip.height >= wanted ? skip : entry.previous;
        if (next == null) {
          throw new IllegalStateException("a chain without a beginning");
        }
        entry = next;
      }
      return entry;
    }

    @Override
    public String toString() {
      return height + ":" + hash;
    }
  }
}
