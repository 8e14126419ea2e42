package cairn.primitives.crypto;

import static cairn.primitives.crypto.Points.ORDER;
import static cairn.primitives.crypto.Points.number;

import cairn.primitives.Bytes;
import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.math.ec.ECPoint;
import org.jspecify.annotations.Nullable;

/** ECDSA (SEC 1, section 4.1) over points of Bouncy Castle's. */
final class Ecdsa {
  private static final BigInteger HALF_ORDER = number(Curve.HALF_ORDER);

  private Ecdsa() {}

  /** Whether {@code r} and {@code s} are {@code key}'s signature of {@code hash}; s may be high. */
  static boolean verify(ECPoint key, Bytes hash, BigInteger r, BigInteger s) {
    if (!isInRange(r) || !isInRange(s)) {
      return false;
    }
    var inverse = s.modInverse(ORDER);
    var point = Points.sum(times(number(hash), inverse), key, times(r, inverse));
    return point != null && number(Points.x(point)).mod(ORDER).equals(r);
  }

  /** Signs with a nonce of RFC 6979, to which {@code extraData} of 32 bytes or none is added. */
  static RecoverableSignature sign(SecretKey secret, Bytes hash, Bytes extraData) {
    var e = number(hash).mod(ORDER);
    var d = number(secret.bytes());
    for (var nonces = new Rfc6979(secret, Points.bytes(e), extraData); ; ) {
      var k = nonces.next();
      var point = Points.generatorTimes(k);
      if (point != null) {
        var signature = sign(e, d, k, point);
        if (signature != null) {
          return signature;
        }
      }
    }
  }

  /** Null if r or s is zero, which nobody has ever seen. */
  private static @Nullable RecoverableSignature sign(
      BigInteger e, BigInteger d, BigInteger k, ECPoint point) {
    var x = number(Points.x(point));
    var r = x.mod(ORDER);
    var s = times(e.add(r.multiply(d)), k.modInverse(ORDER));
    if (r.signum() == 0 || s.signum() == 0) {
      return null;
    }
    boolean high = s.compareTo(HALF_ORDER) > 0;
    int recoveryId = (x.equals(r) ? 0 : 2) | (Points.isOdd(point) ^ high ? 1 : 0);
    var lowS = high ? ORDER.subtract(s) : s;
    return new RecoverableSignature(
        new EcdsaSignature(Points.bytes(r).concat(Points.bytes(lowS))), recoveryId);
  }

  /** The key that has made a signature (SEC 1, section 4.1.6). */
  static Optional<ECPoint> recover(RecoverableSignature signature, Bytes hash) {
    var r = number(signature.signature().r());
    var s = number(signature.signature().s());
    if (!isInRange(r) || !isInRange(s)) {
      return Optional.empty();
    }
    var x = (signature.recoveryId() & 2) == 0 ? r : r.add(ORDER);
    if (x.bitLength() > 256) {
      return Optional.empty();
    }
    int prefix = (signature.recoveryId() & 1) == 0 ? PublicKeyEncoding.EVEN : PublicKeyEncoding.ODD;
    var point = Points.parse(Bytes.of(prefix).concat(Points.bytes(x)));
    if (point == null) {
      return Optional.empty();
    }
    var inverse = r.modInverse(ORDER);
    return Optional.ofNullable(
        Points.sum(times(number(hash).negate(), inverse), point, times(s, inverse)));
  }

  private static boolean isInRange(BigInteger number) {
    return number.signum() > 0 && number.compareTo(ORDER) < 0;
  }

  private static BigInteger times(BigInteger a, BigInteger b) {
    return a.multiply(b).mod(ORDER);
  }
}
