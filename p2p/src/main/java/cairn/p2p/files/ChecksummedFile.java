package cairn.p2p.files;

import cairn.primitives.ByteReader;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import cairn.primitives.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of Core's: the network's magic, the content, and the double SHA-256 of both.
 *
 * @param magic the four bytes by which the network's messages begin
 */
public record ChecksummedFile(Path path, Bytes magic) {
  private static final int CHECKSUM_LENGTH = 32;

  /** More than any of these files can be. */
  private static final long MAX_LENGTH = 1 << 26;

  /** Reads the content, which says itself where it ends. */
  @FunctionalInterface
  public interface Decoder<T> {
    T decode(ByteReader in) throws DecodeException, UnreadableFileException;
  }

  /** Writes the file anew. */
  public void write(Bytes content) throws IOException {
    var out =
        new ByteWriter(magic.length() + content.length() + CHECKSUM_LENGTH)
            .bytes(magic)
            .bytes(content);
    AtomicFile.write(path, out.bytes(Sha256.doubleHash(out.toBytes())).toBytes());
  }

  /**
   * Reads the file.
   *
   * @throws java.nio.file.NoSuchFileException if it is not there
   * @throws UnreadableFileException if it is another network's, damaged, or what {@code decoder}
   *     says
   */
  public <T> T read(Decoder<T> decoder) throws IOException, UnreadableFileException {
    if (Files.size(path) > MAX_LENGTH) {
      throw new UnreadableFileException("longer than " + MAX_LENGTH + " bytes");
    }
    var in = new ByteReader(Bytes.wrap(Files.readAllBytes(path)));
    try {
      if (!in.bytes(magic.length()).equals(magic)) {
        throw new UnreadableFileException("Invalid network magic number");
      }
      var value = decoder.decode(in);
      var checksum = Sha256.doubleHash(in.since(0));
      if (!in.bytes(CHECKSUM_LENGTH).equals(checksum)) {
        throw new UnreadableFileException("Checksum mismatch, data corrupted");
      }
      return value;
    } catch (DecodeException e) {
      throw new UnreadableFileException(
          e.isEndOfData()
              ? "AutoFile::read: end of file: iostream error"
              : String.valueOf(e.getMessage()));
    }
  }
}
