package cairn.wallet.store;

import cairn.primitives.BlockHash;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How far the chain has been scanned: the hashes of the last blocks, so that a reorganisation is
 * noticed, and how deep it is.
 */
public record ScannedBlocks(Database database) {
  /** How many hashes are kept: two weeks' worth. */
  private static final int KEPT = 2016;

  /** A block and where it stands. */
  public record Point(int height, BlockHash hash) {}

  /** The last block that was scanned. */
  public Optional<Point> tip() {
    return database.first(
        "SELECT height, hash FROM block ORDER BY height DESC LIMIT 1",
        row -> new Point(row.getInt(1), BlockHash.fromWire(row.getBytes(2), 0)));
  }

  /** The hash that was scanned at a height, if it is remembered. */
  public Optional<BlockHash> at(int height) {
    return database.first(
        "SELECT hash FROM block WHERE height = ?",
        row -> BlockHash.fromWire(row.getBytes(1), 0),
        height);
  }

  /** The lowest height that is remembered. */
  public OptionalInt lowest() {
    return database
        .first("SELECT MIN(height) FROM block HAVING COUNT(*) > 0", row -> row.getInt(1))
        .map(OptionalInt::of)
        .orElseGet(OptionalInt::empty);
  }

  public void put(int height, BlockHash hash) {
    database.update("INSERT OR REPLACE INTO block (height, hash) VALUES (?, ?)", height, hash);
  }

  /** Forgets the hashes that are too far below the tip to matter. */
  public void trim() {
    database.update("DELETE FROM block WHERE height < (SELECT MAX(height) FROM block) - ?", KEPT);
  }

  /** Forgets the blocks above {@code height}. */
  public void rollBack(int height) {
    database.update("DELETE FROM block WHERE height > ?", height);
  }
}
