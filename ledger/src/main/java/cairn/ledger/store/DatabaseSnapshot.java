package cairn.ledger.store;

import cairn.ledger.BestBlock;
import cairn.ledger.Coin;
import cairn.ledger.CoinSnapshot;
import cairn.primitives.OutPoint;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.Snapshot;

/** The coins of a {@link CoinsDatabase} at one moment, as RocksDB keeps them for readers. */
final class DatabaseSnapshot implements CoinSnapshot {
  private static final int READ_AHEAD = 1 << 20;

  private final RocksDatabase database;
  private final Snapshot snapshot;
  private final ReadOptions looking;
  private final ReadOptions visiting;

  DatabaseSnapshot(RocksDatabase database) {
    this.database = database;
    this.snapshot = database.rocks().getSnapshot();
    this.looking = new ReadOptions().setSnapshot(snapshot);
    this.visiting =
        new ReadOptions().setSnapshot(snapshot).setFillCache(false).setReadaheadSize(READ_AHEAD);
  }

  @Override
  public @Nullable BestBlock bestBlock() {
    var value = get(CoinsLayout.BEST_BLOCK);
    return value == null ? null : CoinsLayout.bestBlock(value, database);
  }

  @Override
  public @Nullable Coin get(OutPoint outpoint) {
    var value = get(CoinKey.of(outpoint));
    return value == null ? null : CoinsLayout.coin(value, database);
  }

  private byte @Nullable [] get(byte[] key) {
    try {
      return database.rocks().get(database.family(DatabaseFormat.DEFAULT_FAMILY), looking, key);
    } catch (RocksDBException e) {
      throw database.failure(e);
    }
  }

  @Override
  public boolean forEach(Visitor visitor) {
    var family = database.family(DatabaseFormat.DEFAULT_FAMILY);
    try (var iterator = database.iterate(family, visiting)) {
      for (iterator.seek(CoinsLayout.BEST_BLOCK); iterator.isValid(); iterator.next()) {
        var key = iterator.key();
        if (key.length < CoinKey.MIN_LENGTH) {
          continue;
        }
        var outpoint = CoinKey.read(ByteBuffer.wrap(key));
        if (!visitor.visit(outpoint, CoinsLayout.coin(iterator.value(), database))) {
          return false;
        }
      }
      database.expectSound(iterator);
      return true;
    }
  }

  @Override
  public long diskBytes() {
    try {
      return database.rocks().getLongProperty("rocksdb.live-sst-files-size");
    } catch (RocksDBException e) {
      throw database.failure(e);
    }
  }

  @Override
  public void close() {
    looking.close();
    visiting.close();
    database.rocks().releaseSnapshot(snapshot);
    snapshot.close();
  }
}
