package cairn.ledger.chain;

import cairn.genesis.Network;
import cairn.ledger.StorageException;
import cairn.ledger.StorageException.Problem;
import cairn.ledger.blockfiles.BlockFiles;
import cairn.ledger.blockfiles.FilePosition;
import cairn.ledger.codec.BlockUndo;
import cairn.ledger.headers.HeaderEntry;
import cairn.ledger.headers.HeaderTree;
import cairn.ledger.rules.BlockContents;
import cairn.ledger.rules.Rule;
import cairn.ledger.rules.Verdict;
import cairn.ledger.store.HeaderStore;
import cairn.ledger.store.StoredHeader;
import cairn.primitives.Block;
import cairn.primitives.BlockHeader;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What is kept of headers and blocks: the header index, and the files that hold the blocks and what
 * they spent. Reading blocks is for any thread, all else for the chain thread.
 */
final class BlockArchive implements AutoCloseable {
  private final HeaderStore index;
  private final BlockFiles files;
  private final Set<HeaderEntry> changed = new LinkedHashSet<>();

  BlockArchive(HeaderStore index, BlockFiles files) {
    this.index = index;
    this.files = files;
  }

  /** Puts all headers that the index holds into {@code tree}. */
  void restore(HeaderTree tree) {
    index.forEachHeader(stored -> {
      var entry = tree.restore(stored.header(), stored.hash());
      entry.restore(
          stored.status(),
          stored.transactionCount(),
          stored.file(),
          stored.dataPosition(),
          stored.undoPosition());
    });
  }

  HeaderStore index() {
    return index;
  }

  BlockFiles files() {
    return files;
  }

  /** Notes that the index has to be told of {@code entry}. */
  void changed(HeaderEntry entry) {
    changed.add(entry);
  }

  /** Adds a block to the files. */
  FilePosition write(Block block, HeaderEntry entry) {
    return files.writeBlock(block.serialized(), entry.height(), entry.time());
  }

  /** Counts a block that is in the files already. */
  void adopt(FilePosition position, Block block, HeaderEntry entry) {
    files.adoptBlock(position, block.totalSize(), entry.height(), entry.time());
  }

  /** Adds what a block spent to the files, unless it is there. */
  void writeUndo(HeaderEntry entry, BlockUndo undo) {
    if (entry.hasUndo()) {
      return;
    }
    var previous = Objects.requireNonNull(entry.previous()).hash();
    var position = files.writeUndo(entry.file(), entry.height(), previous, undo);
    entry.undoStored((int) position.offset());
    changed(entry);
  }

  /**
   * @throws cairn.ledger.StorageException if it is missing or damaged
   */
  Block read(HeaderEntry entry) {
    if (!entry.hasData()) {
      throw missing("block", entry);
    }
    return files.readBlock(position(entry.file(), entry.dataPosition()), entry.hash());
  }

  /**
   * The bytes of a block, of which only the header has been looked at.
   *
   * @throws cairn.ledger.StorageException if it is missing or damaged
   */
  Bytes readBytes(HeaderEntry entry) {
    if (!entry.hasData()) {
      throw missing("block", entry);
    }
    var bytes = files.readBlock(position(entry.file(), entry.dataPosition()));
    if (!hasHeader(bytes, entry)) {
      throw new StorageException(
          Problem.DAMAGED, "There is another block where %s should be.".formatted(entry));
    }
    return bytes;
  }

  /**
   * Some of the bytes of a block.
   *
   * @throws cairn.ledger.StorageException if it is missing or damaged
   */
  Bytes readPart(HeaderEntry entry, int offset, int length) {
    if (!entry.hasData()) {
      throw missing("block", entry);
    }
    return files.readPart(position(entry.file(), entry.dataPosition()), offset, length);
  }

  private static boolean hasHeader(Bytes block, HeaderEntry entry) {
    try {
      return block.length() >= BlockHeader.LENGTH
          && BlockHeader.decode(block.slice(0, BlockHeader.LENGTH)).equals(entry.header());
    } catch (DecodeException e) {
      return false;
    }
  }

  /**
   * @throws cairn.ledger.StorageException if it is missing or damaged
   */
  BlockUndo readUndo(HeaderEntry entry) {
    if (!entry.hasUndo()) {
      throw missing("undo data of block", entry);
    }
    var previous = Objects.requireNonNull(entry.previous()).hash();
    return files.readUndo(position(entry.file(), entry.undoPosition()), previous);
  }

  /** Reads a block and checks that it has not changed since it was stored. */
  PreparedBlock prepare(HeaderEntry entry, Network network) {
    var block = read(entry);
    return new PreparedBlock(block, stillGood(entry, block, network));
  }

  /**
   * Whether a stored block is what it was when it was stored, which the disk may have changed. That
   * includes the witnesses, which its hash says nothing of: else a bit that has flipped would make
   * a valid block invalid for ever.
   */
  static Verdict stillGood(HeaderEntry entry, Block block, Network network) {
    var contents = Rule.firstFailure(BlockContents.rules(network), block);
    return contents.isValid() ? BlockContents.unmutated(block, entry.hasWitness()) : contents;
  }

  /** Puts everything on disk: first the blocks, then, in one step, the index that names them. */
  void flush() {
    var fileChanges = files.takeChanges();
    if (changed.isEmpty() && fileChanges.isEmpty()) {
      return;
    }
    files.sync();
    List<StoredHeader> headers = changed.stream().map(BlockArchive::stored).toList();
    index.write(headers, fileChanges);
    changed.clear();
  }

  private static StoredHeader stored(HeaderEntry entry) {
    return new StoredHeader(
        entry.header(),
        entry.hash(),
        entry.height(),
        entry.status(),
        entry.transactionCount(),
        entry.file(),
        entry.dataPosition(),
        entry.undoPosition());
  }

  private static StorageException missing(String what, HeaderEntry entry) {
    return new StorageException(
        Problem.DAMAGED,
        "The %s %s is not stored, perhaps because it was pruned.".formatted(what, entry)
            + " Start with -reindex to begin anew.");
  }

  private static FilePosition position(int file, int offset) {
    return new FilePosition(file, Integer.toUnsignedLong(offset));
  }

  @Override
  public void close() {
    files.close();
    index.close();
  }
}
