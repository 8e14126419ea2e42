package cairn.primitives.sighash;

/**
 * Which parts of a transaction a signature covers: the byte that comes after the signature.
 *
 * <p>An ECDSA signature may carry any byte; the bits without a meaning change the hash, as they are
 * hashed, but not what it covers. A Schnorr signature must have one of a few (BIP 341).
 *
 * @param bits a script gives 8 of them, and the hash has room for 32
 */
public record HashType(int bits) {
  /** Everything, said by no byte at all; for Schnorr signatures only. */
  public static final HashType DEFAULT = new HashType(0);

  /** All inputs and all outputs. */
  public static final HashType ALL = new HashType(1);

  /** All inputs, no outputs: the other inputs may be changed in their sequence. */
  public static final HashType NONE = new HashType(2);

  /** All inputs, and the output in the input's own place. */
  public static final HashType SINGLE = new HashType(3);

  private static final int ANYONE_CAN_PAY = 0x80;
  private static final int OUTPUTS = 0x1f;

  /** The same, but of the inputs this one only: others may be added. */
  public HashType withAnyoneCanPay() {
    return new HashType(bits | ANYONE_CAN_PAY);
  }

  /** Whether other inputs may be added. */
  public boolean isAnyoneCanPay() {
    return (bits & ANYONE_CAN_PAY) != 0;
  }

  /** Whether no output is covered. */
  public boolean isNone() {
    return (bits & OUTPUTS) == NONE.bits;
  }

  /** Whether one output is covered. */
  public boolean isSingle() {
    return (bits & OUTPUTS) == SINGLE.bits;
  }

  /** Whether all outputs are covered: what every number means that is neither of the others. */
  public boolean isAll() {
    return !isNone() && !isSingle();
  }

  /** Whether it is one of the six that ECDSA signatures should have. */
  public boolean isDefinedForEcdsa() {
    int outputs = bits & ~ANYONE_CAN_PAY;
    return outputs >= ALL.bits && outputs <= SINGLE.bits;
  }

  /** Whether it is one of the seven that Schnorr signatures must have (BIP 341). */
  public boolean isDefinedForSchnorr() {
    return bits == DEFAULT.bits || isDefinedForEcdsa();
  }
}
