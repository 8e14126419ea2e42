package cairn.primitives.crypto;

import static cairn.primitives.crypto.Points.ORDER;
import static cairn.primitives.crypto.Points.number;

import cairn.primitives.Bytes;
import cairn.primitives.Sha256;
import java.math.BigInteger;
import java.util.Objects;
import java.util.Optional;
import org.bouncycastle.math.ec.ECPoint;
import org.jspecify.annotations.Nullable;

/**
 * By Bouncy Castle, for platforms without libsecp256k1, and to hold the other implementation
 * against.
 *
 * <p>It takes several times as long, and the time that it takes depends on the secrets: fit for
 * checking blocks, less so for signing where somebody might be measuring.
 */
final class BouncyCastleSecp256k1 implements Secp256k1 {
  private static final Sha256 ELL_SWIFT_SHARED_SECRET = Sha256.tagged("bip324_ellswift_xonly_ecdh");

  private final String reason;

  /**
   * @param reason why it is this implementation and not the other, for the operator to read
   */
  BouncyCastleSecp256k1(String reason) {
    this.reason = reason;
  }

  @Override
  public boolean verifyEcdsa(Bytes publicKey, Bytes hash, Bytes signature) {
    Lengths.requireHash(hash);
    var key = Points.parse(publicKey);
    byte[] compact = LaxDer.parse(signature);
    return key != null
        && compact != null
        && Ecdsa.verify(
            key, hash, new BigInteger(1, compact, 0, 32), new BigInteger(1, compact, 32, 32));
  }

  @Override
  public boolean verifySchnorr(Bytes publicKey, Bytes message, Bytes signature) {
    return Schnorr.verify(publicKey, message, signature);
  }

  @Override
  public boolean isTweaked(Bytes outputKey, boolean odd, Bytes internalKey, Bytes tweak) {
    return addXOnlyTweak(internalKey, tweak)
        .filter(sum -> sum.odd() == odd && sum.x().equals(outputKey))
        .isPresent();
  }

  @Override
  public boolean isPublicKey(Bytes publicKey) {
    return Points.parse(publicKey) != null;
  }

  @Override
  public boolean isXOnlyKey(Bytes key) {
    return Points.liftX(key) != null;
  }

  @Override
  public Optional<Bytes> compress(Bytes publicKey) {
    return Optional.ofNullable(Points.parse(publicKey)).map(Points::compress);
  }

  @Override
  public Optional<Bytes> decompress(Bytes publicKey) {
    return Optional.ofNullable(Points.parse(publicKey)).map(Points::decompress);
  }

  @Override
  public Bytes publicKey(SecretKey secret) {
    var point = Points.generatorTimes(number(secret.bytes()));
    return Points.compress(Objects.requireNonNull(point));
  }

  @Override
  public EcdsaSignature signEcdsa(SecretKey secret, Bytes hash) {
    return signRecoverable(secret, hash).signature();
  }

  @Override
  public EcdsaSignature signEcdsaLowR(SecretKey secret, Bytes hash) {
    var signature = signEcdsa(secret, hash);
    for (int counter = 1; !signature.hasLowR(); counter++) {
      signature = Ecdsa.sign(secret, hash, Rfc6979.extraData(counter)).signature();
    }
    return signature;
  }

  @Override
  public RecoverableSignature signRecoverable(SecretKey secret, Bytes hash) {
    Lengths.requireHash(hash);
    return Ecdsa.sign(secret, hash, Bytes.EMPTY);
  }

  @Override
  public Optional<Bytes> recover(RecoverableSignature signature, Bytes hash) {
    Lengths.requireHash(hash);
    return Ecdsa.recover(signature, hash).map(Points::compress);
  }

  @Override
  public Bytes signSchnorr(SecretKey secret, Bytes message, Bytes auxiliary) {
    Lengths.requireRandomness(auxiliary);
    return Schnorr.sign(secret, message, auxiliary);
  }

  @Override
  public SecretKey negate(SecretKey secret) {
    return new SecretKey(Points.bytes(ORDER.subtract(number(secret.bytes()))));
  }

  @Override
  public Optional<SecretKey> addTweak(SecretKey secret, Bytes tweak) {
    Lengths.requireTweak(tweak);
    return tweak.compareTo(Curve.ORDER) < 0
        ? SecretKey.of(Points.bytes(number(secret.bytes()).add(number(tweak)).mod(ORDER)))
        : Optional.empty();
  }

  @Override
  public Optional<Bytes> addTweak(Bytes publicKey, Bytes tweak) {
    return addTweak(Points.parse(publicKey), tweak).map(Points::compress);
  }

  @Override
  public Optional<XOnlyKey> addXOnlyTweak(Bytes internalKey, Bytes tweak) {
    return addTweak(Points.liftX(internalKey), tweak)
        .map(sum -> new XOnlyKey(Points.x(sum), Points.isOdd(sum)));
  }

  private static Optional<ECPoint> addTweak(@Nullable ECPoint point, Bytes tweak) {
    Lengths.requireTweak(tweak);
    return point != null && tweak.compareTo(Curve.ORDER) < 0
        ? Optional.ofNullable(Points.sum(number(tweak), point, BigInteger.ONE))
        : Optional.empty();
  }

  @Override
  public Optional<Bytes> sharedSecret(SecretKey secret, Bytes publicKey) {
    return Optional.ofNullable(Points.parse(publicKey))
        .map(point -> Sha256.hash(Points.compress(Points.times(point, secret))));
  }

  @Override
  public Bytes ellSwift(SecretKey secret, Bytes randomness) {
    Lengths.requireRandomness(randomness);
    return EllSwift.encode(publicKey(secret), secret.bytes().concat(randomness));
  }

  @Override
  public Bytes decodeEllSwift(Bytes encoded) {
    Lengths.requireEllSwift(encoded);
    return EllSwift.decode(encoded);
  }

  @Override
  public Bytes ellSwiftSharedSecret(
      SecretKey secret, Bytes ours, Bytes theirs, boolean initiating) {
    Lengths.requireEllSwift(ours);
    var theirPoint = Objects.requireNonNull(Points.parse(decodeEllSwift(theirs)));
    return ELL_SWIFT_SHARED_SECRET
        .fork()
        .update(initiating ? ours : theirs)
        .update(initiating ? theirs : ours)
        .update(Points.x(Points.times(theirPoint, secret)))
        .finish();
  }

  @Override
  public String toString() {
    return "Bouncy Castle (" + reason + ")";
  }
}
