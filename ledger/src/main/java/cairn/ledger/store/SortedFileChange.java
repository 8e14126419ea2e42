package cairn.ledger.store;

import cairn.ledger.BestBlock;
import cairn.ledger.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.rocksdb.EnvOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileWriter;

/** A change of the coins that is written to one sorted file, to be taken into the database. */
final class SortedFileChange implements CoinStore.Change {
  private static final String FILE = "change.tmp";

  private final RocksDatabase database;
  private final Runnable changed;
  private final Path file;
  private final EnvOptions environment = new EnvOptions();
  private final Options options = new Options();
  private final SstFileWriter writer;

  /**
   * @param changed is called when the database may have changed
   */
  SortedFileChange(RocksDatabase database, BestBlock bestBlock, Runnable changed) {
    this.database = database;
    this.changed = changed;
    this.file = database.directory().resolve(FILE);
    options
        .setCompressionType(CoinsLayout.COMPRESSION)
        .setTableFormatConfig(CoinsLayout.files().setNoBlockCache(true));
    this.writer = new SstFileWriter(environment, options);
    try {
      writer.open(file.toString());
      writer.put(CoinsLayout.BEST_BLOCK, CoinsLayout.encode(bestBlock));
    } catch (RocksDBException e) {
      close();
      throw database.failure(e);
    }
  }

  /** Deletes what a change left in {@code directory} that was under way when the process died. */
  static void clear(Path directory) {
    var file = directory.resolve(FILE);
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw StorageException.of(e, "delete", file);
    }
  }

  @Override
  public void put(ByteBuffer key, ByteBuffer value) {
    try {
      writer.put(key, value);
    } catch (RocksDBException e) {
      throw database.failure(e);
    }
  }

  @Override
  public void delete(ByteBuffer key) {
    var bytes = new byte[key.remaining()];
    key.get(bytes);
    try {
      writer.delete(bytes);
    } catch (RocksDBException e) {
      throw database.failure(e);
    }
  }

  @Override
  public void commit() {
    try {
      writer.finish();
      database.ingest(database.family(DatabaseFormat.DEFAULT_FAMILY), List.of(file));
    } catch (RocksDBException e) {
      throw database.failure(e);
    } finally {
      changed.run();
    }
  }

  @Override
  public void close() {
    writer.close();
    options.close();
    environment.close();
    clear(database.directory());
  }
}
