package cairn.wallet.cli;

import cairn.wallet.WalletException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Files that the user names. More is not read than anything can have that belongs there: a wrong
 * name is to be told, and not to fill the memory.
 */
final class InputFile {
  /** Larger than any transaction that nodes pass on, or the labels of a lifetime. */
  private static final int MOST = 32 << 20;

  private static final String STANDARD_INPUT = "-";

  private InputFile() {}

  /**
   * All bytes of a file, or of standard input if the name is a dash.
   *
   * @param what it is, for people
   */
  static byte[] bytes(String what, String name) throws WalletException {
    try (var in = open(name)) {
      byte[] bytes = in.readNBytes(MOST + 1);
      if (bytes.length > MOST) {
        throw WalletException.wrongUse("%s %s is too large to be one".formatted(what, name));
      }
      return bytes;
    } catch (IOException e) {
      throw WalletException.wrongUse("%s %s cannot be read%s".formatted(what, name, reason(e)));
    }
  }

  private static InputStream open(String name) throws IOException {
    return name.equals(STANDARD_INPUT) ? System.in : Files.newInputStream(Path.of(name));
  }

  /** What keeps a file from being used, as far as it is known. */
  static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> ": there is none";
      case AccessDeniedException _ -> ": that is not permitted";
      case FileSystemException failure when failure.getReason() != null ->
          ": " + failure.getReason();
      case FileSystemException _ -> "";
      default -> e.getMessage() == null ? "" : ": " + e.getMessage();
    };
  }

  /** All of a file that is text in UTF-8. */
  static String text(String what, String name) throws WalletException {
    char[] text = characters(what, name);
    return new String(text);
  }

  /** As {@link #text}, for what is secret: the caller overwrites it after use. */
  static char[] characters(String what, String name) throws WalletException {
    byte[] bytes = bytes(what, name);
    var room = CharBuffer.allocate(bytes.length);
    try {
      var decoder = StandardCharsets.UTF_8.newDecoder();
      var result = decoder.decode(ByteBuffer.wrap(bytes), room, true);
      if (result.isError()) {
        result.throwException();
      }
      return Arrays.copyOf(room.array(), room.position());
    } catch (CharacterCodingException e) {
      throw WalletException.wrongUse("%s %s is no text".formatted(what, name));
    } finally {
      Arrays.fill(bytes, (byte) 0);
      Arrays.fill(room.array(), '\0');
    }
  }
}
