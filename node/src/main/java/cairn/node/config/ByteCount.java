package cairn.node.config;

import java.math.BigInteger;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Reads a number of bytes: digits, and perhaps a unit. */
final class ByteCount {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,20})([kKmMgGtT]?)");
  private static final BigInteger LIMIT = BigInteger.TWO.pow(Long.SIZE);
  private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);
  private static final int DECIMAL = 1000;
  private static final int BINARY = 1024;

  private ByteCount() {}

  /**
   * The number of bytes; empty if {@code text} is none, or one of more than 64 bits. What fits into
   * those and not into a long is as many as a long can tell.
   *
   * @param defaultUnit the bytes in one of what is counted, if there is no unit
   */
  static OptionalLong parse(String text, long defaultUnit) {
    var matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return OptionalLong.empty();
    }
    var bytes = new BigInteger(matcher.group(1)).multiply(unit(matcher.group(2), defaultUnit));
    return bytes.compareTo(LIMIT) < 0
        ? OptionalLong.of(bytes.min(MAX).longValueExact())
        : OptionalLong.empty();
  }

  private static BigInteger unit(String unit, long otherwise) {
    return switch (unit) {
      case "k" -> power(DECIMAL, 1);
      case "K" -> power(BINARY, 1);
      case "m" -> power(DECIMAL, 2);
      case "M" -> power(BINARY, 2);
      case "g" -> power(DECIMAL, 3);
      case "G" -> power(BINARY, 3);
      case "t" -> power(DECIMAL, 4);
      case "T" -> power(BINARY, 4);
      default -> BigInteger.valueOf(otherwise);
    };
  }

  private static BigInteger power(int base, int exponent) {
    return BigInteger.valueOf(base).pow(exponent);
  }
}
