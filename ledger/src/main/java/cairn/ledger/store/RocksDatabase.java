package cairn.ledger.store;

import cairn.ledger.StorageException;
import cairn.ledger.StorageException.Problem;
import cairn.ledger.store.DatabaseFormat.Family;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rocksdb.AbstractNativeReference;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.IngestExternalFileOptions;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * An open RocksDB database that knows what it is and which network it belongs to. Thread-safe, but
 * for {@link #close}.
 *
 * <p>In the default column family the key of one zero byte is taken: it says all that.
 */
final class RocksDatabase implements AutoCloseable {
  private final Path directory;
  private final DatabaseFormat format;
  private final RocksDB rocks;
  private final Map<String, ColumnFamilyHandle> families;
  private final List<AbstractNativeReference> options;
  private final WriteOptions synced = new WriteOptions().setSync(true);
  private final WriteOptions unsynced = new WriteOptions();
  private volatile boolean failed;

  private RocksDatabase(
      Path directory,
      DatabaseFormat format,
      RocksDB rocks,
      Map<String, ColumnFamilyHandle> families,
      List<AbstractNativeReference> options) {
    this.directory = directory;
    this.format = format;
    this.rocks = rocks;
    this.families = families;
    this.options = options;
  }

  /**
   * Opens the database in {@code directory}, or makes an empty one where there is nothing yet.
   *
   * @throws StorageException if it is in use, damaged, or not of this network and format
   */
  static RocksDatabase open(Path directory, NetworkIdentity network, DatabaseFormat format) {
    DatabaseDirectory.expectUsable(directory, format);
    var database = openRocks(directory, format);
    try {
      DatabaseIdentity.check(database, network);
      return database;
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /**
   * Opens the database in {@code directory} for reading: no file there is made or changed.
   *
   * @throws StorageException if there is none, or it is damaged, or not of this network and format
   */
  static RocksDatabase openToRead(Path directory, NetworkIdentity network, DatabaseFormat format) {
    DatabaseDirectory.expectThere(directory, format);
    var database = openRocks(directory, format, RocksDB::openReadOnly);
    try {
      DatabaseIdentity.expect(database, network);
      return database;
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /**
   * Throws away whatever database is in {@code directory}, also another program's, and makes a new
   * one that holds {@code contents}. If the process dies on the way, {@link
   * DatabaseDirectory#isHalfMade} tells, and this must be called again.
   */
  static RocksDatabase recreate(
      Path directory,
      NetworkIdentity network,
      DatabaseFormat format,
      Map<byte[], byte[]> contents) {
    DatabaseDirectory.wipe(directory);
    var database = openRocks(directory, format);
    try {
      DatabaseIdentity.write(database, network, contents);
      DatabaseDirectory.declareMade(directory);
      return database;
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  private static RocksDatabase openRocks(Path directory, DatabaseFormat format) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw StorageException.of(e, "create", directory);
    }
    return openRocks(directory, format, RocksDB::open);
  }

  /** One of RocksDB's ways of opening a database. */
  @FunctionalInterface
  private interface Opening {
    RocksDB open(
        DBOptions options,
        String path,
        List<ColumnFamilyDescriptor> families,
        List<ColumnFamilyHandle> handles)
        throws RocksDBException;
  }

  private static RocksDatabase openRocks(Path directory, DatabaseFormat format, Opening opening) {
    RocksLibrary.load();
    var options = new ArrayList<AbstractNativeReference>();
    var databaseOptions =
        new DBOptions()
            .setCreateIfMissing(true)
            .setCreateMissingColumnFamilies(true)
            .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
            .setKeepLogFileNum(1)
            .setStatsDumpPeriodSec(0)
            .setStatsPersistPeriodSec(0)
            .setSkipStatsUpdateOnDbOpen(true);
    options.add(databaseOptions);
    var descriptors = new ArrayList<ColumnFamilyDescriptor>();
    for (Family family : format.families()) {
      var familyOptions = new ColumnFamilyOptions();
      options.add(familyOptions);
      family.tuning().accept(familyOptions);
      descriptors.add(
          new ColumnFamilyDescriptor(
              family.name().getBytes(StandardCharsets.UTF_8), familyOptions));
    }
    try {
      var handles = new ArrayList<ColumnFamilyHandle>();
      var rocks = opening.open(databaseOptions, directory.toString(), descriptors, handles);
      var families = new LinkedHashMap<String, ColumnFamilyHandle>();
      for (int i = 0; i < handles.size(); i++) {
        families.put(format.families().get(i).name(), handles.get(i));
      }
      return new RocksDatabase(directory, format, rocks, families, options);
    } catch (RocksDBException e) {
      closeAll(options);
      throw RocksFailure.of(e, directory, format);
    }
  }

  Path directory() {
    return directory;
  }

  DatabaseFormat format() {
    return format;
  }

  /** RocksDB itself, for what is not offered here; pass its exceptions to {@link #failure}. */
  RocksDB rocks() {
    return rocks;
  }

  /** The column family that the format lists under this name. */
  ColumnFamilyHandle family(String name) {
    var family = families.get(name);
    if (family == null) {
      throw new IllegalArgumentException("no column family " + name);
    }
    return family;
  }

  /** The value at {@code key}, or null. */
  byte @Nullable [] get(ColumnFamilyHandle family, byte[] key) {
    try {
      return rocks.get(family, key);
    } catch (RocksDBException e) {
      throw failure(e);
    }
  }

  /** For each key, in its place, the value or null. All keys are looked up together. */
  @SuppressWarnings("NullAway") // RocksDB does not say that its list may hold nulls
  List<byte @Nullable []> multiGet(ColumnFamilyHandle family, List<byte[]> keys) {
    try {
      return rocks.multiGetAsList(Collections.nCopies(keys.size(), family), keys);
    } catch (RocksDBException e) {
      throw failure(e);
    }
  }

  /** Applies all of {@code batch} or, if the machine stops before it is on disk, maybe nothing. */
  void write(WriteBatch batch) {
    write(unsynced, batch);
  }

  /** Applies all of {@code batch}; when this returns it is on disk. */
  void writeSynced(WriteBatch batch) {
    write(synced, batch);
  }

  private void write(WriteOptions durability, WriteBatch batch) {
    try {
      rocks.write(durability, batch);
    } catch (RocksDBException e) {
      throw failure(e);
    }
  }

  /**
   * An iterator that stands nowhere yet, to be closed. After a loop over it, {@link #expectSound}
   * tells whether it came to the end or broke off.
   */
  RocksIterator iterate(ColumnFamilyHandle family, ReadOptions how) {
    return rocks.newIterator(family, how);
  }

  /** Throws unless {@code iterator} is invalid only because there is nothing more. */
  void expectSound(RocksIterator iterator) {
    try {
      iterator.status();
    } catch (RocksDBException e) {
      throw failure(e);
    }
  }

  /**
   * Moves files that {@link org.rocksdb.SstFileWriter} wrote, with sorted keys, into the database.
   * They must be on the same file system.
   */
  void ingest(ColumnFamilyHandle family, List<Path> files) {
    try (var how = new IngestExternalFileOptions().setMoveFiles(true)) {
      rocks.ingestExternalFile(family, files.stream().map(Path::toString).toList(), how);
    } catch (RocksDBException e) {
      throw failure(e);
    }
  }

  /** The exception to throw for one of RocksDB's. */
  StorageException failure(RocksDBException e) {
    failed = true;
    return RocksFailure.of(e, directory, format);
  }

  /** The database is open but its contents make no sense. */
  StorageException damaged(String how) {
    return format.failure(Problem.DAMAGED, directory, "is damaged (" + how + ")", null);
  }

  /**
   * Closes it. What was written without syncing is still in the hands of the system. After a
   * failure that has been reported, what it entails is not reported again.
   */
  @Override
  public void close() {
    families.values().forEach(ColumnFamilyHandle::close);
    try {
      if (failed) {
        rocks.close();
      } else {
        rocks.closeE();
      }
    } catch (RocksDBException e) {
      throw failure(e);
    } finally {
      synced.close();
      unsynced.close();
      closeAll(options);
    }
  }

  private static void closeAll(List<AbstractNativeReference> references) {
    references.forEach(AbstractNativeReference::close);
  }
}
