package cairn.ledger.blockfiles;

import cairn.ledger.StorageException;
import cairn.ledger.StorageException.Problem;
import cairn.ledger.store.DiskSync;
import cairn.primitives.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The eight bytes with which all bytes of block files are XORed, over and over from the beginning
 * of each file. Immutable.
 *
 * <p>They are there so that virus scanners do not find, and remove, what somebody once put into a
 * transaction. No bytes are changed where the key is zero.
 */
public final class XorKey {
  /** Changes nothing. */
  public static final XorKey NONE = new XorKey(0);

  /** Where the key of a directory is. */
  public static final String FILE_NAME = "xor.dat";

  /** How many bytes a key has. */
  public static final int LENGTH = Long.BYTES;

  private static final Logger log = LoggerFactory.getLogger(XorKey.class);

  /** The key's bytes, the first one lowest. */
  private final long key;

  private XorKey(long key) {
    this.key = key;
  }

  /** The key with these 8 bytes. */
  public static XorKey of(byte[] key) {
    return new XorKey(ByteBuffer.wrap(key).order(ByteOrder.LITTLE_ENDIAN).getLong());
  }

  /**
   * The key of a blocks directory, made now if there is none: random on the very first start, when
   * the directory holds at most hidden files, else zero, as files from before there were keys have.
   * So this comes before anything else is put into the directory.
   *
   * @param enabled whether there may be a key other than zero ({@code -blocksxor})
   * @throws StorageException if there is one although there may not be; in Core's words
   */
  public static XorKey load(Path directory, boolean enabled) {
    var file = directory.resolve(FILE_NAME);
    try {
      var bytes = Files.exists(file) ? read(file) : create(file, enabled && isFirstRun(directory));
      var key = of(bytes);
      if (!enabled && key.key != 0) {
        throw new StorageException(
            Problem.OPTION,
            "The blocksdir XOR-key can not be disabled when a random key was already stored!"
                + " Stored key: '%s', stored path: '%s'.".formatted(key, file));
      }
      log.info("Using obfuscation key for blocksdir *.dat files ({}): '{}'", directory, key);
      return key;
    } catch (IOException e) {
      throw StorageException.of(e, "use", file);
    }
  }

  private static byte[] read(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      var bytes = in.readNBytes(LENGTH);
      if (bytes.length < LENGTH) {
        throw new StorageException(
            Problem.DAMAGED,
            "%s has %d bytes instead of 8. Restore it: no block can be read without it."
                .formatted(file, bytes.length));
      }
      return bytes;
    }
  }

  /** A crash must not leave half a key, so it gets its name when it is complete. */
  private static byte[] create(Path file, boolean random) throws IOException {
    var key = new byte[LENGTH];
    if (random) {
      new SecureRandom().nextBytes(key);
    }
    var unfinished = file.resolveSibling("." + FILE_NAME + ".new");
    Files.write(unfinished, key);
    DiskSync.file(unfinished);
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    DiskSync.directoryOf(file);
    return key;
  }

  private static boolean isFirstRun(Path directory) throws IOException {
    try (var entries = Files.list(directory)) {
      return entries.allMatch(
          entry -> Files.isRegularFile(entry) && entry.getFileName().toString().startsWith("."));
    }
  }

  /** What a zero byte at {@code offset} of a file becomes. */
  byte ofZero(long offset) {
    return (byte) (key >>> ((int) (offset % LENGTH) * Byte.SIZE));
  }

  /**
   * XORs the bytes of {@code buffer} between its position and its limit, which stay.
   *
   * @param offset where in its file the first of them stands
   */
  public void apply(ByteBuffer buffer, long offset) {
    if (key == 0) {
      return;
    }
    long rotated = Long.rotateRight(key, (int) (offset % LENGTH) * Byte.SIZE);
    var words = buffer.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    int at = words.position();
    int end = words.limit();
    for (; at <= end - LENGTH; at += LENGTH) {
      words.putLong(at, words.getLong(at) ^ rotated);
    }
    for (int i = 0; at < end; at++, i += Byte.SIZE) {
      words.put(at, (byte) (words.get(at) ^ (rotated >>> i)));
    }
  }

  /** The key's bytes in hex, the first one first. */
  @Override
  public String toString() {
    var bytes = ByteBuffer.allocate(LENGTH).order(ByteOrder.LITTLE_ENDIAN).putLong(key);
    return Bytes.wrap(bytes.array()).toHex();
  }
}
