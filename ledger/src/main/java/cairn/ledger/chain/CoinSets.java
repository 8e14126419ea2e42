package cairn.ledger.chain;

import cairn.genesis.ChainFacts.Snapshot;
import cairn.ledger.LedgerConfig;
import cairn.ledger.LedgerConfig.Rebuild;
import cairn.ledger.StorageException;
import cairn.ledger.StorageException.Problem;
import cairn.ledger.headers.HeaderEntry;
import cairn.ledger.headers.HeaderTree;
import cairn.ledger.store.CoinsDatabase;
import cairn.ledger.store.NetworkIdentity;
import cairn.ledger.store.SnapshotFolder;
import cairn.primitives.BlockHash;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The coins on disk: those that were computed from the blocks and, in their place or beside them,
 * those that were loaded. Belongs to the chain thread.
 */
final class CoinSets implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CoinSets.class);

  private final LedgerConfig config;
  private final SnapshotFolder folder;
  private final CoinSet computed;
  private final @Nullable Loaded loadedBefore;
  private @Nullable CoinSet loaded;
  private boolean refuted;

  /**
   * Coins that were loaded, and what they should be.
   *
   * @param base the block after which they were
   */
  record Loaded(CoinSet coins, Snapshot snapshot, HeaderEntry base) {}

  /**
   * Opens what there is.
   *
   * @param reindexing whether the headers are being gathered anew, so that the coins may be those
   *     after a block that is not known yet
   * @throws StorageException if it is damaged, or belongs to other headers
   */
  CoinSets(LedgerConfig config, HeaderTree headers, boolean reindexing) {
    this.config = config;
    this.folder = new SnapshotFolder(config.directory(), config.chainstateDirectory());
    if (config.rebuild() != Rebuild.NOTHING) {
      folder.discard();
    }
    folder.tidy();
    var hash = folder.base();
    var snapshot = hash.map(this::factsOf);
    int sets = hash.isPresent() ? 2 : 1;
    this.computed =
        new CoinSet(
            openComputed(headers, reindexing, config.coinsDatabaseBytes() / sets),
            config.coinsCacheBytes() / sets);
    try {
      this.loadedBefore = snapshot.map(facts -> openLoaded(headers, facts)).orElse(null);
    } catch (RuntimeException | Error e) {
      computed.close();
      throw e;
    }
  }

  private Snapshot factsOf(BlockHash hash) {
    return facts(hash)
        .orElseThrow(() ->
            new StorageException(
                Problem.DAMAGED,
                "A fatal internal error occurred, see debug.log for details: Assumeutxo data not"
                    + " found for the given blockhash '%s'.".formatted(hash)));
  }

  /** What is known of the coins after a block. */
  Optional<Snapshot> facts(BlockHash hash) {
    return config.network().facts().snapshots().stream()
        .filter(snapshot -> snapshot.base().hash().equals(hash))
        .findFirst();
  }

  private CoinsDatabase openComputed(HeaderTree headers, boolean reindexing, long bytes) {
    var directory = config.chainstateDirectory();
    var identity = NetworkIdentity.of(config.network());
    if (config.rebuild() != Rebuild.NOTHING) {
      return CoinsDatabase.recreate(directory, identity, bytes);
    }
    var database = CoinsDatabase.open(directory, identity, bytes);
    if (isKnown(headers, database)) {
      return database;
    }
    database.close();
    if (reindexing) {
      return CoinsDatabase.recreate(directory, identity, bytes); // from before reindexing began
    }
    throw unknownTo(directory);
  }

  private Loaded openLoaded(HeaderTree headers, Snapshot facts) {
    log.info("[snapshot] detected active snapshot chainstate ({}) - loading", folder.directory());
    var base = headers.find(facts.base().hash());
    var database =
        CoinsDatabase.open(
            folder.directory(),
            NetworkIdentity.of(config.network()),
            config.coinsDatabaseBytes() / 2);
    if (base == null || database.bestBlock() == null || !isKnown(headers, database)) {
      database.close();
      throw unknownTo(folder.directory());
    }
    var coins = new CoinSet(database, config.coinsCacheBytes() / 2);
    loaded = coins;
    return new Loaded(coins, facts, base);
  }

  /** Whether the block after which these are the coins is known, if there is one. */
  private static boolean isKnown(HeaderTree headers, CoinsDatabase database) {
    try {
      var best = database.bestBlock();
      return best == null || headers.find(best.hash()) != null;
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  private StorageException unknownTo(Path directory) {
    return new StorageException(
        Problem.DAMAGED,
        "The coins in %s are those after a block that the header index in %s does not know."
                .formatted(directory, config.indexDirectory())
            + " Start with -reindex to make both anew.");
  }

  /** Those that come of the blocks. */
  CoinSet computed() {
    return computed;
  }

  /** Those that the last run has loaded and not seen proven; null if there are none. */
  @Nullable Loaded loadedBefore() {
    return loadedBefore;
  }

  /** An empty database to load coins into; a failed attempt's is thrown away. For any thread. */
  CoinsDatabase make() {
    return CoinsDatabase.recreate(
        folder.directory(), NetworkIdentity.of(config.network()), config.coinsDatabaseBytes() / 2);
  }

  /** Removes what was {@link #make made}, and is closed again. For any thread. */
  void abandon() {
    folder.abandon();
  }

  /**
   * Has the coins in {@code database}, all of which are stored, count from now on; so are the
   * computed ones, and the headers.
   */
  Loaded add(CoinsDatabase database, Snapshot facts, HeaderEntry base) {
    var coins = new CoinSet(database, config.coinsCacheBytes() / 2);
    loaded = coins;
    folder.declare(base.hash());
    computed.resize(config.coinsCacheBytes() / 2);
    return new Loaded(coins, facts, base);
  }

  /** The loaded coins were the right ones: those that were computed are not needed any more. */
  void declareProven() {
    folder.declareValidated();
    computed.closeCache();
  }

  /** The loaded coins are not the right ones: {@link #close} puts them aside. */
  void declareRefuted() {
    refuted = true;
  }

  @Override
  public void close() {
    try (computed;
        var _ = loaded) {
      loaded = null;
    }
    if (refuted) {
      refuted = false;
      folder.setAside();
    }
  }
}
