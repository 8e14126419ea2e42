package cairn.primitives.crypto;

import cairn.primitives.Bytes;

/** How ECDSA signatures are written in scripts: DER, then one byte that is the hash type. */
public final class SignatureEncoding {
  private static final int MIN_LENGTH = 9;
  private static final int MAX_LENGTH = 73;
  private static final int SEQUENCE = 0x30;
  private static final int INTEGER = 0x02;

  private SignatureEncoding() {}

  /**
   * Whether a signature is strict DER (BIP 66): {@code 30 length 02 length R 02 length S type},
   * with lengths of one byte that add up, and R and S not negative and as short as can be. The hash
   * type may be any byte.
   */
  public static boolean isStrictDer(Bytes signature) {
    int length = signature.length();
    if (length < MIN_LENGTH
        || length > MAX_LENGTH
        || signature.get(0) != SEQUENCE
        || signature.unsigned(1) != length - 3) {
      return false;
    }
    int lengthR = signature.unsigned(3);
    if (5 + lengthR >= length) {
      return false;
    }
    int lengthS = signature.unsigned(5 + lengthR);
    return lengthR + lengthS + 7 == length
        && isStrictInteger(signature, 2, lengthR)
        && isStrictInteger(signature, 4 + lengthR, lengthS);
  }

  /**
   * Whether S is at most half the curve's order (BIP 62, rule 5; BIP 146). As in Core, a signature
   * with an R or an S that is not below the order counts as low: it is wrong anyhow.
   *
   * @param signature not empty; what {@link #isStrictDer} has accepted
   */
  public static boolean isLowS(Bytes signature) {
    byte[] compact = LaxDer.parse(signature.slice(0, signature.length() - 1));
    if (compact == null) {
      return false;
    }
    var r = Bytes.wrap(compact, 0, 32);
    var s = Bytes.wrap(compact, 32, 32);
    return s.compareTo(Curve.HALF_ORDER) <= 0
        || r.compareTo(Curve.ORDER) >= 0
        || s.compareTo(Curve.ORDER) >= 0;
  }

  /** The integer whose tag is at {@code at}. */
  private static boolean isStrictInteger(Bytes signature, int at, int length) {
    if (signature.get(at) != INTEGER || length == 0 || signature.get(at + 2) < 0) {
      return false;
    }
    boolean padded = length > 1 && signature.get(at + 2) == 0 && signature.get(at + 3) >= 0;
    return !padded;
  }
}
