package cairn.p2p.transport;

import cairn.primitives.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The names of messages, which both transports can write out as 12 bytes, zeros at the end. */
final class Commands {
  static final int LENGTH = 12;

  private Commands() {}

  /** Whether it fits, and has no control characters. */
  static boolean isCommand(String command) {
    return command.length() <= LENGTH && command.chars().allMatch(c -> c >= ' ' && c <= 0x7f);
  }

  static void write(String command, byte[] target, int at) {
    var text = command.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(text, 0, target, at, text.length);
  }

  /**
   * The name in 12 bytes; empty if there is anything but zeros after it.
   *
   * @param last the last character that may be in it
   */
  static Optional<String> read(Bytes field, int last) {
    var command = upToZero(field);
    for (int i = 0; i < LENGTH; i++) {
      int c = field.unsigned(i);
      if (i < command.length() ? c < ' ' || c > last : c != 0) {
        return Optional.empty();
      }
    }
    return Optional.of(command);
  }

  /** What stands in 12 bytes before the first zero, one character a byte. */
  static String upToZero(Bytes field) {
    int length = 0;
    while (length < LENGTH && field.get(length) != 0) {
      length++;
    }
    return new String(field.slice(0, length).toArray(), StandardCharsets.ISO_8859_1);
  }
}
