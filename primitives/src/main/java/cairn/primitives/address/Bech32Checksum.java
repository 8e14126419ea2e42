package cairn.primitives.address;

import cairn.primitives.Bytes;
import java.util.HashMap;
import java.util.List;

/**
 * The code behind Bech32's checksum (BIP 173).
 *
 * <p>A text is a polynomial over the field of 32 elements, a character a coefficient, and a text
 * without errors leaves a known remainder when divided by the generator. A remainder has six
 * coefficients of five bits, the highest power first. Addition is exclusive or, so the remainder of
 * a wrong text is that of the right one plus those of its errors, each alone.
 */
final class Bech32Checksum {
  /** The generator without its leading term, times 1, 2, 4, 8 and 16. */
  private static final int[] GENERATOR = {
    0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3
  };

  /** The generator without its leading term, times each element of the field. */
  private static final int[] MULTIPLES = multiples();

  private Bech32Checksum() {}

  /** The remainder of a text with this human-readable part and these groups of five bits. */
  static int remainder(String hrp, Bytes groups) {
    int remainder = 1;
    for (int i = 0; i < hrp.length(); i++) {
      remainder = times(remainder) ^ (hrp.charAt(i) >>> 5);
    }
    remainder = times(remainder);
    for (int i = 0; i < hrp.length(); i++) {
      remainder = times(remainder) ^ (hrp.charAt(i) & 31);
    }
    for (int i = 0; i < groups.length(); i++) {
      remainder = times(remainder) ^ groups.get(i);
    }
    return remainder;
  }

  /** What makes a text right that ends with these groups and a checksum to be appended. */
  static int checksum(String hrp, Bytes groups, int constant) {
    int remainder = remainder(hrp, groups);
    for (int i = 0; i < Bech32.CHECKSUM_LENGTH; i++) {
      remainder = times(remainder);
    }
    return remainder ^ constant;
  }

  /**
   * Which characters are wrong, if they are one or two: counted from the end, the last is 0. Empty
   * if they must be more. The generator tells any four errors within 89 characters from none, so no
   * two answers fit.
   *
   * @param difference between the remainder that was found and the one that should be
   * @param length of the data, checksum included: an error can be nowhere else
   */
  static List<Integer> errors(int difference, int length) {
    var positions = new HashMap<Integer, Integer>();
    for (int value = 1; value < 32; value++) {
      int remainder = value;
      for (int position = 0; position < length; position++) {
        positions.put(remainder, position);
        remainder = times(remainder);
      }
    }
    var single = positions.get(difference);
    if (single != null) {
      return List.of(single);
    }
    for (var first : positions.entrySet()) {
      var second = positions.get(difference ^ first.getKey());
      if (second != null) {
        return List.of(first.getValue(), second);
      }
    }
    return List.of();
  }

  /** The remainder once another coefficient, zero, follows. */
  private static int times(int remainder) {
    return (remainder & 0x1ffffff) << 5 ^ MULTIPLES[remainder >>> 25];
  }

  private static int[] multiples() {
    var multiples = new int[32];
    for (int factor = 0; factor < multiples.length; factor++) {
      for (int bit = 0; bit < GENERATOR.length; bit++) {
        multiples[factor] ^= (factor >> bit & 1) != 0 ? GENERATOR[bit] : 0;
      }
    }
    return multiples;
  }
}
