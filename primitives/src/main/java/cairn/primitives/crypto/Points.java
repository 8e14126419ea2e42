package cairn.primitives.crypto;

import cairn.primitives.Bytes;
import java.math.BigInteger;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.ECFieldElement;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;
import org.jspecify.annotations.Nullable;

/**
 * Points of the curve and the numbers around them, by Bouncy Castle. A point here has affine
 * coordinates and is not at infinity, unless a method says otherwise.
 */
final class Points {
  static final BigInteger ORDER = number(Curve.ORDER);

  private static final ECCurve CURVE;
  private static final ECPoint GENERATOR;

  static {
    var parameters = CustomNamedCurves.getByName("secp256k1");
    CURVE = parameters.getCurve();
    GENERATOR = parameters.getG();
  }

  private Points() {}

  /** The point that 33 or 65 bytes spell; null if there is none. */
  static @Nullable ECPoint parse(Bytes publicKey) {
    if (!PublicKeyEncoding.isWellFormed(publicKey)) {
      return null;
    }
    try {
      return CURVE.decodePoint(publicKey.toArray());
    } catch (IllegalArgumentException e) {
      return null; // x or y is not below the field's prime, or the point is not on the curve
    }
  }

  /** The point with this x, of 32 bytes, and an even y (BIP 340's {@code lift_x}), or null. */
  static @Nullable ECPoint liftX(Bytes x) {
    return x.length() == PublicKeyEncoding.X_ONLY_LENGTH
        ? parse(Bytes.of(PublicKeyEncoding.EVEN).concat(x))
        : null;
  }

  /** {@code factor * G}; null if that is infinite. */
  static @Nullable ECPoint generatorTimes(BigInteger factor) {
    return finite(new FixedPointCombMultiplier().multiply(GENERATOR, factor));
  }

  /** {@code generatorFactor * G + factor * point}; null if that is infinite. */
  static @Nullable ECPoint sum(BigInteger generatorFactor, ECPoint point, BigInteger factor) {
    return finite(ECAlgorithms.sumOfTwoMultiplies(GENERATOR, generatorFactor, point, factor));
  }

  /** {@code factor * point}. */
  static ECPoint times(ECPoint point, SecretKey factor) {
    return point.multiply(number(factor.bytes())).normalize();
  }

  static boolean isOdd(ECPoint point) {
    return point.getAffineYCoord().testBitZero();
  }

  static Bytes x(ECPoint point) {
    return Bytes.wrap(point.getAffineXCoord().getEncoded());
  }

  static Bytes compress(ECPoint point) {
    return Bytes.wrap(point.getEncoded(true));
  }

  static Bytes decompress(ECPoint point) {
    return Bytes.wrap(point.getEncoded(false));
  }

  /** An element of the field, from a number that need not be below its prime. */
  static ECFieldElement fieldElement(BigInteger number) {
    return CURVE.fromBigInteger(number.mod(CURVE.getField().getCharacteristic()));
  }

  /** The number that bytes spell big-endian. */
  static BigInteger number(Bytes bytes) {
    return new BigInteger(1, bytes.backingArray(), bytes.backingOffset(), bytes.length());
  }

  /** 32 bytes big-endian. */
  static Bytes bytes(BigInteger number) {
    return Bytes.wrap(BigIntegers.asUnsignedByteArray(32, number));
  }

  private static @Nullable ECPoint finite(ECPoint point) {
    return point.isInfinity() ? null : point.normalize();
  }
}
