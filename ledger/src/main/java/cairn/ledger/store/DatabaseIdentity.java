package cairn.ledger.store;

import cairn.ledger.StorageException;
import cairn.ledger.StorageException.Problem;
import cairn.primitives.BlockHash;
import cairn.primitives.ByteReader;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * What a database says of itself: its format's version (four bytes), its title (sized bytes), the
 * network's magic and the hash of its genesis block.
 */
record DatabaseIdentity(int version, String title, NetworkIdentity network) {
  private static final byte[] KEY = {0};

  /** Throws unless {@code database} is what it is opened for; an empty one becomes so. */
  static void check(RocksDatabase database, NetworkIdentity network) {
    if (stored(database) == null && isEmpty(database)) {
      write(database, network, Map.of());
    } else {
      expect(database, network);
    }
  }

  /** Throws unless {@code database} is what it is opened for. */
  static void expect(RocksDatabase database, NetworkIdentity network) {
    var stored = stored(database);
    if (stored == null) {
      throw database.damaged("it does not say what it is");
    }
    try {
      decode(Bytes.wrap(stored)).requireFor(database, network);
    } catch (DecodeException e) {
      throw database.damaged("what it says of itself cannot be read: " + e.getMessage());
    }
  }

  private static byte @Nullable [] stored(RocksDatabase database) {
    return database.get(database.family(DatabaseFormat.DEFAULT_FAMILY), KEY);
  }

  /** Makes {@code database}, which is empty, say what it is, and hold {@code contents}. */
  static void write(RocksDatabase database, NetworkIdentity network, Map<byte[], byte[]> contents) {
    var format = database.format();
    var identity = new DatabaseIdentity(format.version(), format.title(), network);
    try (var batch = new WriteBatch()) {
      batch.put(KEY, identity.encode());
      for (var entry : contents.entrySet()) {
        batch.put(entry.getKey(), entry.getValue());
      }
      database.writeSynced(batch);
    } catch (RocksDBException e) {
      throw database.failure(e);
    }
  }

  private void requireFor(RocksDatabase database, NetworkIdentity network) {
    var format = database.format();
    var directory = database.directory();
    if (!title.equals(format.title())) {
      throw format.failure(Problem.FOREIGN, directory, "is a " + title + " instead", null);
    }
    if (version > format.version()) {
      throw format.failure(
          Problem.NEWER_FORMAT,
          directory,
          "was written by a later version of Cairn: its format is %d, and this Cairn knows up to %d"
              .formatted(version, format.version()),
          null);
    }
    if (!this.network.equals(network)) {
      throw new StorageException(
          Problem.OTHER_NETWORK,
          """
          The %s in %s belongs to another network, whose genesis block is %s instead of %s. \
          Choose another -datadir.\
          """
              .formatted(title, directory, this.network.genesis(), network.genesis()));
    }
  }

  private byte[] encode() {
    return new ByteWriter()
        .int32(version)
        .sizedBytes(Bytes.wrap(title.getBytes(StandardCharsets.UTF_8)))
        .bytes(network.magic())
        .hash(network.genesis())
        .toArray();
  }

  private static DatabaseIdentity decode(Bytes bytes) throws DecodeException {
    var in = new ByteReader(bytes);
    int version = in.int32();
    var title = new String(in.sizedBytes().toArray(), StandardCharsets.UTF_8);
    var magic = in.bytes(NetworkIdentity.MAGIC_LENGTH);
    return new DatabaseIdentity(version, title, new NetworkIdentity(BlockHash.read(in), magic));
  }

  private static boolean isEmpty(RocksDatabase database) {
    try (var how = new ReadOptions()) {
      for (var family : database.format().families()) {
        try (var iterator = database.iterate(database.family(family.name()), how)) {
          iterator.seekToFirst();
          database.expectSound(iterator);
          if (iterator.isValid()) {
            return false;
          }
        }
      }
      return true;
    }
  }
}
