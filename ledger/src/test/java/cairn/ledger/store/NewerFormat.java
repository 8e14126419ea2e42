package cairn.ledger.store;

import java.nio.file.Path;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** Makes a database look as if a later version of Cairn had written it. */
public final class NewerFormat {
  private static final byte[] IDENTITY = {0};

  private NewerFormat() {}

  /** Changes the database in {@code directory}, which nobody has open. */
  public static void pretend(Path directory) {
    RocksLibrary.load();
    try (var database = RocksDB.open(directory.toString())) {
      var identity = database.get(IDENTITY);
      identity[0]++; // the version, lowest byte first
      database.put(IDENTITY, identity);
    } catch (RocksDBException e) {
      throw new IllegalStateException(e);
    }
  }
}
