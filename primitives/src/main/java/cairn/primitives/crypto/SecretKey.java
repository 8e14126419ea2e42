package cairn.primitives.crypto;

import cairn.primitives.Bytes;
import java.util.Optional;

/**
 * A secret key: a number from 1 to the curve's order less one. It does not print itself.
 *
 * @param bytes the number, 32 bytes big-endian
 */
public record SecretKey(Bytes bytes) {
  public static final int LENGTH = 32;

  /**
   * @throws IllegalArgumentException if {@code bytes} is no secret key
   */
  public SecretKey {
    if (!isValid(bytes)) {
      throw new IllegalArgumentException("not a secret key");
    }
  }

  /** The secret key of these bytes; empty if they are none. */
  public static Optional<SecretKey> of(Bytes bytes) {
    return isValid(bytes) ? Optional.of(new SecretKey(bytes)) : Optional.empty();
  }

  private static boolean isValid(Bytes bytes) {
    return bytes.length() == LENGTH
        && !bytes.equals(Curve.ZERO)
        && bytes.compareTo(Curve.ORDER) < 0;
  }

  @Override
  public String toString() {
    return "SecretKey";
  }
}
