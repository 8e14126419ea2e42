package cairn.primitives.signedmessage;

import static cairn.primitives.signedmessage.KeyAddress.P2PKH_COMPRESSED;
import static cairn.primitives.signedmessage.KeyAddress.P2PKH_UNCOMPRESSED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import cairn.primitives.Vectors;
import cairn.primitives.address.Address;
import cairn.primitives.address.AddressFormat;
import cairn.primitives.address.Formats;
import cairn.primitives.address.PrivateKey;
import cairn.primitives.address.TextException;
import cairn.primitives.crypto.EcdsaSignature;
import cairn.primitives.crypto.RecoverableSignature;
import cairn.primitives.crypto.SecretKey;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** The published vectors, which cover BIP 137 and a magic other than Bitcoin's too. */
class MessageVectorsTest {
  /** The networks of the vectors; the second one's is not among Cairn's own. */
  private static final Map<String, AddressFormat> FORMATS =
      Map.of(
          "bitcoin",
          Formats.MAIN,
          "dogecoin",
          new AddressFormat(30, 22, 158, 0x02facafd, 0x02fac398, "doge"));

  @TestFactory
  Stream<DynamicNode> writesSignatures() {
    return rows(
        "/valid/signature",
        (_, row) ->
            dynamicTest(
                text(row, "hex"),
                () -> {
                  var compact = new EcdsaSignature(hex(row, "signature"));
                  var recoverable = new RecoverableSignature(compact, row.get("recovery").asInt());
                  var kind =
                      row.get("compressed").asBoolean() ? P2PKH_COMPRESSED : P2PKH_UNCOMPRESSED;
                  var signature = MessageSignature.of(kind, recoverable);
                  assertThat(signature.bytes()).isEqualTo(hex(row, "hex"));
                  assertThat(MessageSignature.decode(hex(row, "hex"))).isEqualTo(signature);
                  assertThat(signature.kind()).contains(kind);
                }));
  }

  @TestFactory
  Stream<DynamicNode> hashesMessages() {
    return rows(
        "/valid/magicHash",
        (file, row) ->
            dynamicTest(
                text(row, "network") + " \"" + text(row, "message") + "\"",
                () -> assertThat(message(file, row).hash()).isEqualTo(hex(row, "magicHash"))));
  }

  @TestFactory
  Stream<DynamicNode> signsMessages() {
    return rows(
        "/valid/sign",
        (file, row) -> dynamicTest(text(row, "description"), () -> assertSigns(file, row)));
  }

  private static void assertSigns(JsonNode file, JsonNode row) {
    var message = message(file, row);
    var secret =
        new SecretKey(Bytes.fromHex("0".repeat(64 - text(row, "d").length()) + text(row, "d")));
    assertThat(message.sign(new PrivateKey(secret, false)).text())
        .isEqualTo(text(row, "signature"));
    for (var kind : KeyAddress.values()) {
      var expected = variant(row, kind).path("signature");
      if (expected.isString()) {
        var signature = message.sign(secret, kind);
        assertThat(signature.text()).isEqualTo(expected.asString());
        assertThat(signature.kind()).contains(kind);
      }
    }
  }

  @TestFactory
  Stream<DynamicNode> verifiesMessages() {
    return rows(
        "/valid/verify",
        (file, row) ->
            dynamicTest(
                text(row, "network") + " " + text(row, "address"),
                () -> {
                  for (var kind : KeyAddress.values()) {
                    var variant = variant(row, kind);
                    if (variant.has("address")) {
                      assertThat(isSigned(file, row, variant)).isTrue();
                    }
                  }
                }));
  }

  @TestFactory
  Stream<DynamicNode> refusesSignaturesThatAreNone() {
    return rows(
        "/invalid/signature",
        (_, row) ->
            dynamicTest(
                text(row, "exception") + " " + text(row, "hex"),
                () -> {
                  var bytes = hex(row, "hex");
                  if (bytes.length() == 65) {
                    assertThat(MessageSignature.decode(bytes).kind()).isEmpty();
                  } else {
                    assertThatExceptionOfType(DecodeException.class)
                        .isThrownBy(() -> MessageSignature.decode(bytes));
                  }
                }));
  }

  @TestFactory
  Stream<DynamicNode> doesNotTakeSignaturesOfAnotherMessageOrKey() {
    return rows(
        "/invalid/verify",
        (file, row) ->
            dynamicTest(
                text(row, "description"), () -> assertThat(isSigned(file, row, row)).isFalse()));
  }

  /** Cairn has no nonces of this kind; their signatures are as good as others. */
  @TestFactory
  Stream<DynamicNode> verifiesSignaturesWithOtherNonces() {
    return rows(
        "/randomSig",
        (file, row) ->
            dynamicTest(
                text(row, "description"),
                () -> {
                  var key = PrivateKey.parse(text(row, "wif"), Formats.MAIN);
                  var address = Address.PublicKeyHash.of(key.publicKey());
                  for (var random : row.get("signatures")) {
                    var signature = MessageSignature.parse(text(random, "signature"));
                    assertThat(message(file, row).isSignedFor(address, signature)).isTrue();
                  }
                }));
  }

  private static Stream<DynamicNode> rows(
      String path, BiFunction<JsonNode, JsonNode, DynamicNode> test) {
    return Vectors.json(
        "crypto",
        "message_signs",
        file -> file.at(path).valueStream().map(row -> test.apply(file, row)));
  }

  /** The part of a row that is about one kind of address. */
  private static JsonNode variant(JsonNode row, KeyAddress kind) {
    return switch (kind) {
      case P2PKH_UNCOMPRESSED -> row;
      case P2PKH_COMPRESSED -> row.path("compressed");
      case P2SH_P2WPKH -> row.at("/segwit/P2SH_P2WPKH");
      case P2WPKH -> row.at("/segwit/P2WPKH");
    };
  }

  private static boolean isSigned(JsonNode file, JsonNode row, JsonNode variant)
      throws TextException {
    var format = FORMATS.get(network(row));
    if (format == null) {
      return abort("addresses of an unknown network: " + network(row));
    }
    var address = Address.parse(text(variant, "address"), format);
    var signature = MessageSignature.parse(text(variant, "signature"));
    return message(file, row).isSignedFor(address, signature);
  }

  private static Message message(JsonNode file, JsonNode row) {
    return new Message(text(file.get("networks"), network(row)), text(row, "message"));
  }

  private static String network(JsonNode row) {
    return row.path("network").asString("bitcoin");
  }

  private static Bytes hex(JsonNode row, String field) {
    return Bytes.fromHex(text(row, field));
  }

  private static String text(JsonNode row, String field) {
    return row.get(field).asString();
  }
}
