package cairn.ledger.blockfiles;

import cairn.ledger.StorageException;
import cairn.ledger.store.DiskSync;
import cairn.primitives.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Numbered files of one kind in one directory, which grow by whole chunks: {@code blk00000.dat} and
 * so on. Opening a file to read is for any thread; all else is for one.
 *
 * <p>Growing a file says early that the disk is full, and makes its size what tools expect. Where
 * the file system leaves holes, it takes no room yet.
 */
final class FileSequence implements AutoCloseable {
  /** What must be left on the disk, in bytes, after a file has grown; as Core has it. */
  static final long SPARE_BYTES = 50 << 20;

  private static final int BUFFER_SIZE = 256 << 10;

  private final Path directory;
  private final String prefix;
  private final int chunk;
  private final XorKey key;
  private final LongSupplier usableBytes;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_SIZE);
  private final TreeSet<Integer> unsynced = new TreeSet<>();
  private boolean madeFile;

  /** The file that was last written to, open. */
  private @Nullable FileChannel channel;

  private int channelFile = -1;

  /**
   * @param chunk bytes by which a file grows at least
   * @param usableBytes tells how much room the disk has
   */
  FileSequence(Path directory, String prefix, int chunk, XorKey key, LongSupplier usableBytes) {
    this.directory = directory;
    this.prefix = prefix;
    this.chunk = chunk;
    this.key = key;
    this.usableBytes = usableBytes;
  }

  Path path(int file) {
    return directory.resolve("%s%05d.dat".formatted(prefix, file));
  }

  boolean exists(int file) {
    return Files.exists(path(file));
  }

  /**
   * Writes {@code parts} one behind the other, from byte {@code offset} of a file on, over whatever
   * is there. They are on disk after {@link #sync}.
   *
   * @return whether the file has grown by a chunk
   */
  boolean write(int file, long offset, Bytes... parts) {
    long length = 0;
    for (var part : parts) {
      length += part.length();
    }
    try {
      var target = open(file);
      unsynced.add(file);
      boolean grew = grow(target, file, offset, length);
      long at = offset;
      for (var part : parts) {
        for (int from = 0; from < part.length(); ) {
          int count = Math.min(part.length() - from, buffer.remaining());
          buffer.put(part.backingArray(), part.backingOffset() + from, count);
          from += count;
          if (!buffer.hasRemaining()) {
            at += drain(target, at);
          }
        }
      }
      drain(target, at);
      return grew;
    } catch (IOException e) {
      throw StorageException.of(e, "write to", path(file));
    } finally {
      buffer.clear();
    }
  }

  /** Writes what is in the buffer, and says how much that was. */
  private int drain(FileChannel target, long at) throws IOException {
    buffer.flip();
    key.apply(buffer, at);
    int count = buffer.remaining();
    for (long to = at; buffer.hasRemaining(); ) {
      to += target.write(buffer, to);
    }
    buffer.clear();
    return count;
  }

  /** Core grows a file when what is written crosses the end of a chunk, whatever its size. */
  private boolean grow(FileChannel target, int file, long offset, long length) throws IOException {
    long grown = chunks(offset + length) * chunk;
    if (grown == chunks(offset) * chunk) {
      return false;
    }
    if (usableBytes.getAsLong() < SPARE_BYTES + grown - offset) {
      throw StorageException.diskFull(path(file), null);
    }
    if (target.size() < grown) {
      target.write(ByteBuffer.allocate(1), grown - 1);
    }
    return true;
  }

  private long chunks(long bytes) {
    return Math.ceilDiv(bytes, chunk);
  }

  private FileChannel open(int file) throws IOException {
    if (channel == null || channelFile != file) {
      close();
      madeFile |= !exists(file);
      channel = FileChannel.open(path(file), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      channelFile = file;
    }
    return channel;
  }

  /** Cuts a file, to which nothing will be added, down to {@code length} bytes; and syncs it. */
  void finish(int file, long length) {
    try {
      var target = open(file);
      target.truncate(length);
      target.force(false);
      unsynced.remove(file);
    } catch (IOException e) {
      throw StorageException.of(e, "finish", path(file));
    }
  }

  /** When this returns, all that has been written is on disk. */
  void sync() {
    for (int file : unsynced) {
      try {
        if (channel != null && channelFile == file) {
          channel.force(false);
        } else {
          DiskSync.file(path(file));
        }
      } catch (IOException e) {
        throw StorageException.of(e, "flush", path(file));
      }
    }
    unsynced.clear();
    if (madeFile) {
      try {
        DiskSync.directory(directory);
        madeFile = false;
      } catch (IOException e) {
        throw StorageException.of(e, "flush", directory);
      }
    }
  }

  /**
   * Removes a file, which need not be there.
   *
   * @return whether it was there
   */
  boolean delete(int file) {
    try {
      if (channelFile == file) {
        close();
      }
      unsynced.remove(file);
      return Files.deleteIfExists(path(file));
    } catch (IOException e) {
      throw StorageException.of(e, "delete", path(file));
    }
  }

  /** Opens a file to read from, now: one that has been moved away is missed. */
  Reader read(int file) {
    try {
      return new Reader(path(file), FileChannel.open(path(file), StandardOpenOption.READ));
    } catch (IOException e) {
      throw StorageException.of(e, "read", path(file));
    }
  }

  @Override
  public void close() {
    if (channel == null) {
      return;
    }
    try {
      channel.close();
    } catch (IOException e) {
      throw StorageException.of(e, "close", path(channelFile));
    } finally {
      channel = null;
      channelFile = -1;
    }
  }

  /** An open file, whose bytes come out as they went in. */
  final class Reader implements AutoCloseable {
    private final Path path;
    private final FileChannel source;

    private Reader(Path path, FileChannel source) {
      this.path = path;
      this.source = source;
    }

    Path path() {
      return path;
    }

    /** How long the file is, in bytes. */
    long size() {
      try {
        return source.size();
      } catch (IOException e) {
        throw StorageException.of(e, "read", path);
      }
    }

    /**
     * The {@code length} bytes from {@code offset} on, in an array of their own; fewer where the
     * file ends before.
     */
    Bytes bytes(long offset, int length) {
      try {
        var target = ByteBuffer.allocate(length);
        while (target.hasRemaining() && source.read(target, offset + target.position()) >= 0) {
          // goes on where it stopped
        }
        target.flip();
        key.apply(target, offset);
        return Bytes.wrap(target.array(), 0, target.limit());
      } catch (IOException e) {
        throw StorageException.of(e, "read", path);
      }
    }

    @Override
    public void close() {
      try {
        source.close();
      } catch (IOException e) {
        throw StorageException.of(e, "close", path);
      }
    }
  }
}
