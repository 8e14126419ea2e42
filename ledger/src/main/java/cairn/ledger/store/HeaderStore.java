package cairn.ledger.store;

import cairn.ledger.StorageException;
import cairn.ledger.store.DatabaseFormat.Family;
import cairn.primitives.DecodeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.WriteBatch;

/**
 * The header index on disk: all headers, what became of their blocks and where those are, and what
 * is in the block files. It is read whole at the start, and after that only written.
 *
 * <p>Thread-safe, but for {@link #close}.
 */
public final class HeaderStore implements AutoCloseable {
  private static final DatabaseFormat FORMAT =
      new DatabaseFormat(
          "header index",
          1,
          "Start with -reindex to make it anew from the block files",
          List.of(new Family(DatabaseFormat.DEFAULT_FAMILY, HeaderStore::tune)));

  private static final int READ_AHEAD = 2 << 20;
  private static final byte[] SET = {1};

  /** What the index knows of itself. */
  public enum Flag {
    /** The index does not hold all block files yet: reindexing has to go on. */
    REINDEXING,
    /** Block files have been deleted. */
    PRUNED;

    private byte[] key() {
      return ("F" + name()).getBytes(StandardCharsets.US_ASCII);
    }
  }

  private final RocksDatabase database;
  private final ColumnFamilyHandle family;

  /** Those that are set, so that asking for one never waits. */
  private final Set<Flag> flags = ConcurrentHashMap.newKeySet();

  private HeaderStore(RocksDatabase database) {
    this.database = database;
    this.family = database.family(DatabaseFormat.DEFAULT_FAMILY);
    for (var flag : Flag.values()) {
      if (database.get(family, flag.key()) != null) {
        flags.add(flag);
      }
    }
  }

  /**
   * Opens the index in {@code directory}, or makes an empty one where there is nothing yet.
   *
   * @param reindex throws away what is there, and sets {@link Flag#REINDEXING}
   * @throws StorageException if it is in use, damaged, or not of this network and format
   */
  public static HeaderStore open(Path directory, NetworkIdentity network, boolean reindex) {
    boolean anew = reindex || DatabaseDirectory.isHalfMade(directory);
    return new HeaderStore(
        anew
            ? RocksDatabase.recreate(directory, network, FORMAT, Map.of(Flag.REINDEXING.key(), SET))
            : RocksDatabase.open(directory, network, FORMAT));
  }

  /** Everything is read once, and hashes do not compress. */
  private static void tune(ColumnFamilyOptions options) {
    options
        .setCompressionType(CompressionType.NO_COMPRESSION)
        .setTableFormatConfig(new BlockBasedTableConfig().setNoBlockCache(true));
  }

  /**
   * Hands over every header, a block's after that of the block before it.
   *
   * @throws StorageException if one cannot be read
   */
  public void forEachHeader(Consumer<StoredHeader> action) {
    var key = new byte[HeaderCodec.HEADER_KEY_LENGTH];
    var value = new byte[HeaderCodec.HEADER_VALUE_LENGTH];
    forEach(
        HeaderCodec.HEADER,
        iterator -> {
          if (iterator.key(key) != key.length || iterator.value(value) != value.length) {
            throw database.damaged("a header has the wrong length");
          }
          action.accept(HeaderCodec.header(key, value));
        });
  }

  /** What is in each block file, from number 0 on. */
  public List<BlockFileInfo> files() {
    var files = new ArrayList<BlockFileInfo>();
    forEach(
        HeaderCodec.FILE,
        iterator -> {
          if (HeaderCodec.fileNumber(iterator.key()) != files.size()) {
            throw database.damaged("block file %d is missing from it".formatted(files.size()));
          }
          files.add(HeaderCodec.file(iterator.value()));
        });
    return files;
  }

  private void forEach(byte kind, Reading reading) {
    try (var end = new Slice(new byte[] {(byte) (kind + 1)});
        var how =
            new ReadOptions()
                .setFillCache(false)
                .setReadaheadSize(READ_AHEAD)
                .setIterateUpperBound(end);
        var iterator = database.iterate(family, how)) {
      for (iterator.seek(new byte[] {kind}); iterator.isValid(); iterator.next()) {
        reading.read(iterator);
      }
      database.expectSound(iterator);
    } catch (DecodeException e) {
      throw database.damaged(String.valueOf(e.getMessage()));
    }
  }

  @FunctionalInterface
  private interface Reading {
    void read(RocksIterator iterator) throws DecodeException;
  }

  /**
   * Stores headers and what is in block files, each over what was stored of it before. Either all
   * of it is on disk when this returns, or nothing. The blocks that it names must be on disk
   * already.
   *
   * @param files by number
   */
  public void write(Collection<StoredHeader> headers, Map<Integer, BlockFileInfo> files) {
    try (var batch = new WriteBatch()) {
      for (var header : headers) {
        batch.put(family, HeaderCodec.key(header), HeaderCodec.value(header));
      }
      for (var file : files.entrySet()) {
        batch.put(family, HeaderCodec.fileKey(file.getKey()), HeaderCodec.value(file.getValue()));
      }
      database.writeSynced(batch);
    } catch (RocksDBException e) {
      throw database.failure(e);
    }
  }

  public boolean has(Flag flag) {
    return flags.contains(flag);
  }

  /** Sets or clears a flag; it is on disk when this returns. */
  public void set(Flag flag, boolean value) {
    try (var batch = new WriteBatch()) {
      if (value) {
        batch.put(family, flag.key(), SET);
      } else {
        batch.delete(family, flag.key());
      }
      database.writeSynced(batch);
    } catch (RocksDBException e) {
      throw database.failure(e);
    }
    if (value) {
      flags.add(flag);
    } else {
      flags.remove(flag);
    }
  }

  @Override
  public void close() {
    database.close();
  }
}
