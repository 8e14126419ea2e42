package cairn.ledger.coins;

import static cairn.ledger.coins.CoinRecords.DIRTY;
import static cairn.ledger.coins.CoinRecords.FRESH;
import static cairn.ledger.coins.CoinRecords.SPENT;

import cairn.ledger.BestBlock;
import cairn.ledger.Coin;
import cairn.ledger.codec.CoinCodec;
import cairn.ledger.store.CoinStore;
import cairn.ledger.store.FetchedCoins;
import cairn.ledger.store.OutPointHash;
import cairn.primitives.Block;
import cairn.primitives.ByteReader;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import cairn.primitives.OutPoint;
import cairn.primitives.Transaction;
import cairn.primitives.TxOut;
import cairn.primitives.Txid;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The unspent outputs after the best block: what has changed since the last {@link #flush} and what
 * was kept from before, in front of what is stored. Only the thread that writes the chain's state
 * may call it.
 *
 * <p>A record says how it differs from the store, as in Bitcoin Core. A coin that was added is
 * DIRTY, and FRESH too if the store has none for its outpoint. A coin that was spent is DIRTY and
 * SPENT; one that was FRESH leaves nothing behind, and so never reaches the disk. An outpoint
 * without a record is as the store has it.
 */
public final class CoinsCache implements AutoCloseable {
  /**
   * How much the records may grow with one block: it has room for 111,000 outputs, which take 56
   * bytes or so, and for 24,000 inputs, which leave 40 bytes behind or none.
   */
  private static final long BLOCK_BYTES = 8 << 20;

  /**
   * How far the records can grow beyond the budget, if it comes to that: a block each of whose
   * inputs spent one of the largest scripts gives 240 MB back when it is undone.
   */
  private static final long EXCESS_BYTES = 512 << 20;

  private final CoinStore store;
  private final long budgetBytes;
  private final OutPointHash hash;
  private final Arena arena = Arena.ofShared();
  private final CoinRecords records;
  private final CoinIndex index;
  private final Lookahead lookahead;
  private final ByteWriter value = new ByteWriter(CoinRecords.MAX_VALUE_LENGTH);
  private @Nullable BestBlock bestBlock;
  private int dirty;

  /**
   * @param budgetBytes the most memory to take, all told; above 31 GiB it makes no difference
   * @param random unpredictable but in tests
   */
  public CoinsCache(CoinStore store, long budgetBytes, RandomGenerator random) {
    this.store = store;
    this.budgetBytes = Math.min(budgetBytes, CoinRecords.MAX_BYTES - EXCESS_BYTES);
    this.hash = new OutPointHash(random);
    this.records = new CoinRecords(this.budgetBytes + EXCESS_BYTES, arena);
    this.index = new CoinIndex(records);
    this.lookahead = new Lookahead(hash, index, records);
    this.bestBlock = store.bestBlock();
  }

  /** The block after which these are the coins; null before the first. */
  public @Nullable BestBlock bestBlock() {
    return bestBlock;
  }

  /** Says that what was added and spent has made these the coins after {@code bestBlock}. */
  public void setBestBlock(BestBlock bestBlock) {
    this.bestBlock = bestBlock;
  }

  /** The coin at {@code outpoint}, or null if there is none. */
  public @Nullable Coin get(OutPoint outpoint) {
    int slot = find(outpoint);
    return slot == CoinIndex.NONE ? store.get(outpoint) : coin(index.address(slot));
  }

  /** Whether there is a coin at {@code outpoint}. */
  public boolean has(OutPoint outpoint) {
    int slot = find(outpoint);
    return slot == CoinIndex.NONE
        ? store.get(outpoint) != null
        : !records.isSpent(index.address(slot));
  }

  /**
   * Whether there is a coin at {@code outpoint}, as far as is known without looking into the store.
   */
  public boolean hasInMemory(OutPoint outpoint) {
    int slot = find(outpoint);
    return slot != CoinIndex.NONE && !records.isSpent(index.address(slot));
  }

  /**
   * Spends the coin at {@code outpoint}.
   *
   * @param ahead spares a look into the store where it has the answer; where that is outdated, or
   *     this cache knows better, it is passed over
   * @return the coin, or null if there is none
   */
  public @Nullable Coin spend(OutPoint outpoint, FetchedCoins ahead) {
    var txid = outpoint.txid();
    int output = (int) outpoint.index();
    int outpointHash = hash.of(outpoint);
    int slot = index.find(outpointHash, txid, output);
    if (slot == CoinIndex.NONE) {
      var coin = stored(outpoint, ahead);
      if (coin != null) {
        index.insert(outpointHash, spentRecord(txid, output));
        dirty++;
      }
      return coin;
    }
    int address = index.address(slot);
    if (records.isSpent(address)) {
      return null;
    }
    var coin = coin(address);
    int flags = records.flags(address);
    records.free(address);
    if ((flags & FRESH) != 0) {
      index.remove(slot);
      dirty--;
    } else {
      index.replace(slot, spentRecord(txid, output));
      dirty += (flags & DIRTY) == 0 ? 1 : 0;
    }
    return coin;
  }

  /**
   * Adds the outputs of a transaction, but those that can never be spent. A coinbase may overwrite
   * coins, as some early ones did (BIP 30).
   *
   * @param height of the block that has the transaction
   * @throws IllegalStateException if it overwrites coins and is no coinbase
   */
  public void addOutputs(Transaction transaction, int height) {
    boolean coinbase = transaction.isCoinbase();
    var outputs = transaction.outputs();
    for (int i = 0; i < outputs.size(); i++) {
      add(transaction.txid(), i, outputs.get(i), height, coinbase, coinbase);
    }
  }

  /**
   * Gives back a coin that was spent.
   *
   * @return false if there is one for the outpoint already; it is lost
   */
  public boolean restore(OutPoint outpoint, Coin coin) {
    boolean overwrites = has(outpoint);
    add(outpoint, coin, overwrites);
    return !overwrites;
  }

  /**
   * Adds a coin, unless it can never be spent.
   *
   * @param overwrites whether there may be one for the outpoint already, which is then lost. To say
   *     so without need costs a little; to fail to say so loses track of a coin that is stored
   * @throws IllegalStateException if it overwrites one and was not to; what is stored is not asked
   */
  public void add(OutPoint outpoint, Coin coin, boolean overwrites) {
    add(
        outpoint.txid(),
        (int) outpoint.index(),
        coin.output(),
        coin.height(),
        coin.coinbase(),
        overwrites);
  }

  /**
   * The outpoints that {@code block} spends from and that only the store can know, to be fetched by
   * another thread while the chain does something else.
   */
  public List<OutPoint> missing(Block block) {
    return store.isEmpty() ? List.of() : lookahead.missing(block);
  }

  /**
   * Makes {@link #spend} and {@link #addOutputs} faster for the transactions that come next. Best
   * are about as many as have a few hundred inputs: more will not stay near until it is their turn.
   */
  public void drawNear(List<Transaction> transactions) {
    lookahead.drawNear(transactions);
  }

  /** How many bytes of memory are taken. */
  public long usedBytes() {
    return records.usedBytes() + index.bytes();
  }

  /** How many records there are, those of spent coins included. */
  public int size() {
    return index.size();
  }

  /** How many records the next flush has to write. */
  public int dirty() {
    return dirty;
  }

  /** Whether the next block might take more than the budget, so that a flush should come first. */
  public boolean isFull() {
    if (hasRoomForBlock()) {
      return false;
    }
    if (records.freedBytes() < records.usedBytes() / 4) {
      return true;
    }
    try {
      records.compact(_ -> true);
    } finally {
      index.rebuild(hash);
    }
    return !hasRoomForBlock();
  }

  private boolean hasRoomForBlock() {
    long growth = Math.min(BLOCK_BYTES, budgetBytes / 8);
    int added = (int) (growth / CoinRecords.MIN_BYTES);
    return records.usedBytes() + growth + index.bytesWhileReaching(index.size() + added)
        <= budgetBytes;
  }

  /**
   * Stores all changes together with the best block, in one step. The coins stay at hand as far as
   * they fit into a third of the budget; the youngest do, which are the likeliest to be spent.
   *
   * @throws cairn.ledger.StorageException if they cannot be stored; nothing has changed then
   */
  public void flush() {
    var best = Objects.requireNonNull(bestBlock, "no block, no coins");
    if (dirty == 0 && best.equals(store.bestBlock())) {
      return;
    }
    try (var change = store.change(best)) {
      new DirtyCoins(records, dirty, index.lendMemory()).writeTo(change);
      change.commit();
      dirty = 0;
      dropSpentAndOld(best.height());
      records.forEach(address -> records.setFlags(address, 0));
    } finally {
      index.rebuild(hash);
    }
  }

  private void dropSpentAndOld(int height) {
    int from = new Youngest(records, height).within(budgetBytes / 3);
    records.compact(address -> !records.isSpent(address) && records.height(address) >= from);
  }

  @Override
  public void close() {
    index.close();
    arena.close();
  }

  private void add(
      Txid txid, int output, TxOut content, int height, boolean coinbase, boolean overwrites) {
    if (content.scriptPubKey().isUnspendable()) {
      return;
    }
    int flags = overwrites ? DIRTY : DIRTY | FRESH;
    int outpointHash = hash.of(txid, Integer.toUnsignedLong(output));
    int slot = index.find(outpointHash, txid, output);
    if (slot != CoinIndex.NONE) {
      int address = index.address(slot);
      int before = records.flags(address);
      if (!overwrites && (before & SPENT) == 0) {
        throw new IllegalStateException("a coin of " + txid + " would be overwritten");
      }
      // What the store has for this outpoint was no coin only if that was known before.
      flags = DIRTY | (before & FRESH);
      dirty -= before & DIRTY;
      records.free(address);
    }
    dirty++;
    CoinCodec.write(value.clear(), content, height, coinbase);
    int address = records.add(txid, output, flags, value.backingArray(), value.length());
    if (slot == CoinIndex.NONE) {
      index.insert(outpointHash, address);
    } else {
      index.replace(slot, address);
    }
  }

  /** How the outpoint's record differs from the store, or {@link CoinIndex#NONE}. */
  int flags(OutPoint outpoint) {
    int slot = find(outpoint);
    return slot == CoinIndex.NONE ? CoinIndex.NONE : records.flags(index.address(slot));
  }

  private int find(OutPoint outpoint) {
    return index.find(hash.of(outpoint), outpoint.txid(), (int) outpoint.index());
  }

  private int spentRecord(Txid txid, int output) {
    return records.add(txid, output, DIRTY | SPENT, value.backingArray(), 0);
  }

  private @Nullable Coin stored(OutPoint outpoint, FetchedCoins ahead) {
    return ahead.generation() == store.generation() && ahead.knows(outpoint)
        ? ahead.get(outpoint)
        : store.get(outpoint);
  }

  private @Nullable Coin coin(int address) {
    if (records.isSpent(address)) {
      return null;
    }
    try {
      return CoinCodec.read(new ByteReader(Bytes.wrap(records.value(address))));
    } catch (DecodeException e) {
      throw new AssertionError("what CoinCodec wrote, it reads", e);
    }
  }
}
