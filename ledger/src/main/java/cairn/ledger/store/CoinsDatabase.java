package cairn.ledger.store;

import cairn.ledger.BestBlock;
import cairn.ledger.Coin;
import cairn.ledger.CoinSnapshot;
import cairn.ledger.StorageException;
import cairn.primitives.OutPoint;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.LRUCache;

/**
 * The coins on disk, in {@code chainstate/}: a RocksDB database that {@link CoinsLayout} describes.
 *
 * <p>A change is written to a sorted file of its own, which the database then takes in as it is.
 * That is one step, however large the file; it takes no memory to speak of, and nothing is written
 * twice. Of a process that dies before, a file remains that belongs to nothing.
 */
public final class CoinsDatabase implements CoinStore, AutoCloseable {
  private final RocksDatabase database;
  private final ColumnFamilyHandle family;
  private final LRUCache cache;
  private final OutPointHash hash = new OutPointHash(new SecureRandom());
  private volatile boolean empty;
  private final AtomicLong generation = new AtomicLong();

  private CoinsDatabase(RocksDatabase database, LRUCache cache) {
    this.database = database;
    this.family = database.family(DatabaseFormat.DEFAULT_FAMILY);
    this.cache = cache;
  }

  /**
   * Opens the database in {@code directory}, or makes an empty one where there is none, or one that
   * {@link #recreate} did not finish.
   *
   * @param cacheBytes the most memory to use for parts of its files
   * @throws StorageException if it is in use, damaged, or of another network or format
   */
  public static CoinsDatabase open(Path directory, NetworkIdentity network, long cacheBytes) {
    return DatabaseDirectory.isHalfMade(directory)
        ? recreate(directory, network, cacheBytes)
        : in(cacheBytes, format -> openToWrite(directory, network, format));
  }

  private static RocksDatabase openToWrite(
      Path directory, NetworkIdentity network, DatabaseFormat format) {
    var database = RocksDatabase.open(directory, network, format);
    try {
      SortedFileChange.clear(directory);
      return database;
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /**
   * Opens the database in {@code directory} for reading: no file there is made or changed, and
   * there must be no {@link #change}.
   *
   * @param cacheBytes the most memory to use for parts of its files
   * @throws StorageException if there is none, or it is damaged, or of another network or format
   */
  public static CoinsDatabase openToRead(Path directory, NetworkIdentity network, long cacheBytes) {
    return in(cacheBytes, format -> RocksDatabase.openToRead(directory, network, format));
  }

  /**
   * Throws away the database in {@code directory}, also another program's, and makes an empty one.
   *
   * @param cacheBytes the most memory to use for parts of its files
   */
  public static CoinsDatabase recreate(Path directory, NetworkIdentity network, long cacheBytes) {
    return in(cacheBytes, format -> RocksDatabase.recreate(directory, network, format, Map.of()));
  }

  /** The coins in what {@code opening} opens; if that fails, nothing stays open. */
  private static CoinsDatabase in(
      long cacheBytes, Function<DatabaseFormat, RocksDatabase> opening) {
    RocksLibrary.load();
    var cache = new LRUCache(cacheBytes);
    RocksDatabase database;
    try {
      database = opening.apply(CoinsLayout.format(cache));
    } catch (RuntimeException e) {
      cache.close();
      throw e;
    }
    var coins = new CoinsDatabase(database, cache);
    try (var now = coins.snapshot()) {
      coins.empty = now.forEach((_, _) -> false);
      return coins;
    } catch (RuntimeException e) {
      coins.close();
      throw e;
    }
  }

  @Override
  public @Nullable BestBlock bestBlock() {
    var value = database.get(family, CoinsLayout.BEST_BLOCK);
    return value == null ? null : CoinsLayout.bestBlock(value, database);
  }

  @Override
  public boolean isEmpty() {
    return empty;
  }

  @Override
  public long generation() {
    return generation.get();
  }

  @Override
  public @Nullable Coin get(OutPoint outpoint) {
    if (empty) {
      return null;
    }
    var value = database.get(family, CoinKey.of(outpoint));
    return value == null ? null : CoinsLayout.coin(value, database);
  }

  @Override
  public FetchedCoins fetch(List<OutPoint> outpoints) {
    long before = generation.get();
    var coins = new @Nullable Coin[outpoints.size()];
    if (!empty) {
      var keys = new ArrayList<byte[]>(outpoints.size());
      for (var outpoint : outpoints) {
        keys.add(CoinKey.of(outpoint));
      }
      var values = database.multiGet(family, keys);
      for (int i = 0; i < coins.length; i++) {
        var value = values.get(i);
        coins[i] = value == null ? null : CoinsLayout.coin(value, database);
      }
    }
    return new FetchedCoins(before, hash, outpoints, coins);
  }

  @Override
  public CoinSnapshot snapshot() {
    return new DatabaseSnapshot(database);
  }

  @Override
  public Change change(BestBlock bestBlock) {
    return new SortedFileChange(database, bestBlock, this::changed);
  }

  /** Whether or not the change is known to be complete, what was read before is outdated. */
  private void changed() {
    empty = false;
    generation.incrementAndGet();
  }

  @Override
  public void close() {
    database.close();
    cache.close();
  }
}
