package cairn.p2p.wire;

import cairn.primitives.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.Optional;

/** Base32 of RFC 4648, in lower case and without padding, as names in Tor and I2P are written. */
final class Base32 {
  private static final String DIGITS = "abcdefghijklmnopqrstuvwxyz234567";
  private static final int BITS = 5;

  private Base32() {}

  static String encode(Bytes bytes) {
    var text = new StringBuilder();
    int held = 0;
    int bits = 0;
    for (int i = 0; i < bytes.length(); i++) {
      held = (held << Byte.SIZE) | bytes.unsigned(i);
      for (bits += Byte.SIZE; bits >= BITS; bits -= BITS) {
        text.append(DIGITS.charAt((held >> (bits - BITS)) & 31));
      }
    }
    if (bits > 0) {
      text.append(DIGITS.charAt((held << (BITS - bits)) & 31));
    }
    return text.toString();
  }

  /** Reads upper and lower case; nothing if another character or a superfluous bit is there. */
  static Optional<Bytes> decode(String text) {
    var bytes = new ByteArrayOutputStream();
    int held = 0;
    int bits = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int digit = DIGITS.indexOf(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
      if (digit < 0) {
        return Optional.empty();
      }
      held = (held << BITS) | digit;
      bits += BITS;
      if (bits >= Byte.SIZE) {
        bits -= Byte.SIZE;
        bytes.write(held >> bits);
      }
    }
    boolean allUsed = bits < BITS && (held & ((1 << bits) - 1)) == 0;
    return allUsed ? Optional.of(Bytes.wrap(bytes.toByteArray())) : Optional.empty();
  }
}
