package cairn.ledger.blockfiles;

import cairn.ledger.StorageException;
import cairn.ledger.codec.BlockUndo;
import cairn.ledger.store.BlockFileInfo;
import cairn.primitives.Block;
import cairn.primitives.BlockHash;
import cairn.primitives.ByteReader;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.Hash256;
import cairn.primitives.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The block files of one directory and their undo files.
 *
 * <p>Reading is for any thread, and opens the file anew each time, so that one that has been moved
 * away or pruned is missed rather than read. Everything else is for one thread, which must not be
 * interrupted: an interrupt closes the file it writes to.
 *
 * <p>What is written is on disk after {@link #sync}; only then may the header index name it, along
 * with {@link #takeChanges}. Until then a restart forgets it, and it is overwritten.
 */
public final class BlockFiles implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(BlockFiles.class);

  private static final int UNDO_CHUNK = 1 << 20;

  private final Bytes magic;
  private final XorKey key;
  private final FileLimits limits;
  private final FileSequence blocks;
  private final FileSequence undos;
  private final List<BlockFileInfo> infos;
  private final TreeMap<Integer, BlockFileInfo> changes = new TreeMap<>();
  private final ByteWriter undoBuffer = new ByteWriter(1 << 16);
  private final Sha256 sha256 = new Sha256();

  /** The file that new blocks go to. */
  private int current;

  /** The greatest height of which undo data was written to the current file's undo file. */
  private int undoHeight;

  private boolean grew;
  private volatile long usedBytes;

  /**
   * Continues the files of {@code directory}, which must exist.
   *
   * @param magic the four bytes of the network
   * @param infos what the header index says of the files, from the first on; none at first
   */
  public BlockFiles(
      Path directory, Bytes magic, XorKey key, FileLimits limits, List<BlockFileInfo> infos) {
    this(directory, magic, key, limits, infos, () -> usableBytes(directory));
  }

  BlockFiles(
      Path directory,
      Bytes magic,
      XorKey key,
      FileLimits limits,
      List<BlockFileInfo> infos,
      LongSupplier usableBytes) {
    this.magic = magic;
    this.key = key;
    this.limits = limits;
    this.blocks = new FileSequence(directory, "blk", limits.blockChunk(), key, usableBytes);
    this.undos = new FileSequence(directory, "rev", UNDO_CHUNK, key, usableBytes);
    this.infos = new ArrayList<>(infos);
    this.current = Math.max(0, infos.size() - 1);
    this.usedBytes = infos.stream().mapToLong(BlockFiles::used).sum();
  }

  /**
   * Adds a block.
   *
   * @param time in its header, in seconds since 1970
   */
  public FilePosition writeBlock(Bytes block, int height, long time) {
    long length = (long) FramedRecord.FRAME_LENGTH + block.length();
    if (info(current).size() + length >= limits.maxSizeFor(length)) {
      leave(current, height);
    }
    var info = info(current);
    long offset = info.size();
    grew |= blocks.write(current, offset, FramedRecord.frame(magic, block.length()), block);
    change(current, info.withBlock(height, time, offset + length));
    return new FilePosition(current, offset + FramedRecord.FRAME_LENGTH);
  }

  /** The current file is full. Its undo file is too, once all of its blocks are connected. */
  private void leave(int file, int height) {
    var info = info(file);
    log.debug("Leaving block file {}: {} (onto {}) (height {})", file, info, file + 1, height);
    blocks.finish(file, info.size());
    if (info.heightLast() == undoHeight) {
      undos.finish(file, info.undoSize());
    }
    current = file + 1;
    undoHeight = 0;
  }

  /**
   * Counts a block that is in a file already, as a reindexing finds it.
   *
   * @param length the block's length in bytes
   */
  public void adoptBlock(FilePosition position, int length, int height, long time) {
    if (position.file() > current) {
      current = position.file();
      undoHeight = 0;
    }
    var info = info(position.file());
    change(position.file(), info.withBlock(height, time, position.offset() + length));
  }

  /**
   * Adds what undoes a block.
   *
   * @param file the file that holds the block
   * @param height of the block
   * @param previous the hash of the block before it, which the checksum covers
   */
  public FilePosition writeUndo(int file, int height, BlockHash previous, BlockUndo undo) {
    undo.write(undoBuffer.clear());
    var body = Bytes.wrap(undoBuffer.backingArray(), 0, undoBuffer.length());
    var info = info(file);
    long offset = info.undoSize();
    var checksum = checksum(sha256, previous, body);
    grew |= undos.write(file, offset, FramedRecord.frame(magic, body.length()), body, checksum);
    info = info.withUndo(offset + FramedRecord.FRAME_LENGTH + body.length() + Hash256.LENGTH);
    change(file, info);
    if (file < current && height == info.heightLast()) {
      undos.finish(file, info.undoSize());
    } else if (file == current) {
      undoHeight = Math.max(undoHeight, height);
    }
    return new FilePosition(file, offset + FramedRecord.FRAME_LENGTH);
  }

  /** When this returns, all blocks and undo data written so far are on disk. */
  public void sync() {
    blocks.sync();
    undos.sync();
  }

  /** What has changed since the last call, for the header index: each file's new state. */
  public SortedMap<Integer, BlockFileInfo> takeChanges() {
    var taken = new TreeMap<>(changes);
    changes.clear();
    return taken;
  }

  /** Whether a file has grown by a chunk since the last call, so that it may be time to prune. */
  public boolean takeGrown() {
    boolean taken = grew;
    grew = false;
    return taken;
  }

  /** All files, from the first on. */
  public List<BlockFileInfo> infos() {
    return List.copyOf(infos);
  }

  /** The file that new blocks go to. */
  public int current() {
    return current;
  }

  /**
   * How many bytes of all files are used (Core's {@code CalculateCurrentUsage}). For any thread.
   */
  public long usedBytes() {
    return usedBytes;
  }

  /** Where the blocks with this file number are. */
  public Path path(int file) {
    return blocks.path(file);
  }

  /**
   * Says that a file holds nothing any more. Its blocks' headers must say so in the same update of
   * the index, and only after that is it {@link #delete}d.
   */
  public void prune(int file) {
    change(file, BlockFileInfo.EMPTY);
  }

  /** Removes a block file and its undo file. */
  public void delete(int file) {
    boolean block = blocks.delete(file);
    boolean undo = undos.delete(file);
    if (block || undo) {
      log.debug("Prune: UnlinkPrunedFiles deleted blk/rev ({})", "%05d".formatted(file));
    }
  }

  /**
   * Removes what pruned files are left, because somebody read them, or the process died. This is
   * for directories that have been pruned: in others, a file of which the index knows no block may
   * be one that a reindexing has yet to go through.
   */
  public void deletePruned() {
    for (int file = 0; file < current; file++) {
      if (info(file).size() == 0) {
        delete(file);
      }
    }
  }

  /**
   * The bytes of a block, in an array of their own.
   *
   * @throws StorageException if its file is missing or damaged
   */
  public Bytes readBlock(FilePosition position) {
    try (var stored = FramedRecord.open(blocks, position, magic)) {
      return body(stored);
    }
  }

  /**
   * Some of the bytes of a block, in an array of their own.
   *
   * @throws StorageException if its file is missing or damaged, or the block is shorter
   */
  public Bytes readPart(FilePosition position, int offset, int length) {
    try (var stored = FramedRecord.open(blocks, position, magic)) {
      return stored.part(offset, length);
    }
  }

  /**
   * A block.
   *
   * @throws StorageException if its file is missing or damaged, or holds another block there
   */
  public Block readBlock(FilePosition position, BlockHash hash) {
    try (var stored = FramedRecord.open(blocks, position, magic)) {
      var body = body(stored);
      var block = stored.decode(() -> Block.read(new ByteReader(body)));
      if (!block.hash().equals(hash)) {
        throw stored.damaged("it is %s instead of %s".formatted(block.hash(), hash));
      }
      return block;
    }
  }

  /**
   * What undoes a block.
   *
   * @param previous the hash of the block before that one
   * @throws StorageException if its file is missing or damaged
   */
  public BlockUndo readUndo(FilePosition position, BlockHash previous) {
    try (var stored = FramedRecord.open(undos, position, magic)) {
      var body = stored.body();
      if (!stored.after(Hash256.LENGTH).equals(checksum(new Sha256(), previous, body))) {
        throw stored.damaged("its checksum is wrong");
      }
      return stored.decode(() -> BlockUndo.decode(body));
    }
  }

  /** Finds the blocks in a file without the index, from the beginning on. */
  public BlockScanner scan(int file) {
    return BlockScanner.open(path(file), magic, key);
  }

  @Override
  public void close() {
    blocks.close();
    undos.close();
  }

  private BlockFileInfo info(int file) {
    return file < infos.size() ? infos.get(file) : BlockFileInfo.EMPTY;
  }

  private void change(int file, BlockFileInfo info) {
    while (infos.size() <= file) {
      changes.put(infos.size(), BlockFileInfo.EMPTY); // the index has all numbers up to the last
      infos.add(BlockFileInfo.EMPTY);
    }
    long usedBefore = usedBytes;
    usedBytes = usedBefore - used(infos.get(file)) + used(info);
    infos.set(file, info);
    changes.put(file, info);
  }

  private static long used(BlockFileInfo info) {
    return info.size() + info.undoSize();
  }

  private static Bytes body(FramedRecord block) {
    if (block.length() > ByteReader.MAX_SIZE) {
      throw block.damaged("no block has %d bytes".formatted(block.length()));
    }
    return block.body();
  }

  /** SHA-256, twice, of the hash of the block before and the undo data. */
  private static Bytes checksum(Sha256 sha256, BlockHash previous, Bytes undo) {
    return sha256.update(previous.bytes()).update(undo).finishTwice();
  }

  private static long usableBytes(Path directory) {
    try {
      return Files.getFileStore(directory).getUsableSpace();
    } catch (IOException e) {
      throw StorageException.of(e, "use", directory);
    }
  }
}
