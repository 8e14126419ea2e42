package cairn.ledger.blockfiles;

import cairn.ledger.StorageException;
import cairn.primitives.BlockHeader;
import cairn.primitives.Bytes;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Finds the blocks in a file from its beginning to its end, of any size, whatever is between them.
 * Not thread-safe.
 *
 * <p>Where the magic is followed by a length that a block can have, what follows counts as a record
 * of that length, and the search goes on behind it, as in Core's {@code LoadExternalBlockFile}.
 * Where the length is absurd, or more than the file has left, it goes on with the next byte after
 * the magic's first.
 */
public final class BlockScanner implements AutoCloseable {
  /** The longest block there may be, in bytes; a record says no more (BIP 141). */
  private static final int MAX_LENGTH = 4_000_000;

  private static final int MIN_LENGTH = BlockHeader.LENGTH;
  private static final int WINDOW_SIZE = 16 << 10;

  /** As many zeros in a row are not there by chance, nor are fewer at the end of the file. */
  private static final int MIN_FILLING = 8;

  private final Path path;
  private final FileChannel source;
  private final long size;
  private final XorKey key;
  private final int magic;

  /** Part of the file, unobfuscated; its position is where the search stands. */
  private final ByteBuffer window =
      ByteBuffer.allocate(WINDOW_SIZE).order(ByteOrder.LITTLE_ENDIAN).limit(0);

  /** Where in the file the window begins. */
  private long windowStart;

  private long used;

  /** Bytes that the file is filled up with: zeros on the disk, whatever the key makes of them. */
  private long filling;

  private long zeroRun;
  private boolean cutOff;

  private BlockScanner(Path path, FileChannel source, long size, Bytes magic, XorKey key) {
    this.path = path;
    this.source = source;
    this.size = size;
    this.key = key;
    this.magic = ByteBuffer.wrap(magic.toArray()).order(ByteOrder.LITTLE_ENDIAN).getInt();
  }

  /**
   * Opens a file as {@code -loadblock} takes it, in which nothing is obfuscated.
   *
   * @param magic the four bytes of the network
   * @throws StorageException if it cannot be opened
   */
  public static BlockScanner open(Path path, Bytes magic) {
    return open(path, magic, XorKey.NONE);
  }

  static BlockScanner open(Path path, Bytes magic, XorKey key) {
    try {
      var source = FileChannel.open(path, StandardOpenOption.READ);
      return new BlockScanner(path, source, source.size(), magic, key);
    } catch (IOException e) {
      throw StorageException.of(e, "read", path);
    }
  }

  /**
   * What may be a block.
   *
   * @param offset where its first byte is in the file, behind the frame
   * @param length in bytes, at least 80, as the frame says; the block may end before that
   * @param head the first 80 bytes, in an array of their own
   */
  public record Found(long offset, int length, Bytes head) {}

  /** The next record, or null where there are no more. */
  public @Nullable Found next() {
    while (fill(FramedRecord.FRAME_LENGTH)) {
      if (!seekMagic()) {
        continue;
      }
      long length = Integer.toUnsignedLong(window.getInt(window.position() + Integer.BYTES));
      if (length < MIN_LENGTH || length > MAX_LENGTH) {
        pass(window.position() + 1);
        continue;
      }
      long offset = offset() + FramedRecord.FRAME_LENGTH;
      if (length <= size - offset) {
        skip(FramedRecord.FRAME_LENGTH);
        var head = take(BlockHeader.LENGTH);
        resumeAt(offset + length);
        used += FramedRecord.FRAME_LENGTH + length;
        return new Found(offset, (int) length, head);
      }
      cutOff = true;
      pass(window.position() + 1);
    }
    pass(window.limit());
    filling += zeroRun < MIN_FILLING ? zeroRun : 0;
    resumeAt(size);
    return null;
  }

  /**
   * Says that {@code found}, the last one, is no block, so that there may be blocks within it: the
   * search goes on right behind the first byte of its magic.
   */
  public void reject(Found found) {
    used -= FramedRecord.FRAME_LENGTH + found.length();
    resumeAt(found.offset() - FramedRecord.FRAME_LENGTH + 1);
  }

  /** The search goes on at {@code offset}, be it before or behind where it stands. */
  public void seek(long offset) {
    resumeAt(offset);
  }

  /** The {@code length} bytes from {@code offset} on, in an array of their own. For any thread. */
  public Bytes read(long offset, int length) {
    try {
      var bytes = ByteBuffer.allocate(length);
      while (bytes.hasRemaining()) {
        if (source.read(bytes, offset + bytes.position()) < 0) {
          throw new EOFException("it has become shorter");
        }
      }
      key.apply(bytes.flip(), offset);
      return Bytes.wrap(bytes.array());
    } catch (IOException e) {
      throw StorageException.of(e, "read", path);
    }
  }

  /** Goes to the next magic with a length behind it; false if this window has none. */
  private boolean seekMagic() {
    int end = window.limit() - FramedRecord.FRAME_LENGTH;
    for (int at = window.position(); at <= end; at++) {
      if (window.getInt(at) == magic) {
        pass(at);
        return true;
      }
    }
    pass(end + 1);
    return false;
  }

  /** Goes on to {@code end} of the window: what is before that belongs to no record. */
  private void pass(int end) {
    for (int at = window.position(); at < end; at++) {
      boolean zero = window.get(at) == key.ofZero(windowStart + at);
      zeroRun = zero ? zeroRun + 1 : 0;
      if (zeroRun == MIN_FILLING) {
        filling += MIN_FILLING;
      } else if (zeroRun > MIN_FILLING) {
        filling++;
      }
    }
    window.position(end);
  }

  /** Where the search stands, in bytes from the beginning. */
  public long offset() {
    return windowStart + window.position();
  }

  /** How long the file is, in bytes. */
  public long size() {
    return size;
  }

  /**
   * How many bytes before {@link #offset} belong to no record, if there was no {@link #seek}. Runs
   * of zeros do not count: a file that grows in steps ends with millions of them.
   */
  public long skippedBytes() {
    return offset() - used - filling;
  }

  /** Whether a record was said to be longer than what the file has left: it may be cut off. */
  public boolean isCutOff() {
    return cutOff;
  }

  @Override
  public void close() {
    try {
      source.close();
    } catch (IOException e) {
      throw StorageException.of(e, "close", path);
    }
  }

  private Bytes take(int length) {
    var bytes = new byte[length];
    for (int taken = 0; taken < length; ) {
      if (!fill(1)) {
        throw StorageException.of(new EOFException("it has become shorter"), "read", path);
      }
      int count = Math.min(window.remaining(), length - taken);
      window.get(bytes, taken, count);
      taken += count;
    }
    return Bytes.wrap(bytes);
  }

  /** Has {@code count} bytes ready to read in the window; false if the file ends before. */
  private boolean fill(int count) {
    if (window.remaining() >= count) {
      return true;
    }
    windowStart += window.position();
    window.compact();
    try {
      while (window.position() < count) {
        int from = window.position();
        long offset = windowStart + from;
        if (offset >= size || source.read(window, offset) < 0) {
          break;
        }
        key.apply(window.duplicate().flip().position(from), offset);
      }
    } catch (IOException e) {
      throw StorageException.of(e, "read", path);
    }
    window.flip();
    return window.remaining() >= count;
  }

  private void skip(int count) {
    window.position(window.position() + count);
  }

  private void resumeAt(long offset) {
    zeroRun = 0;
    long at = offset - windowStart;
    if (at >= 0 && at <= window.limit()) {
      window.position((int) at);
    } else {
      windowStart = offset;
      window.position(0).limit(0);
    }
  }
}
