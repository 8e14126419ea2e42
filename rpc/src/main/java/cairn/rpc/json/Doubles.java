package cairn.rpc.json;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Writes floating-point numbers as C does for {@code %.16g}: 16 digits, no zeros at the end. */
final class Doubles {
  private static final int DIGITS = 16;

  /** Numbers that are smaller are written with an exponent. */
  private static final int SMALLEST_PLAIN_EXPONENT = -4;

  private static final MathContext ROUNDING = new MathContext(DIGITS, RoundingMode.HALF_EVEN);

  private Doubles() {}

  static String text(double number) {
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException(number + " is no JSON number");
    }
    if (number == 0) {
      return Double.compare(number, 0) < 0 ? "-0" : "0";
    }
    var rounded = new BigDecimal(number).round(ROUNDING).stripTrailingZeros();
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent >= SMALLEST_PLAIN_EXPONENT && exponent < DIGITS) {
      return rounded.toPlainString();
    }
    var mantissa = rounded.scaleByPowerOfTen(-exponent).toPlainString();
    return "%se%s%02d".formatted(mantissa, exponent < 0 ? "-" : "+", Math.abs(exponent));
  }
}
