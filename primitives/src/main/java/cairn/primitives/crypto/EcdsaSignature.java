package cairn.primitives.crypto;

import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;

/**
 * An ECDSA signature: the numbers r and s.
 *
 * @param compact r, then s, 32 bytes big-endian each
 */
public record EcdsaSignature(Bytes compact) {
  public static final int COMPACT_LENGTH = 64;

  public EcdsaSignature {
    if (compact.length() != COMPACT_LENGTH) {
      throw new IllegalArgumentException("64 bytes, not " + compact.length());
    }
  }

  public Bytes r() {
    return compact.slice(0, 32);
  }

  public Bytes s() {
    return compact.slice(32);
  }

  /** Whether r needs no 33rd byte in DER. */
  public boolean hasLowR() {
    return compact.get(0) >= 0;
  }

  /** The strict DER of BIP 66, 8 to 72 bytes, without a hash type. */
  public Bytes toDer() {
    var integers = new ByteWriter(72);
    writeInteger(integers, r());
    writeInteger(integers, s());
    return new ByteWriter(72).uint8(0x30).sizedBytes(integers.toBytes()).toBytes();
  }

  private static void writeInteger(ByteWriter out, Bytes number) {
    int zeros = 0;
    while (zeros < number.length() - 1 && number.get(zeros) == 0) {
      zeros++;
    }
    var significant = number.slice(zeros);
    boolean padded = significant.get(0) < 0;
    out.uint8(0x02).uint8(significant.length() + (padded ? 1 : 0));
    if (padded) {
      out.uint8(0);
    }
    out.bytes(significant);
  }
}
