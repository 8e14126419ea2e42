package cairn.ledger.store;

import cairn.ledger.BestBlock;
import cairn.ledger.StorageException;
import cairn.ledger.store.DatabaseFormat.Family;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.CompressionType;
import org.rocksdb.LRUCache;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * The database of one index: keys and values, which come in batches, and the block up to which all
 * of them are there. Thread-safe, but for {@link Batch} and {@link #close}.
 *
 * <p>Batches are not forced to disk. If the machine stops, the last ones may be lost, but never one
 * without all after it. Keys begin with a byte that is neither zero nor {@code 'B'}.
 */
public final class IndexDatabase implements AutoCloseable {
  private static final byte[] BEST_BLOCK = {'B'};
  private static final int VERSION = 1;
  private static final int CACHE_BYTES = 8 << 20;
  private static final int MEMTABLE_BYTES = 8 << 20;
  private static final int TABLE_BLOCK_BYTES = 16 << 10;

  /** So that the largest index takes some hundred files, each of which is kept open. */
  private static final int FILE_BYTES = 256 << 20;

  private static final int READ_AHEAD = 256 << 10;

  private final RocksDatabase database;
  private final ColumnFamilyHandle family;
  private final LRUCache cache;

  private IndexDatabase(RocksDatabase database, LRUCache cache) {
    this.database = database;
    this.family = database.family(DatabaseFormat.DEFAULT_FAMILY);
    this.cache = cache;
  }

  /**
   * Opens the database in {@code directory}, or makes an empty one where there is none, or one that
   * was not finished.
   *
   * @param title what messages call it
   * @param anew throws away what is there
   * @throws StorageException if it is in use, damaged, or of another network or program
   */
  public static IndexDatabase open(
      Path directory, NetworkIdentity network, String title, boolean anew) {
    RocksLibrary.load();
    var cache = new LRUCache(CACHE_BYTES);
    var format =
        new DatabaseFormat(
            title,
            VERSION,
            "Delete that directory to have it made anew",
            List.of(
                new Family(
                    DatabaseFormat.DEFAULT_FAMILY,
                    options ->
                        options
                            .setCompressionType(CompressionType.LZ4_COMPRESSION)
                            .setTableFormatConfig(
                                new BlockBasedTableConfig()
                                    .setBlockCache(cache)
                                    .setCacheIndexAndFilterBlocks(true)
                                    .setBlockSize(TABLE_BLOCK_BYTES))
                            .setWriteBufferSize(MEMTABLE_BYTES)
                            .setTargetFileSizeBase(FILE_BYTES))));
    try {
      return new IndexDatabase(
          anew || DatabaseDirectory.isHalfMade(directory)
              ? RocksDatabase.recreate(directory, network, format, Map.of())
              : RocksDatabase.open(directory, network, format),
          cache);
    } catch (RuntimeException e) {
      cache.close();
      throw e;
    }
  }

  /** The block up to which all is there; null where nothing is yet. */
  public @Nullable BestBlock bestBlock() {
    var value = database.get(family, BEST_BLOCK);
    return value == null ? null : CoinsLayout.bestBlock(value, database);
  }

  /** The value at {@code key}, or null. */
  public byte @Nullable [] get(byte[] key) {
    return database.get(family, key);
  }

  /** For each key, in its place, the value or null. */
  public List<byte @Nullable []> get(List<byte[]> keys) {
    return database.multiGet(family, keys);
  }

  /**
   * Visits the keys that begin with {@code prefix}, in order, and their values, until {@code
   * visitor} has had enough and returns false.
   */
  public void forEach(byte[] prefix, BiPredicate<byte[], byte[]> visitor) {
    try (var how = new ReadOptions().setReadaheadSize(READ_AHEAD);
        var iterator = database.iterate(family, how)) {
      for (iterator.seek(prefix); iterator.isValid(); iterator.next()) {
        var key = iterator.key();
        if (!beginsWith(key, prefix) || !visitor.test(key, iterator.value())) {
          return;
        }
      }
      database.expectSound(iterator);
    }
  }

  private static boolean beginsWith(byte[] key, byte[] prefix) {
    return key.length >= prefix.length
        && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
  }

  /** Begins a batch, which is empty. */
  public Batch batch() {
    return new Batch();
  }

  /** The database is open but its contents make no sense. */
  public StorageException damaged(String how) {
    return database.damaged(how);
  }

  @Override
  public void close() {
    database.close();
    cache.close();
  }

  /** What is written in one step. It can be used again after that. Not thread-safe. */
  public final class Batch implements AutoCloseable {
    private final WriteBatch batch = new WriteBatch();

    public Batch put(byte[] key, byte[] value) {
      try {
        batch.put(family, key, value);
        return this;
      } catch (RocksDBException e) {
        throw database.failure(e);
      }
    }

    /** With this batch, all up to {@code block} will be there. */
    public Batch bestBlock(BestBlock block) {
      return put(BEST_BLOCK, CoinsLayout.encode(block));
    }

    /** How many bytes it takes. */
    public long bytes() {
      return batch.getDataSize();
    }

    /** Writes it, and begins a new one. */
    public void write() {
      if (batch.count() > 0) {
        database.write(batch);
        batch.clear();
      }
    }

    @Override
    public void close() {
      batch.close();
    }
  }
}
