package cairn.p2p.wire;

import cairn.primitives.ByteReader;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import java.nio.charset.StandardCharsets;

/** Text in messages: a length, then bytes that need not be in any character set. */
final class Strings {
  private Strings() {}

  /** Reads text of at most {@code most} bytes, one character for each byte. */
  static String read(ByteReader in, int most) throws DecodeException {
    int length = in.compactSize();
    if (length > most) {
      throw in.failure("text of " + length + " bytes");
    }
    return new String(in.bytes(length).toArray(), StandardCharsets.ISO_8859_1);
  }

  static void write(ByteWriter out, String text) {
    out.sizedBytes(Bytes.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
  }
}
