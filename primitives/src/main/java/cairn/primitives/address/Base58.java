package cairn.primitives.address;

import static cairn.primitives.address.TextException.Reason.CHARACTER;
import static cairn.primitives.address.TextException.Reason.CHECKSUM;
import static cairn.primitives.address.TextException.Reason.LENGTH;

import cairn.primitives.Bytes;
import cairn.primitives.Sha256;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/**
 * Base58: bytes as a number in a system of 58 digits, those that are hard to tell apart left out. A
 * zero byte at the start, which the number cannot show, is a digit 1.
 *
 * <p>Base58Check adds four bytes of the payload's double SHA-256.
 */
public final class Base58 {
  private static final String DIGITS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  private static final BigInteger RADIX = BigInteger.valueOf(DIGITS.length());

  /** So many digits fit into a long. */
  private static final int CHUNK = 10;

  private static final BigInteger CHUNK_RADIX = RADIX.pow(CHUNK);
  private static final String WHITESPACE = " \t\n\u000b\f\r";
  private static final byte[] VALUES = values();
  private static final int CHECKSUM_LENGTH = 4;

  private Base58() {}

  /** The text of {@code bytes}, without a checksum. */
  public static String encode(Bytes bytes) {
    int zeros = 0;
    while (zeros < bytes.length() && bytes.get(zeros) == 0) {
      zeros++;
    }
    var backwards = new StringBuilder();
    var rest = new BigInteger(1, bytes.toArray());
    while (rest.signum() != 0) {
      var division = rest.divideAndRemainder(CHUNK_RADIX);
      rest = division[0];
      long chunk = division[1].longValue();
      for (int i = 0; i < CHUNK && (chunk != 0 || rest.signum() != 0); i++) {
        backwards.append(DIGITS.charAt((int) (chunk % DIGITS.length())));
        chunk /= DIGITS.length();
      }
    }
    return backwards.repeat(DIGITS.charAt(0), zeros).reverse().toString();
  }

  /** The text of {@code payload} and its checksum. */
  public static String encodeChecked(Bytes payload) {
    return encode(payload.concat(checksum(payload)));
  }

  /**
   * Reads what {@link #encode} writes. Whitespace before and after it is ignored, as in Core.
   *
   * @param maxLength how many bytes it may stand for; a longer text costs no more to refuse
   * @throws TextException for another character ({@code CHARACTER}), or more bytes ({@code LENGTH})
   */
  public static Bytes decode(String text, int maxLength) throws TextException {
    int from = 0;
    int to = text.length();
    while (from < to && WHITESPACE.indexOf(text.charAt(from)) >= 0) {
      from++;
    }
    while (to > from && WHITESPACE.indexOf(text.charAt(to - 1)) >= 0) {
      to--;
    }
    for (int i = from; i < to; i++) {
      if (valueOf(text.charAt(i)) < 0) {
        throw new TextException(CHARACTER, "Invalid Base58 character", List.of(i));
      }
    }
    int zeros = 0;
    while (from < to && text.charAt(from) == DIGITS.charAt(0)) {
      zeros++;
      from++;
    }
    // A digit holds 0.732 bytes, so this many digits are too many before they are multiplied out.
    if (zeros > maxLength || (to - from - 1) * 0.732 > maxLength - zeros) {
      throw tooLong();
    }
    var number = BigInteger.ZERO;
    for (int i = from; i < to; i++) {
      number = number.multiply(RADIX).add(BigInteger.valueOf(valueOf(text.charAt(i))));
    }
    int length = zeros + (number.bitLength() + 7) / 8;
    if (length > maxLength) {
      throw tooLong();
    }
    var bytes = new byte[length];
    var digits = number.toByteArray(); // may begin with a zero byte that holds the sign
    int count = length - zeros;
    System.arraycopy(digits, digits.length - count, bytes, zeros, count);
    return Bytes.wrap(bytes);
  }

  /**
   * Reads what {@link #encodeChecked} writes, as {@link #decode}, and returns the payload.
   *
   * @param maxLength how many bytes the payload may have
   * @throws TextException also if there are too few bytes ({@code LENGTH}) or the checksum is of
   *     others ({@code CHECKSUM})
   */
  public static Bytes decodeChecked(String text, int maxLength) throws TextException {
    var bytes = decode(text, maxLength + CHECKSUM_LENGTH);
    int length = bytes.length() - CHECKSUM_LENGTH;
    if (length < 0) {
      throw new TextException(LENGTH, "Base58 text too short for a checksum");
    }
    var payload = bytes.slice(0, length);
    if (!checksum(payload).equals(bytes.slice(length))) {
      throw new TextException(CHECKSUM, "Invalid Base58 checksum");
    }
    return payload;
  }

  private static Bytes checksum(Bytes payload) {
    return Sha256.doubleHash(payload).slice(0, CHECKSUM_LENGTH);
  }

  private static TextException tooLong() {
    return new TextException(LENGTH, "Base58 text too long");
  }

  private static int valueOf(char digit) {
    return digit < VALUES.length ? VALUES[digit] : -1;
  }

  private static byte[] values() {
    var values = new byte[128];
    Arrays.fill(values, (byte) -1);
    for (int i = 0; i < DIGITS.length(); i++) {
      values[DIGITS.charAt(i)] = (byte) i;
    }
    return values;
  }
}
