package cairn.primitives.crypto;

import static cairn.primitives.crypto.Points.ORDER;
import static cairn.primitives.crypto.Points.number;

import cairn.primitives.Bytes;
import cairn.primitives.Sha256;
import java.math.BigInteger;
import java.util.Objects;
import org.bouncycastle.math.ec.ECPoint;

/** Schnorr signatures (BIP 340) over points of Bouncy Castle's. */
final class Schnorr {
  private static final Sha256 AUXILIARY = Sha256.tagged("BIP0340/aux");
  private static final Sha256 NONCE = Sha256.tagged("BIP0340/nonce");
  private static final Sha256 CHALLENGE = Sha256.tagged("BIP0340/challenge");

  private Schnorr() {}

  static boolean verify(Bytes publicKey, Bytes message, Bytes signature) {
    var key = Points.liftX(publicKey);
    if (key == null || signature.length() != Secp256k1.SCHNORR_SIGNATURE_LENGTH) {
      return false;
    }
    var r = signature.slice(0, 32);
    var s = signature.slice(32);
    if (s.compareTo(Curve.ORDER) >= 0) {
      return false;
    }
    var point = Points.sum(number(s), key, challenge(r, publicKey, message).negate().mod(ORDER));
    return point != null && !Points.isOdd(point) && Points.x(point).equals(r);
  }

  static Bytes sign(SecretKey secret, Bytes message, Bytes auxiliary) {
    var key = publicPoint(number(secret.bytes()));
    var d = withEvenY(number(secret.bytes()), key);
    var mask = AUXILIARY.fork().update(auxiliary).finish();
    var nonceHash =
        NONCE
            .fork()
            .update(Points.bytes(d.xor(number(mask))))
            .update(Points.x(key))
            .update(message)
            .finish();
    var nonce = number(nonceHash).mod(ORDER);
    var point = publicPoint(nonce);
    var r = Points.x(point);
    var s = challenge(r, Points.x(key), message).multiply(d).add(withEvenY(nonce, point));
    return r.concat(Points.bytes(s.mod(ORDER)));
  }

  private static BigInteger challenge(Bytes r, Bytes publicKey, Bytes message) {
    return number(CHALLENGE.fork().update(r).update(publicKey).update(message).finish()).mod(ORDER);
  }

  /** The number whose point has the same x as {@code number}'s and an even y. */
  private static BigInteger withEvenY(BigInteger number, ECPoint point) {
    return Points.isOdd(point) ? ORDER.subtract(number) : number;
  }

  /** A hash that is zero would be a nonce without a point; nobody can find one. */
  private static ECPoint publicPoint(BigInteger number) {
    return Objects.requireNonNull(Points.generatorTimes(number));
  }
}
