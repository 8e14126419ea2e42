package cairn.ledger.store;

import cairn.ledger.BestBlock;
import cairn.ledger.Coin;
import cairn.ledger.CoinSnapshot;
import cairn.ledger.StorageException;
import cairn.primitives.OutPoint;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The coins of a ledger that is not open: reading them changes no file. */
public final class CoinsAtRest implements CoinSnapshot {
  /** What may be kept in memory of the files; they are read once, from end to end. */
  private static final long CACHE_BYTES = 8 << 20;

  private final CoinsDatabase database;
  private final CoinSnapshot snapshot;

  private CoinsAtRest(CoinsDatabase database) {
    this.database = database;
    this.snapshot = database.snapshot();
  }

  /**
   * Opens the database in {@code directory}.
   *
   * @throws StorageException if there is none, or it is damaged, or of another network or format
   */
  public static CoinsAtRest open(Path directory, NetworkIdentity network) {
    return new CoinsAtRest(CoinsDatabase.openToRead(directory, network, CACHE_BYTES));
  }

  @Override
  public @Nullable BestBlock bestBlock() {
    return snapshot.bestBlock();
  }

  @Override
  public @Nullable Coin get(OutPoint outpoint) {
    return snapshot.get(outpoint);
  }

  @Override
  public boolean forEach(Visitor visitor) {
    return snapshot.forEach(visitor);
  }

  @Override
  public long diskBytes() {
    return snapshot.diskBytes();
  }

  @Override
  public void close() {
    snapshot.close();
    database.close();
  }
}
