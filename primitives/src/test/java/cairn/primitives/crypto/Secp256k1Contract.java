package cairn.primitives.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.Sha256;
import cairn.primitives.Vectors;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** The published vectors for the curve, which every implementation passes. */
abstract class Secp256k1Contract {
  private static final Bytes SIGHASH_ALL = Bytes.of(1);

  private final Secp256k1 curve;

  Secp256k1Contract(Secp256k1 curve) {
    this.curve = curve;
  }

  @TestFactory
  Stream<DynamicNode> verifiesAndSignsAsBip340Says() {
    return Vectors.csv(
        "bips",
        "bip340",
        row ->
            dynamicTest(
                row.get("index") + " " + row.get("comment"),
                () -> {
                  var message = row.bytes("message");
                  var signature = row.bytes("signature");
                  var publicKey = row.bytes("public key");
                  assertThat(curve.verifySchnorr(publicKey, message, signature))
                      .isEqualTo(row.get("verification result").equals("TRUE"));
                  if (!row.get("secret key").isEmpty()) {
                    var secret = secret(row.get("secret key"));
                    assertThat(curve.xOnlyKey(secret).x()).isEqualTo(publicKey);
                    assertThat(curve.signSchnorr(secret, message, row.bytes("aux_rand")))
                        .isEqualTo(signature);
                  }
                }));
  }

  @TestFactory
  Stream<DynamicNode> verifiesEcdsaAsWycheproofSays() {
    return Wycheproof.tests(
        "ecdsa_secp256k1_sha256_bitcoin_test",
        (group, test) -> {
          var publicKey = Bytes.fromHex(group.get("publicKey").get("uncompressed").asString());
          var hash = Sha256.hash(Bytes.fromHex(test.get("msg").asString()));
          var signature = Bytes.fromHex(test.get("sig").asString());
          var inScript = signature.concat(SIGHASH_ALL);
          boolean valid =
              SignatureEncoding.isStrictDer(inScript)
                  && SignatureEncoding.isLowS(inScript)
                  && curve.verifyEcdsa(publicKey, hash, signature);
          assertThat(valid).isEqualTo(Wycheproof.isValid(test));
        });
  }

  @TestFactory
  Stream<DynamicNode> sharesSecretsAsWycheproofSays() {
    return Wycheproof.tests(
        "ecdh_secp256k1_test",
        (group, test) -> {
          var secret = SecretKey.of(number(test.get("private").asString()));
          var shared =
              Wycheproof.publicKey(test.get("public").asString())
                  .flatMap(key -> secret.flatMap(s -> curve.sharedSecret(s, key)));
          if (shared.isPresent()) {
            var x = Bytes.fromHex(test.get("shared").asString());
            assertThat(test.get("result").asString()).isNotEqualTo("invalid");
            assertThat(shared.get())
                .isIn(Sha256.hash(Bytes.of(2).concat(x)), Sha256.hash(Bytes.of(3).concat(x)));
          } else {
            assertThat(test.get("result").asString()).isNotEqualTo("valid");
          }
        });
  }

  @TestFactory
  Stream<DynamicNode> signsWithTheNoncesOfRfc6979() {
    return Vectors.json(
        "crypto",
        "rfc6979_der_core",
        file ->
            file.valueStream()
                .map(row ->
                    dynamicTest(
                        row.get(1).asString(),
                        () -> {
                          var secret = secret(row.get(0).asString());
                          var message = row.get(1).asString().getBytes(StandardCharsets.UTF_8);
                          var hash = Sha256.hash(Bytes.wrap(message));
                          var der = curve.signEcdsa(secret, hash).toDer();
                          assertThat(der.toHex()).isEqualTo(row.get(2).asString());
                          assertThat(curve.verifyEcdsa(curve.publicKey(secret), hash, der))
                              .isTrue();
                        })));
  }

  @TestFactory
  Stream<DynamicNode> decodesEllSwiftAsBip324Says() {
    return Vectors.csv(
        "bips",
        "bip324_ellswift_decode",
        row ->
            dynamicTest(
                row.get("comment"),
                () ->
                    assertThat(curve.decodeEllSwift(row.bytes("ellswift")).slice(1))
                        .isEqualTo(row.bytes("x"))));
  }

  @TestFactory
  Stream<DynamicNode> everyInverseOfBip324DecodesToItsX() {
    return Vectors.csv(
        "bips",
        "bip324_xswiftec_inv",
        row ->
            dynamicTest(
                row.get("comment"),
                () -> {
                  for (int i = 0; i < 8; i++) {
                    var t = row.get("case" + i + "_t");
                    if (!t.isEmpty()) {
                      assertThat(curve.decodeEllSwift(Bytes.fromHex(row.get("u") + t)).slice(1))
                          .isEqualTo(row.bytes("x"));
                    }
                  }
                }));
  }

  @TestFactory
  Stream<DynamicNode> sharesSecretsAsBip324Says() {
    return Vectors.csv(
        "bips",
        "bip324_packet_encoding",
        row -> dynamicTest("in_idx " + row.get("in_idx"), () -> handshake(row)));
  }

  private void handshake(Vectors.Row row) {
    var secret = secret(row.get("in_priv_ours"));
    var ours = row.bytes("in_ellswift_ours");
    var theirs = row.bytes("in_ellswift_theirs");
    boolean initiating = row.get("in_initiating").equals("1");
    assertThat(curve.xOnlyKey(secret).x().toHex()).isEqualTo(row.get("mid_x_ours"));
    assertThat(curve.decodeEllSwift(ours).slice(1).toHex()).isEqualTo(row.get("mid_x_ours"));
    assertThat(curve.decodeEllSwift(theirs).slice(1).toHex()).isEqualTo(row.get("mid_x_theirs"));
    assertThat(curve.ellSwiftSharedSecret(secret, ours, theirs, initiating).toHex())
        .isEqualTo(row.get("mid_shared_secret"));
  }

  @TestFactory
  Stream<DynamicNode> makesTaprootOutputsAsBip341Says() {
    return Vectors.json(
        "core",
        "bip341_wallet_vectors",
        file ->
            file.get("scriptPubKey")
                .valueStream()
                .map(row ->
                    dynamicTest(
                        row.get("given").get("internalPubkey").asString(),
                        () -> taprootOutput(row))));
  }

  private void taprootOutput(JsonNode row) {
    var internalKey = Bytes.fromHex(row.get("given").get("internalPubkey").asString());
    var tweak = Bytes.fromHex(row.get("intermediary").get("tweak").asString());
    var outputKey = Bytes.fromHex(row.get("intermediary").get("tweakedPubkey").asString());
    var sum = curve.addXOnlyTweak(internalKey, tweak).orElseThrow();
    assertThat(sum.x()).isEqualTo(outputKey);
    assertThat(curve.isTweaked(outputKey, sum.odd(), internalKey, tweak)).isTrue();
    assertThat(curve.isTweaked(outputKey, !sum.odd(), internalKey, tweak)).isFalse();
    var controlBlocks = row.get("expected").get("scriptPathControlBlocks");
    if (controlBlocks != null) {
      int first = Bytes.fromHex(controlBlocks.get(0).asString()).get(0);
      assertThat(sum.odd()).isEqualTo((first & 1) == 1);
    }
  }

  @TestFactory
  Stream<DynamicNode> spendsTaprootOutputsAsBip341Says() {
    return Vectors.json(
        "core",
        "bip341_wallet_vectors",
        file ->
            file.get("keyPathSpending")
                .valueStream()
                .flatMap(transaction -> transaction.get("inputSpending").valueStream())
                .map(row ->
                    dynamicTest(
                        "input " + row.get("given").get("txinIndex"), () -> taprootSpend(row))));
  }

  private void taprootSpend(JsonNode row) {
    var intermediary = row.get("intermediary");
    var internal = secret(row.get("given").get("internalPrivkey").asString());
    var internalKey = curve.xOnlyKey(internal).x();
    assertThat(internalKey).hasToString(intermediary.get("internalPubkey").asString());
    var tweak = Bytes.fromHex(intermediary.get("tweak").asString());
    var tweaked = curve.addXOnlyTweak(internal, tweak).orElseThrow();
    assertThat(tweaked.bytes()).hasToString(intermediary.get("tweakedPrivkey").asString());
    var hash = Bytes.fromHex(intermediary.get("sigHash").asString());
    var signature = curve.signSchnorr(tweaked, hash, Bytes.wrap(new byte[32]));
    assertThat(row.get("expected").get("witness").get(0).asString()).startsWith(signature.toHex());
  }

  @TestFactory
  Stream<DynamicNode> signsMessagesRecoverably() {
    return Vectors.json(
        "crypto",
        "message_signs",
        file ->
            file.get("valid")
                .get("sign")
                .valueStream()
                .map(row ->
                    dynamicTest(
                        row.get("description").asString(),
                        () ->
                            signMessage(
                                row,
                                file.get("networks")
                                    .get(row.get("network").asString())
                                    .asString()))));
  }

  private void signMessage(JsonNode row, String prefix) {
    var secret = new SecretKey(number(row.get("d").asString()));
    var text =
        new ByteWriter()
            .sizedBytes(utf8(prefix))
            .sizedBytes(utf8(row.get("message").asString()))
            .toBytes();
    var hash = Sha256.doubleHash(text);
    var signature = curve.signRecoverable(secret, hash);
    var expected = Bytes.wrap(Base64.getDecoder().decode(row.get("signature").asString()));
    assertThat(signature.recoveryId()).isEqualTo(expected.get(0) - 27);
    assertThat(signature.signature().compact()).isEqualTo(expected.slice(1));
    assertThat(curve.recover(signature, hash)).contains(curve.publicKey(secret));
  }

  private static Bytes utf8(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private static SecretKey secret(String hex) {
    return new SecretKey(Bytes.fromHex(hex));
  }

  /** A number that is written with fewer digits than 64 or more. */
  private static Bytes number(String hex) {
    var digits = new BigInteger(hex, 16).toByteArray();
    var bytes = new byte[32];
    var significant = Arrays.copyOfRange(digits, Math.max(0, digits.length - 32), digits.length);
    System.arraycopy(significant, 0, bytes, 32 - significant.length, significant.length);
    return Bytes.wrap(bytes);
  }
}
