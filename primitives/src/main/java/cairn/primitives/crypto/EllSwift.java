package cairn.primitives.crypto;

import cairn.primitives.Bytes;
import cairn.primitives.Sha256;
import java.math.BigInteger;
import org.bouncycastle.math.ec.ECFieldElement;
import org.jspecify.annotations.Nullable;

/**
 * ElligatorSwift (BIP 324): spells the x of a point as two numbers u and t, 32 bytes each, that
 * look like any others. Every pair spells some x. The oddness of t, modulo the field's prime, is
 * taken for y's.
 */
final class EllSwift {
  private static final ECFieldElement ONE = element(BigInteger.ONE);
  private static final ECFieldElement TWO = element(BigInteger.TWO);
  private static final ECFieldElement FOUR = element(BigInteger.valueOf(4));
  private static final ECFieldElement SEVEN = element(BigInteger.valueOf(7));
  private static final ECFieldElement THREE = element(BigInteger.valueOf(3));
  private static final ECFieldElement ROOT_OF_MINUS_3 = THREE.negate().sqrt();
  private static final Sha256 CHOICE = Sha256.tagged("Cairn/EllSwift");
  private static final int CASES = 8;

  private EllSwift() {}

  /** The compressed key that {@code encoded} spells. */
  static Bytes decode(Bytes encoded) {
    var u = element(Points.number(encoded.slice(0, 32)));
    var t = element(Points.number(encoded.slice(32)));
    int prefix = t.testBitZero() ? PublicKeyEncoding.ODD : PublicKeyEncoding.EVEN;
    return Bytes.of(prefix).concat(Bytes.wrap(decode(u, t).getEncoded()));
  }

  /**
   * Spells a key.
   *
   * @param publicKey compressed
   * @param seed secret and random: it picks one of the key's spellings
   */
  static Bytes encode(Bytes publicKey, Bytes seed) {
    var x = element(Points.number(publicKey.slice(1)));
    boolean odd = publicKey.get(0) == PublicKeyEncoding.ODD;
    for (int attempt = 0; ; attempt++) {
      var u = element(Points.number(choice(seed, attempt, 0)));
      int which = choice(seed, attempt, 1).get(0) & (CASES - 1);
      var t = u.isZero() ? null : invert(x, u, which);
      if (t != null) {
        var sameOddness = t.testBitZero() == odd ? t : t.negate();
        return Bytes.wrap(u.getEncoded()).concat(Bytes.wrap(sameOddness.getEncoded()));
      }
    }
  }

  /** BIP 324's XSwiftEC. */
  private static ECFieldElement decode(ECFieldElement anyU, ECFieldElement anyT) {
    var u = anyU.isZero() ? ONE : anyU;
    var t = anyT.isZero() ? ONE : anyT;
    var g = curve(u);
    if (g.add(t.square()).isZero()) {
      t = t.add(t);
    }
    var a = g.subtract(t.square()).divide(t.add(t));
    var b = a.add(t).divide(ROOT_OF_MINUS_3.multiply(u));
    var x3 = u.add(FOUR.multiply(b.square()));
    if (isX(x3)) {
      return x3;
    }
    var quotient = a.divide(b);
    var x2 = quotient.negate().subtract(u).divide(TWO);
    return isX(x2) ? x2 : quotient.subtract(u).divide(TWO);
  }

  /**
   * BIP 324's XSwiftECInv: the t that spells {@code x} with this u, of up to eight.
   *
   * @param which 0 to 7
   * @return null if there is none for {@code which}
   */
  static @Nullable ECFieldElement invert(ECFieldElement x, ECFieldElement u, int which) {
    ECFieldElement v;
    ECFieldElement s;
    if ((which & 2) == 0) {
      if (isX(x.add(u).negate())) {
        return null;
      }
      v = x;
      var divisor = u.square().add(u.multiply(v)).add(v.square());
      s = curve(u).negate().divide(divisor);
    } else {
      s = x.subtract(u);
      if (s.isZero()) {
        return null;
      }
      var square = FOUR.multiply(curve(u)).add(THREE.multiply(s).multiply(u.square()));
      var root = s.negate().multiply(square).sqrt();
      if (root == null || ((which & 1) == 1 && root.isZero())) {
        return null;
      }
      v = root.divide(s).subtract(u).divide(TWO);
    }
    var w = s.sqrt();
    if (w == null) {
      return null;
    }
    var c = (which & 1) == 0 ? ROOT_OF_MINUS_3.negate() : ROOT_OF_MINUS_3;
    var t = w.multiply(u.multiply(ONE.add(c)).divide(TWO).add(v));
    boolean negative = (which & 5) == 0 || (which & 5) == 5;
    return negative ? t.negate() : t;
  }

  /** x^3 + 7, a square just where there is a point. */
  private static ECFieldElement curve(ECFieldElement x) {
    return x.square().multiply(x).add(SEVEN);
  }

  private static boolean isX(ECFieldElement x) {
    return curve(x).sqrt() != null;
  }

  private static Bytes choice(Bytes seed, int attempt, int purpose) {
    return CHOICE.fork().update(seed).update(Bytes.of(attempt, attempt >>> 8, purpose)).finish();
  }

  private static ECFieldElement element(BigInteger number) {
    return Points.fieldElement(number);
  }
}
