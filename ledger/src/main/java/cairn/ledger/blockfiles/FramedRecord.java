package cairn.ledger.blockfiles;

import cairn.ledger.StorageException;
import cairn.ledger.StorageException.Problem;
import cairn.primitives.ByteReader;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;

/** A record in an open file: a frame of the network's magic and a length, and as many bytes. */
final class FramedRecord implements AutoCloseable {
  static final int FRAME_LENGTH = FilePosition.MIN_OFFSET;

  private final FileSequence.Reader file;
  private final FilePosition position;
  private final int length;

  private FramedRecord(FileSequence.Reader file, FilePosition position, Bytes magic) {
    this.file = file;
    this.position = position;
    this.length = length(magic);
  }

  /** The frame of a record of {@code length} bytes. */
  static Bytes frame(Bytes magic, int length) {
    return new ByteWriter(FRAME_LENGTH).bytes(magic).int32(length).toBytes();
  }

  /**
   * Opens the file with the record at {@code position}.
   *
   * @throws StorageException if the file is missing, or there is no such frame and record in it
   */
  static FramedRecord open(FileSequence files, FilePosition position, Bytes magic) {
    var file = files.read(position.file());
    try {
      return new FramedRecord(file, position, magic);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private int length(Bytes magic) {
    if (position.offset() < FRAME_LENGTH) {
      throw damaged("no record begins there");
    }
    var in = new ByteReader(file.bytes(position.offset() - FRAME_LENGTH, FRAME_LENGTH));
    try {
      var found = in.bytes(magic.length());
      if (!found.equals(magic)) {
        throw damaged("there is %s where %s should be".formatted(found, magic));
      }
      long said = in.uint32();
      long rest = Math.min(file.size() - position.offset(), Integer.MAX_VALUE);
      if (said > rest) {
        throw damaged("of its %d bytes there are only %d".formatted(said, rest));
      }
      return (int) said;
    } catch (DecodeException e) {
      throw damaged("the file ends before it");
    }
  }

  int length() {
    return length;
  }

  /** The record without its frame, in an array of its own. */
  Bytes body() {
    return bytes(0, length);
  }

  /** Some bytes of the record, in an array of their own. */
  Bytes part(int from, int count) {
    if (from < 0 || count < 0 || (long) from + count > length) {
      throw damaged("it has %d bytes, none from %d to %d".formatted(length, from, from + count));
    }
    return bytes(from, count);
  }

  /** What follows the record. */
  Bytes after(int count) {
    return bytes(length, count);
  }

  private Bytes bytes(long from, int count) {
    var bytes = file.bytes(position.offset() + from, count);
    if (bytes.length() < count) {
      throw damaged("the file ends within it");
    }
    return bytes;
  }

  /**
   * What a decoder makes of the record.
   *
   * @throws StorageException if it cannot be decoded
   */
  <T> T decode(Decoder<T> decoder) {
    try {
      return decoder.decode();
    } catch (DecodeException e) {
      throw damaged(String.valueOf(e.getMessage()));
    }
  }

  /** Reads some value, or fails. */
  @FunctionalInterface
  interface Decoder<T> {
    T decode() throws DecodeException;
  }

  /** The exception to throw where the record is not what it should be. */
  StorageException damaged(String how) {
    return new StorageException(
        Problem.DAMAGED,
        "The record at %d of %s is damaged: %s. Start with -reindex to go through all files."
            .formatted(position.offset(), file.path(), how));
  }

  @Override
  public void close() {
    file.close();
  }
}
