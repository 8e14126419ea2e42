package cairn.node.config;

import java.math.BigInteger;
import java.util.regex.Pattern;

/** Reads numbers as {@code bitcoind} does. */
final class Numbers {
  private static final Pattern LEADING = Pattern.compile("\\s*([+-]?)(\\d+)");
  private static final BigInteger MIN = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);

  private Numbers() {}

  /** The number that {@code text} begins with, kept within 64 bits; 0 if it begins otherwise. */
  static long leadingInteger(String text) {
    var matcher = LEADING.matcher(text);
    if (!matcher.lookingAt()) {
      return 0;
    }
    var magnitude = new BigInteger(matcher.group(2));
    var number = matcher.group(1).equals("-") ? magnitude.negate() : magnitude;
    return number.max(MIN).min(MAX).longValueExact();
  }
}
