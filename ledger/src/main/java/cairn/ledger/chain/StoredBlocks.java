package cairn.ledger.chain;

import cairn.ledger.BlockReader;
import cairn.ledger.BlockUnavailableException;
import cairn.ledger.BlockUnavailableException.Reason;
import cairn.ledger.Coin;
import cairn.ledger.IndexedBlock;
import cairn.ledger.StorageException;
import cairn.ledger.headers.HeaderEntry;
import cairn.primitives.Block;
import cairn.primitives.Bytes;
import java.util.List;
import java.util.function.Supplier;

/** Reads blocks for others than the chain thread. Thread-safe. */
final class StoredBlocks implements BlockReader {
  private final BlockArchive archive;

  StoredBlocks(BlockArchive archive) {
    this.archive = archive;
  }

  @Override
  public Bytes bytes(IndexedBlock block) throws BlockUnavailableException {
    var entry = withData(block);
    return read(() -> archive.readBytes(entry));
  }

  @Override
  public Bytes part(IndexedBlock block, int offset, int length) throws BlockUnavailableException {
    var entry = withData(block);
    return read(() -> archive.readPart(entry, offset, length));
  }

  @Override
  public Block block(IndexedBlock block) throws BlockUnavailableException {
    var entry = withData(block);
    return read(() -> archive.read(entry));
  }

  @Override
  public List<List<Coin>> spent(IndexedBlock block) throws BlockUnavailableException {
    if (block.height() == 0) {
      return List.of();
    }
    var entry = withData(block);
    if (!entry.hasUndo()) {
      throw new BlockUnavailableException(Reason.NOT_STORED, entry + " has not been connected");
    }
    return read(() -> archive.readUndo(entry).spent());
  }

  private static HeaderEntry withData(IndexedBlock block) throws BlockUnavailableException {
    if (!block.hasData()) {
      boolean pruned = block.transactionCount() > 0;
      throw new BlockUnavailableException(
          pruned ? Reason.PRUNED : Reason.NOT_STORED,
          block + (pruned ? " was pruned" : " has not come yet"));
    }
    return (HeaderEntry) block;
  }

  private static <T> T read(Supplier<T> reading) throws BlockUnavailableException {
    try {
      return reading.get();
    } catch (StorageException e) {
      throw new BlockUnavailableException(e);
    }
  }
}
