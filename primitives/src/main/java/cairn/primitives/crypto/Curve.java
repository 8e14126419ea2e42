package cairn.primitives.crypto;

import cairn.primitives.Bytes;

/** The numbers of secp256k1 (SEC 2), as 32 bytes big-endian. */
final class Curve {
  static final Bytes ZERO = Bytes.wrap(new byte[32]);

  /** How many points there are: n. */
  static final Bytes ORDER =
      Bytes.fromHex("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141");

  /** n / 2, rounded down: the largest S that is low. */
  static final Bytes HALF_ORDER =
      Bytes.fromHex("7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0");

  private Curve() {}
}
