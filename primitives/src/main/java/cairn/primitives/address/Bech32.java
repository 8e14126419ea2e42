package cairn.primitives.address;

import static cairn.primitives.address.TextException.Reason.CHARACTER;
import static cairn.primitives.address.TextException.Reason.CHECKSUM;
import static cairn.primitives.address.TextException.Reason.LENGTH;
import static cairn.primitives.address.TextException.Reason.PADDING;
import static cairn.primitives.address.TextException.Reason.SEPARATOR;

import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Bech32 and Bech32m (BIP 173, BIP 350): a human-readable part, a {@code 1}, and groups of five
 * bits, the last six of which are a checksum that finds up to four wrong characters.
 *
 * @param variant which of the two it is: they differ in a constant of the checksum
 * @param hrp the human-readable part, in lower case
 * @param groups the data without the checksum, one group of five bits a byte
 */
public record Bech32(Variant variant, String hrp, Bytes groups) {
  /** How many characters a text may have. */
  public static final int MAX_LENGTH = 90;

  static final int CHECKSUM_LENGTH = 6;

  private static final char SEPARATING = '1';
  private static final String CHARSET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
  private static final byte[] VALUES = values();

  /** The two checksums. */
  public enum Variant {
    BECH32("Bech32", 1),
    BECH32M("Bech32m", 0x2bc830a3);

    private final String label;
    private final int constant;

    Variant(String label, int constant) {
      this.label = label;
      this.constant = constant;
    }

    /** What the checksum's remainder is in a text without errors. */
    int constant() {
      return constant;
    }

    /** {@code Bech32} or {@code Bech32m}. */
    @Override
    public String toString() {
      return label;
    }
  }

  /**
   * Checks the groups.
   *
   * @throws IllegalArgumentException if one has more than five bits
   */
  public Bech32 {
    for (int i = 0; i < groups.length(); i++) {
      if (groups.unsigned(i) >= 32) {
        throw new IllegalArgumentException("not five bits: " + groups.unsigned(i));
      }
    }
  }

  /** The text, in lower case. It can be read again if it has no more than 90 characters. */
  public String encode() {
    var text = new StringBuilder(MAX_LENGTH).append(hrp).append(SEPARATING);
    for (int i = 0; i < groups.length(); i++) {
      text.append(CHARSET.charAt(groups.get(i)));
    }
    int checksum = Bech32Checksum.checksum(hrp, groups, variant.constant());
    for (int shift = 5 * (CHECKSUM_LENGTH - 1); shift >= 0; shift -= 5) {
      text.append(CHARSET.charAt((checksum >>> shift) & 31));
    }
    return text.toString();
  }

  /**
   * Reads a text, all in lower case or all in upper case.
   *
   * @throws TextException if it is anything else; where the checksum is wrong and no more than two
   *     characters of the data can account for it, {@code positions} says which
   */
  public static Bech32 decode(String text) throws TextException {
    if (text.length() > MAX_LENGTH) {
      var excess = IntStream.range(MAX_LENGTH, text.length()).boxed().toList();
      throw new TextException(LENGTH, "Bech32 string too long", excess);
    }
    requireCharacters(text);
    int separator = text.lastIndexOf(SEPARATING);
    if (separator < 0) {
      throw new TextException(SEPARATOR, "Missing separator");
    }
    if (separator == 0 || separator + CHECKSUM_LENGTH >= text.length()) {
      throw new TextException(SEPARATOR, "Invalid separator position", List.of(separator));
    }
    var hrp = text.substring(0, separator).toLowerCase(Locale.ROOT);
    var data = new byte[text.length() - separator - 1];
    for (int i = 0; i < data.length; i++) {
      int at = separator + 1 + i;
      data[i] = VALUES[text.charAt(at)];
      if (data[i] < 0) {
        throw new TextException(CHARACTER, "Invalid Base 32 character", List.of(at));
      }
    }
    var word = Bytes.wrap(data);
    int remainder = Bech32Checksum.remainder(hrp, word);
    for (var variant : Variant.values()) {
      if (remainder == variant.constant()) {
        return new Bech32(variant, hrp, word.slice(0, data.length - CHECKSUM_LENGTH));
      }
    }
    throw checksumFailure(remainder, data.length, text.length());
  }

  /**
   * The bits of {@code bytes}, first bit first, in groups of five; zeros fill up the last group.
   */
  public static Bytes groupsOf(Bytes bytes) {
    var groups = new ByteWriter(bytes.length() * 8 / 5 + 1);
    int bits = 0;
    int count = 0;
    for (int i = 0; i < bytes.length(); i++) {
      bits = (bits << 8) | bytes.unsigned(i);
      count += 8;
      for (; count >= 5; count -= 5) {
        groups.uint8((bits >>> (count - 5)) & 31);
      }
    }
    if (count > 0) {
      groups.uint8((bits << (5 - count)) & 31);
    }
    return groups.toBytes();
  }

  /**
   * The bytes that {@link #groupsOf} makes {@code groups} from.
   *
   * @throws TextException if there are none ({@code PADDING})
   */
  public static Bytes bytesOf(Bytes groups) throws TextException {
    var bytes = new ByteWriter(groups.length() * 5 / 8 + 1);
    int bits = 0;
    int count = 0;
    for (int i = 0; i < groups.length(); i++) {
      bits = (bits << 5) | groups.get(i);
      count += 5;
      if (count >= 8) {
        count -= 8;
        bytes.uint8(bits >>> count);
      }
    }
    if (count >= 5 || (bits & ((1 << count) - 1)) != 0) {
      throw new TextException(PADDING, "Invalid padding in Bech32 data section");
    }
    return bytes.toBytes();
  }

  private static void requireCharacters(String text) throws TextException {
    boolean lower = false;
    boolean upper = false;
    var wrong = new ArrayList<Integer>();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean isLower = c >= 'a' && c <= 'z';
      boolean isUpper = c >= 'A' && c <= 'Z';
      if (c < '!' || c > '~' || (isLower && upper) || (isUpper && lower)) {
        wrong.add(i);
      } else {
        lower |= isLower;
        upper |= isUpper;
      }
    }
    if (!wrong.isEmpty()) {
      throw new TextException(CHARACTER, "Invalid character or mixed case", wrong);
    }
  }

  /** Blames the variant that is the fewer characters away. */
  private static TextException checksumFailure(int remainder, int dataLength, int textLength) {
    var name = "";
    List<Integer> positions = List.of();
    for (var variant : Variant.values()) {
      var found = Bech32Checksum.errors(remainder ^ variant.constant(), dataLength);
      if (!found.isEmpty() && (positions.isEmpty() || found.size() < positions.size())) {
        name = variant + " ";
        positions = found.stream().map(fromEnd -> textLength - 1 - fromEnd).sorted().toList();
      }
    }
    return new TextException(CHECKSUM, "Invalid " + name + "checksum", positions);
  }

  private static byte[] values() {
    var values = new byte[128];
    Arrays.fill(values, (byte) -1);
    for (int i = 0; i < CHARSET.length(); i++) {
      values[CHARSET.charAt(i)] = (byte) i;
      values[Character.toUpperCase(CHARSET.charAt(i))] = (byte) i;
    }
    return values;
  }
}
