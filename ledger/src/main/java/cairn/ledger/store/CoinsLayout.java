package cairn.ledger.store;

import cairn.ledger.BestBlock;
import cairn.ledger.Coin;
import cairn.ledger.codec.CoinCodec;
import cairn.ledger.store.DatabaseFormat.Family;
import cairn.primitives.BlockHash;
import cairn.primitives.ByteReader;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import java.util.List;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.CompressionType;

/**
 * What is in the database of coins: for each coin, at the key of {@link CoinKey}, what {@link
 * CoinCodec} writes; and under the key of two zero bytes the best block, its hash and then its
 * height in four bytes.
 */
final class CoinsLayout {
  /** Comes before every coin, and after what the database says of itself. */
  static final byte[] BEST_BLOCK = {0, 0};

  /** Keys are hashes, and so are most values. */
  static final CompressionType COMPRESSION = CompressionType.NO_COMPRESSION;

  private static final int VERSION = 1;
  private static final int BITS_PER_KEY = 10;
  private static final int MEMTABLE_BYTES = 1 << 20;
  private static final int FILE_BYTES = 64 << 20;

  private CoinsLayout() {}

  static DatabaseFormat format(Cache cache) {
    return new DatabaseFormat(
        "chainstate",
        VERSION,
        "Start with -reindex-chainstate to make it anew",
        List.of(
            new Family(
                DatabaseFormat.DEFAULT_FAMILY,
                options ->
                    options
                        .setCompressionType(COMPRESSION)
                        .setTableFormatConfig(files().setBlockCache(cache))
                        .setOptimizeFiltersForHits(true)
                        .setWriteBufferSize(MEMTABLE_BYTES)
                        .setTargetFileSizeBase(FILE_BYTES))));
  }

  /**
   * How the database's files are laid out, for look-ups of single keys.
   *
   * <p>Their indexes are small and stay in memory, as do the filters, which say at once that a key
   * is not in a file. Nearly every coin that is looked up exists, though, and most are in the
   * largest files, those of the last level: there the filters are not used, which would take 250 MB
   * on the main network.
   */
  static BlockBasedTableConfig files() {
    return new BlockBasedTableConfig().setFilterPolicy(Native.FILTER);
  }

  /** A class of its own, as RocksDB is not loaded before the first database is opened. */
  private static final class Native {
    private static final BloomFilter FILTER = new BloomFilter(BITS_PER_KEY);
  }

  static byte[] encode(BestBlock bestBlock) {
    return new ByteWriter().hash(bestBlock.hash()).int32(bestBlock.height()).toArray();
  }

  static BestBlock bestBlock(byte[] value, RocksDatabase database) {
    try {
      var in = new ByteReader(Bytes.wrap(value));
      var bestBlock = new BestBlock(BlockHash.read(in), in.int32());
      in.expectEnd();
      return bestBlock;
    } catch (DecodeException e) {
      throw database.damaged("the best block cannot be read: " + e.getMessage());
    }
  }

  static Coin coin(byte[] value, RocksDatabase database) {
    try {
      var in = new ByteReader(Bytes.wrap(value));
      var coin = CoinCodec.read(in);
      in.expectEnd();
      return coin;
    } catch (DecodeException e) {
      throw database.damaged("a coin cannot be read: " + e.getMessage());
    }
  }
}
