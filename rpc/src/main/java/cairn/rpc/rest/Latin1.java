package cairn.rpc.rest;

import cairn.primitives.Bytes;
import java.nio.charset.StandardCharsets;

/**
 * Text with a character for each byte: as a path is read, so that whatever bytes a client has put
 * there it gets back.
 */
final class Latin1 {
  private Latin1() {}

  static Bytes bytes(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  static String text(Bytes bytes) {
    return new String(
        bytes.backingArray(), bytes.backingOffset(), bytes.length(), StandardCharsets.ISO_8859_1);
  }
}
