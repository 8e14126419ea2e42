package cairn.ledger.chain;

import cairn.genesis.ChainFacts.Snapshot;
import cairn.ledger.BestBlock;
import cairn.ledger.CoinsStatistics;
import cairn.ledger.CoinsStatistics.Hash;
import cairn.ledger.LoadedCoins;
import cairn.ledger.SetHash;
import cairn.ledger.SnapshotException;
import cairn.ledger.coins.CoinsCache;
import cairn.ledger.coins.CoinsFileReader;
import cairn.ledger.coins.CoinsFileReader.Metadata;
import cairn.ledger.headers.HeaderEntry;
import cairn.ledger.store.CoinsDatabase;
import cairn.primitives.BlockHash;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads coins from a file (Core's ActivateSnapshot). What takes long is done by whoever asks for
 * it, beside the chain thread, which decides before whether it makes sense, and after whether it
 * still does. Thread-safe.
 */
final class SnapshotLoading implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SnapshotLoading.class);

  /** Which part of the memory for coins is taken while they are loaded. */
  private static final int SHARE = 4;

  /** How often it is looked whether they fill that, and whether to go on; in coins. */
  private static final int LOOK_EVERY = 500;

  private static final int REPORT_EVERY = 1_000_000;

  private final ChainThread thread;
  private final ChainThread.Parts parts;
  private final CoinSets coins;
  private final Chainstate chainstate;
  private final Semaphore turn = new Semaphore(1);
  private volatile boolean closing;

  SnapshotLoading(ChainThread thread, ChainThread.Parts parts) {
    this.thread = thread;
    this.parts = parts;
    this.coins = parts.ledger().coins();
    this.chainstate = parts.ledger().chainstate();
  }

  /** What the chain thread says to it: where the coins belong, or why not. */
  private sealed interface Answer {
    record Yes(HeaderEntry base, Snapshot facts) implements Answer {}

    record No(String why) implements Answer {}
  }

  /** See {@link cairn.ledger.Ledger#loadCoins}. */
  LoadedCoins load(InputStream in, BooleanSupplier stopping) throws SnapshotException, IOException {
    var reader = new CoinsFileReader(in);
    var metadata = reader.metadata(chainstate.network());
    if (!turn.tryAcquire()) {
      throw SnapshotException.refused("Another snapshot is being loaded");
    }
    try {
      var target = expectYes(ask(metadata.base()));
      load(reader, metadata, target, () -> closing || stopping.getAsBoolean());
      return new LoadedCoins(metadata.coins(), target.base());
    } finally {
      turn.release();
    }
  }

  private static Answer.Yes expectYes(Answer answer) throws SnapshotException {
    return switch (answer) {
      case Answer.Yes yes -> yes;
      case Answer.No(var why) -> throw SnapshotException.refused(why);
    };
  }

  private Answer ask(BlockHash base) {
    return Workers.await(
        thread.<Answer>submit(
            answer -> parts.work().whenSettled(0, () -> answer.complete(judge(base)))));
  }

  /** Whether coins after this block could be loaded now. On the chain thread. */
  private Answer judge(BlockHash hash) {
    if (chainstate.snapshotBase() != null) {
      return new Answer.No("Can't activate a snapshot-based chainstate more than once");
    }
    var facts = coins.facts(hash);
    if (facts.isEmpty()) {
      var heights =
          chainstate.network().facts().snapshots().stream()
              .map(snapshot -> String.valueOf(snapshot.base().height()))
              .collect(Collectors.joining(", "));
      return new Answer.No(
          "assumeutxo block hash in snapshot metadata not recognized (hash: %s). The following"
                  .formatted(hash)
              + " snapshot heights are available: "
              + heights);
    }
    var base = chainstate.headers().find(hash);
    if (base == null) {
      return new Answer.No(
          "The base block header (%s) must appear in the headers chain. Make sure all headers are"
                  .formatted(hash)
              + " syncing, and call loadtxoutset again");
    }
    if (base.isFailed()) {
      return new Answer.No(
          "The base block header (%s) is part of an invalid chain".formatted(hash));
    }
    if (!base.isAncestorOf(chainstate.headers().bestHeader())) {
      return new Answer.No(
          "A forked headers-chain with more work than the chain with the snapshot base block"
              + " header exists. Please proceed to sync without AssumeUtxo.");
    }
    if (parts.mempool().summary().count() > 0) {
      return new Answer.No("Can't activate a snapshot when mempool not empty");
    }
    if (parts.ledger().isReindexing() || parts.state().isImporting()) {
      return new Answer.No("Blocks are being imported");
    }
    return new Answer.Yes(base, facts.get());
  }

  private boolean isBetter(HeaderEntry base) {
    return chainstate.chain().tip().compareWork(base) < 0;
  }

  private void load(
      CoinsFileReader reader, Metadata metadata, Answer.Yes target, BooleanSupplier stopping)
      throws SnapshotException, IOException {
    if (!isBetter(target.base())) {
      throw failed("Work does not exceed active chainstate");
    }
    log.info(
        "[snapshot] loading {} coins from snapshot {}",
        Long.toUnsignedString(metadata.coins()),
        metadata.base());
    var database = coins.make();
    var handedOver = new AtomicBoolean();
    try {
      try {
        fill(database, reader, metadata, target.base(), stopping);
        expectHash(database, target, stopping);
      } catch (SnapshotException e) {
        throw failed(String.valueOf(e.getMessage()));
      }
      log.info("[snapshot] validated snapshot");
      activate(database, metadata, handedOver);
    } finally {
      if (!handedOver.get()) {
        database.close();
        coins.abandon();
      }
    }
  }

  private static SnapshotException failed(String why) {
    return SnapshotException.refused("Population failed: " + why);
  }

  private void fill(
      CoinsDatabase database,
      CoinsFileReader reader,
      Metadata metadata,
      HeaderEntry base,
      BooleanSupplier stopping)
      throws SnapshotException, IOException {
    long bytes = chainstate.config().coinsCacheBytes() / SHARE;
    try (var cache = new CoinsCache(database, bytes, new SecureRandom())) {
      cache.setBestBlock(new BestBlock(base.hash(), base.height()));
      var count = new long[1];
      boolean all =
          reader.coins(
              metadata,
              base.height(),
              (outpoint, coin) -> {
                cache.add(outpoint, coin, true);
                count[0]++;
                if (count[0] % REPORT_EVERY == 0) {
                  log.info(
                      "[snapshot] {} coins loaded ({}%)",
                      count[0], "%.2f".formatted(100.0 * count[0] / metadata.coins()));
                }
                if (count[0] % LOOK_EVERY != 0) {
                  return true;
                }
                if (cache.isFull()) {
                  cache.flush();
                }
                return !stopping.getAsBoolean();
              });
      if (!all) {
        throw interrupted();
      }
      cache.flush();
      log.info("[snapshot] loaded {} coins from snapshot {}", metadata.coins(), metadata.base());
    }
  }

  private static SnapshotException interrupted() {
    return SnapshotException.refused("Aborting after an interrupt was requested");
  }

  /** What is in the database now is what counts, not what was in the file. */
  private static void expectHash(
      CoinsDatabase database, Answer.Yes target, BooleanSupplier stopping)
      throws SnapshotException {
    try (var all = database.snapshot()) {
      var statistics =
          CoinsStatistics.of(all, EnumSet.of(Hash.SERIALIZED), 1, _ -> !stopping.getAsBoolean());
      if (statistics.isEmpty()) {
        throw interrupted();
      }
      var actual = Objects.requireNonNull(statistics.get().serialized());
      var expected = new SetHash(target.facts().coinsHash());
      if (!actual.equals(expected)) {
        throw SnapshotException.refused(
            "Bad snapshot content hash: expected %s, got %s".formatted(expected, actual));
      }
    }
  }

  /**
   * Has the chain go on from the coins, if that still makes sense.
   *
   * @param handedOver is set once the chain thread has taken the database, and closes it
   */
  private void activate(CoinsDatabase database, Metadata metadata, AtomicBoolean handedOver)
      throws SnapshotException {
    var refusal =
        Workers.await(
            thread.<Optional<String>>submit(answer ->
                parts
                    .work()
                    .whenSettled(0, () -> answer.complete(use(database, metadata, handedOver)))));
    if (refusal.isPresent()) {
      throw SnapshotException.refused(refusal.get());
    }
  }

  /** On the chain thread: why not, or empty. */
  private Optional<String> use(
      CoinsDatabase database, Metadata metadata, AtomicBoolean handedOver) {
    return switch (judge(metadata.base())) {
      case Answer.No(var why) -> Optional.of(why);
      case Answer.Yes(var base, _) when !isBetter(base) ->
          Optional.of("work does not exceed active chainstate");
      case Answer.Yes(var base, var facts) -> {
        chainstate.flush();
        handedOver.set(true);
        chainstate.standOn(coins.add(database, facts, base), coins.computed());
        parts.mempool().follow();
        parts.announcer().loaded();
        log.info("[snapshot] successfully activated snapshot {}", base.hash());
        yield Optional.empty();
      }
    };
  }

  /** Waits until nothing is being loaded any more, which is soon; nothing can be after that. */
  @Override
  public void close() {
    if (!closing) {
      closing = true;
      turn.acquireUninterruptibly();
    }
  }
}
