package cairn.primitives.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both implementations give the same answer to whatever they are asked. */
class Secp256k1AgreementTest {
  private static final Secp256k1 NATIVE = NativeSecp256k1Test.instance();
  private static final Secp256k1 JAVA = new BouncyCastleSecp256k1("tested");
  private static final int ROUNDS = 10;

  static LongStream seeds() {
    return LongStream.range(0, 40);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void onEcdsaSignatures(long seed) {
    var hostile = new Hostile(seed, NATIVE);
    for (int round = 0; round < ROUNDS; round++) {
      var secret = hostile.secret();
      var hash = hostile.number();
      var good = agreed(curve -> curve.signRecoverable(secret, hash)).signature();
      var r = hostile.chance(4) ? hostile.number() : good.r();
      var s = hostile.chance(4) ? hostile.number() : good.s();
      var highS = NATIVE.negate(new SecretKey(good.s())).bytes();
      var der = hostile.der(r, hostile.chance(3) ? highS : s);
      var key = hostile.publicKey(NATIVE.publicKey(secret));
      agreed(curve -> curve.verifyEcdsa(key, hash, der));
      agreed(curve -> curve.verifyEcdsa(key, hash, good.toDer()));
      agreed(curve -> curve.verifyEcdsa(NATIVE.publicKey(secret), hash, der));
      agreed(curve -> curve.signEcdsa(secret, hash));
      var lowR = agreed(curve -> curve.signEcdsaLowR(secret, hash));
      assertThat(lowR.hasLowR()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void onKeysRecovered(long seed) {
    var hostile = new Hostile(seed, NATIVE);
    for (int round = 0; round < ROUNDS; round++) {
      var hash = hostile.number();
      var compact = hostile.number().concat(hostile.number());
      for (int id = 0; id < 4; id++) {
        var signature = new RecoverableSignature(new EcdsaSignature(compact), id);
        agreed(curve -> curve.recover(signature, hash));
      }
      var secret = hostile.secret();
      var signature = NATIVE.signRecoverable(secret, hash);
      var signer = agreed(curve -> curve.recover(signature, hash));
      assertThat(signer).contains(NATIVE.publicKey(secret));
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void onSchnorrSignatures(long seed) {
    var hostile = new Hostile(seed, NATIVE);
    for (int round = 0; round < ROUNDS; round++) {
      var secret = hostile.secret();
      var auxiliary = hostile.number();
      var message = hostile.bytes(hostile.chance(2) ? 32 : hostile.below(2000));
      var good = agreed(curve -> curve.signSchnorr(secret, message, auxiliary));
      var goodKey = agreed(curve -> curve.xOnlyKey(secret)).x();
      boolean valid = agreed(curve -> curve.verifySchnorr(goodKey, message, good));
      assertThat(valid).isTrue();
      var r = hostile.chance(3) ? hostile.number() : good.slice(0, 32);
      var s = hostile.chance(3) ? hostile.number() : good.slice(32);
      var signature = hostile.chance(5) ? hostile.flipBit(good) : r.concat(s);
      var key = hostile.xOnlyKey(goodKey);
      agreed(curve -> curve.verifySchnorr(key, message, good));
      agreed(curve -> curve.verifySchnorr(goodKey, message, signature));
      var cut = signature.slice(0, hostile.below(64));
      agreed(curve -> curve.verifySchnorr(goodKey, message, cut));
      agreed(curve -> curve.isXOnlyKey(key));
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void onKeysAndTheirTweaks(long seed) {
    var hostile = new Hostile(seed, NATIVE);
    for (int round = 0; round < ROUNDS; round++) {
      var secret = hostile.secret();
      var negated = agreed(curve -> curve.negate(secret));
      var tweak = hostile.chance(5) ? negated.bytes() : hostile.number();
      var good = agreed(curve -> curve.publicKey(secret));
      var key = hostile.publicKey(good);
      agreed(curve -> curve.isPublicKey(key));
      agreed(curve -> curve.compress(key));
      agreed(curve -> curve.decompress(key));
      agreed(curve -> curve.addTweak(key, tweak));
      agreed(curve -> curve.sharedSecret(secret, key));
      var sum = agreed(curve -> curve.addTweak(secret, tweak));
      var child = agreed(curve -> curve.addTweak(good, tweak));
      assertThat(child).isEqualTo(sum.map(NATIVE::publicKey));
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void onTaprootOutputs(long seed) {
    var hostile = new Hostile(seed, NATIVE);
    for (int round = 0; round < ROUNDS; round++) {
      var secret = hostile.secret();
      var tweak = hostile.number();
      var good = NATIVE.xOnlyKey(secret).x();
      var output = agreed(curve -> curve.addXOnlyTweak(good, tweak));
      var outputSecret = agreed(curve -> curve.addXOnlyTweak(secret, tweak));
      assertThat(outputSecret.map(NATIVE::xOnlyKey)).isEqualTo(output);
      var internal = hostile.xOnlyKey(good);
      agreed(curve -> curve.addXOnlyTweak(internal, tweak));
      var outputKey = hostile.xOnlyKey(output.map(XOnlyKey::x).orElse(tweak));
      for (boolean odd : new boolean[] {false, true}) {
        agreed(curve -> curve.isTweaked(outputKey, odd, good, tweak));
        agreed(curve -> curve.isTweaked(outputKey, odd, internal, tweak));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void onElligatorSwift(long seed) {
    var hostile = new Hostile(seed, NATIVE);
    for (int round = 0; round < ROUNDS; round++) {
      var secret = hostile.secret();
      var randomness = hostile.number();
      for (var curve : new Secp256k1[] {NATIVE, JAVA}) {
        var ours = curve.ellSwift(secret, randomness);
        var decoded = agreed(other -> other.decodeEllSwift(ours));
        assertThat(decoded).isEqualTo(NATIVE.publicKey(secret));
      }
      var ours = NATIVE.ellSwift(secret, randomness);
      var theirs = hostile.number().concat(hostile.number());
      agreed(curve -> curve.decodeEllSwift(theirs));
      for (boolean initiating : new boolean[] {false, true}) {
        agreed(curve -> curve.ellSwiftSharedSecret(secret, ours, theirs, initiating));
      }
    }
  }

  private static <T> T agreed(Function<Secp256k1, T> question) {
    var answer = question.apply(NATIVE);
    assertThat(question.apply(JAVA)).isEqualTo(answer);
    return answer;
  }
}
