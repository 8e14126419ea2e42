package cairn.rpc.events;

import cairn.ledger.BlockUnavailableException;
import cairn.ledger.IndexedBlock;
import cairn.ledger.Ledger;
import cairn.ledger.LedgerListener;
import cairn.ledger.MempoolEntry;
import cairn.ledger.MempoolListener;
import cairn.primitives.Amount;
import cairn.primitives.Block;
import cairn.primitives.BlockHash;
import cairn.primitives.Txid;
import cairn.rpc.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes what happens to chain and mempool into the log of events. Belongs to the chain thread, and
 * before that to whoever makes it.
 *
 * <p>What the events of earlier runs have told is the beginning: what has become of it while nobody
 * recorded anything is told first. The mempool is empty then, and what comes back into it was never
 * gone as far as readers know; {@link #settled} tells of what does not come back.
 */
final class LedgerEvents implements LedgerListener, MempoolListener {
  static final String BLOCK_CONNECTED = "block_connected";
  static final String BLOCK_DISCONNECTED = "block_disconnected";
  static final String TRANSACTION_ADDED = "transaction_added";
  static final String TRANSACTION_REMOVED = "transaction_removed";
  static final String TIP = "tip";
  static final String RESET = "reset";
  private static final String SEQUENCE = "mempool_sequence";

  /** If there are more blocks to tell of, only what is in the index is told of them. */
  private static final int MOST_READ = 144;

  /** If there are more than so many, readers have to begin anew. */
  private static final int MOST_MISSED = 10_000;

  private final Ledger ledger;
  private final EventLog log;
  private final Told told;

  /** What readers take to be in the mempool, and what has not come back into it yet. */
  private final Set<Txid> absent;

  private LedgerEvents(Ledger ledger, EventLog log, Told told) {
    this.ledger = ledger;
    this.log = log;
    this.told = told;
    this.absent = new HashSet<>(told.mempool);
  }

  /** Tells of what has changed since the last event, and from now on of all that changes. */
  static LedgerEvents start(Ledger ledger, EventLog log) throws IOException {
    var known = log.told();
    var tip = ledger.chain().tip();
    var told = known == null ? new Told(tip.hash()) : known;
    boolean isNew = log.isEmpty();
    told.nextSequence = ledger.mempool().nextSequence();
    log.begin(told);
    var started = new LedgerEvents(ledger, log, told);
    if (!isNew) {
      started.catchUp(tip, known != null);
    }
    ledger.listen((LedgerListener) started);
    ledger.listen((MempoolListener) started);
    return started;
  }

  /** Changes what was told by one more event. */
  static void apply(Event event, Told told) {
    var data = event.data();
    switch (event.name()) {
      case BLOCK_CONNECTED -> told.tip = hash(data, "hash");
      case BLOCK_DISCONNECTED -> told.tip = hash(data, "previous");
      case TRANSACTION_ADDED -> told.mempool.add(txid(data));
      case TRANSACTION_REMOVED -> told.mempool.remove(txid(data));
      case RESET -> {
        told.tip = hash(data, "hash");
        told.mempool.clear();
      }
      default -> {}
    }
    if (data.find(SEQUENCE) instanceof Json.Num number && !event.name().equals(RESET)) {
      told.nextSequence = number.asLong() + 1;
    }
  }

  static BlockHash hash(Json.Obj data, String name) {
    return BlockHash.fromDisplay(data.find(name).asString());
  }

  private static Txid txid(Json.Obj data) {
    return Txid.fromDisplay(data.find("txid").asString());
  }

  private void catchUp(IndexedBlock tip, boolean isKnown) throws IOException {
    if (isKnown && told.tip.equals(tip.hash())) {
      return;
    }
    var lost = new ArrayList<Json.Obj>();
    var before = isKnown ? lastKept(lost) : null;
    var fork = before == null ? null : before.lastCommonAncestor(tip);
    if (before == null
        || fork == null
        || lost.size() + before.height() + tip.height() - 2 * fork.height() > MOST_MISSED) {
      tell(RESET, state(tip, told.nextSequence));
      absent.clear();
      return;
    }
    lost.forEach(block -> tell(BLOCK_DISCONNECTED, block));
    for (var block = before;
        !block.equals(fork);
        block = Objects.requireNonNull(block.previous())) {
      tell(BLOCK_DISCONNECTED, describe(block, null));
    }
    boolean whole = tip.height() - fork.height() <= MOST_READ;
    for (var block : path(fork, tip)) {
      tell(BLOCK_CONNECTED, describe(block, whole ? read(block) : null));
    }
    tipChanged(tip, fork);
  }

  /**
   * The last block on the way to what was told to be the tip that the ledger knows. A process that
   * is killed can have told of blocks that were not stored yet: only the log has those.
   *
   * @param lost gets those behind it, the last first, as they were told
   * @return null if the log does not lead to such a block
   */
  private @Nullable IndexedBlock lastKept(List<Json.Obj> lost) throws IOException {
    var kept = ledger.index().find(told.tip);
    if (kept == null) {
      lost.addAll(log.connected(told.tip, hash -> ledger.index().find(hash) == null, MOST_MISSED));
      kept = lost.isEmpty() ? null : ledger.index().find(hash(lost.getLast(), "previous"));
    }
    return kept;
  }

  private static List<IndexedBlock> path(IndexedBlock fork, IndexedBlock tip) {
    var path = new ArrayList<IndexedBlock>();
    for (var block = tip; !block.equals(fork); block = Objects.requireNonNull(block.previous())) {
      path.add(block);
    }
    return path.reversed();
  }

  private @Nullable Block read(IndexedBlock block) {
    try {
      return ledger.blocks().block(block);
    } catch (BlockUnavailableException e) {
      return null; // pruned since: readers know that some fields can be missing
    }
  }

  /** Where chain and mempool are, for readers who know nothing. */
  static Json.Obj state(IndexedBlock tip, long nextSequence) {
    return Json.object()
        .put("hash", tip.hash())
        .put("height", tip.height())
        .put(SEQUENCE, nextSequence)
        .build();
  }

  private static Json.Obj describe(IndexedBlock block, @Nullable Block contents) {
    var json =
        Json.object()
            .put("hash", block.hash())
            .put("height", block.height())
            .put("previous", block.header().previous())
            .put("time", block.time());
    if (contents != null) {
      json.put("transactions", contents.transactions().size())
          .put("size", contents.totalSize())
          .put("weight", contents.weight());
    }
    return json.build();
  }

  private void tell(String name, Json.Obj data) {
    log.append(new Event(name, data));
  }

  @Override
  public void blockConnected(IndexedBlock block, Block contents) {
    tell(BLOCK_CONNECTED, describe(block, contents));
  }

  @Override
  public void blockDisconnected(IndexedBlock block, Block contents) {
    tell(BLOCK_DISCONNECTED, describe(block, contents));
  }

  /** The blocks up to there are not told of, so readers have to begin anew. */
  @Override
  public void coinsLoaded(IndexedBlock base) {
    tell(RESET, state(base, ledger.mempool().nextSequence()));
  }

  @Override
  public void tipChanged(IndexedBlock tip, IndexedBlock fork) {
    tell(
        TIP,
        Json.object()
            .put("hash", tip.hash())
            .put("height", tip.height())
            .put("fork_hash", fork.hash())
            .put("fork_height", fork.height())
            .put("initial_block_download", ledger.state().isInitialBlockDownload())
            .build());
  }

  @Override
  public void added(MempoolEntry entry, long sequence, boolean standsAlone) {
    var transaction = entry.transaction();
    if (absent.remove(transaction.txid())) {
      return; // readers know it
    }
    tell(
        TRANSACTION_ADDED,
        Json.object()
            .put("txid", transaction.txid())
            .put("wtxid", transaction.wtxid())
            .put("vsize", entry.virtualSize())
            .put("weight", transaction.weight())
            .put("fee", new Amount(entry.feeSats()))
            .put(SEQUENCE, sequence)
            .build());
  }

  @Override
  public void removed(MempoolEntry entry, Removal why, long sequence) {
    tell(
        TRANSACTION_REMOVED,
        Json.object()
            .put("txid", entry.transaction().txid())
            .put("reason", why.name().toLowerCase(Locale.ROOT))
            .put(SEQUENCE, sequence)
            .build());
  }

  /** All that comes back into the mempool after the start of the node has. */
  void settled() {
    for (var txid : absent) {
      tell(TRANSACTION_REMOVED, Json.object().put("txid", txid).put("reason", "restart").build());
    }
    absent.clear();
  }
}
