package cairn.primitives.descriptor;

/** Numbers of 32 bits, without a sign, in decimal digits. */
final class Uint32 {
  private Uint32() {}

  /** The number; -1 if it is none. */
  static long parse(String text) {
    long value = 0;
    for (int i = 0; i < text.length(); i++) {
      char digit = text.charAt(i);
      if (digit < '0' || digit > '9') {
        return -1;
      }
      value = 10 * value + digit - '0';
      if (value > 0xffffffffL) {
        return -1;
      }
    }
    return text.isEmpty() ? -1 : value;
  }
}
