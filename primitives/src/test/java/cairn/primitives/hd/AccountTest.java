package cairn.primitives.hd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cairn.primitives.Bytes;
import cairn.primitives.Taproot;
import cairn.primitives.Vectors;
import cairn.primitives.address.Address;
import cairn.primitives.address.AddressFormat;
import cairn.primitives.address.Formats;
import cairn.primitives.address.PrivateKey;
import cairn.primitives.address.TextException;
import cairn.primitives.crypto.Secp256k1;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** The accounts that wallets agree on: which path leads to keys for which kind of address. */
class AccountTest {
  /** Extended keys that begin with {@code upub}, as BIP 49 writes those of its accounts. */
  private static final AddressFormat NESTED_TEST =
      withPrefixes(Formats.TEST, 0x044a5262, 0x044a4e28);

  /** Extended keys that begin with {@code zpub}, as BIP 84 writes those of its accounts. */
  private static final AddressFormat SEGWIT_MAIN =
      withPrefixes(Formats.MAIN, 0x04b24746, 0x04b2430c);

  private static final Pattern PATH = Pattern.compile("= (m/\\S+)$");

  @TestFactory
  Stream<DynamicNode> derivesTheAccountOfBip49() {
    return Vectors.json(
        "bips",
        "bip49",
        file -> {
          var groups = file.get("groups");
          return Stream.of(
              dynamicTest(
                  "master key",
                  () ->
                      assertThat(ofWords(groups.get(0), "masterseedWords"))
                          .isEqualTo(bip49Master(groups))),
              dynamicTest(groups.get(1).get("comment").asString(), () -> bip49Account(groups)),
              dynamicTest(groups.get(2).get("comment").asString(), () -> bip49Key(groups)),
              dynamicTest(groups.get(4).get("address").asString(), () -> bip49Address(groups)));
        });
  }

  private static void bip49Account(JsonNode groups) throws TextException {
    var account = derive(groups.get(1), bip49Master(groups));
    assertThat(account.text(NESTED_TEST)).isEqualTo(text(groups.get(1), "account0Xpriv"));
    assertThat(account.toPublic().text(NESTED_TEST)).isEqualTo(text(groups.get(1), "account0Xpub"));
  }

  private static void bip49Key(JsonNode groups) throws TextException {
    var key = derive(groups.get(2), bip49Master(groups));
    assertThat(key.secret().bytes()).isEqualTo(hex(groups.get(2), "account0recvPrivateKeyHex"));
    assertThat(new PrivateKey(key.secret(), true).text(NESTED_TEST))
        .isEqualTo(text(groups.get(2), "account0recvPrivateKey"));
    assertThat(key.toPublic().publicKey())
        .isEqualTo(hex(groups.get(2), "account0recvPublicKeyHex"));
  }

  private static void bip49Address(JsonNode groups) {
    var inner = Address.WitnessPublicKeyHash.of(hex(groups.get(2), "account0recvPublicKeyHex"));
    assertThat(inner.hash()).isEqualTo(hex(groups.get(3), "keyhash"));
    assertThat(inner.scriptPubKey().bytes()).isEqualTo(hex(groups.get(3), "scriptSig"));
    var outer = Address.ScriptHash.of(inner.scriptPubKey());
    assertThat(outer.hash()).isEqualTo(hex(groups.get(3), "addressBytes"));
    assertThat(outer.text(NESTED_TEST)).isEqualTo(text(groups.get(4), "address"));
  }

  private static ExtendedPrivateKey bip49Master(JsonNode groups) throws TextException {
    return ExtendedPrivateKey.parse(text(groups.get(0), "masterseed"), NESTED_TEST);
  }

  @TestFactory
  Stream<DynamicNode> derivesTheAccountOfBip84() {
    return accounts("bip84", SEGWIT_MAIN);
  }

  @TestFactory
  Stream<DynamicNode> derivesTheAccountOfBip86() {
    return accounts("bip86", Formats.MAIN);
  }

  /** The first group has the master key, each other a path and what is at its end. */
  private static Stream<DynamicNode> accounts(String stem, AddressFormat format) {
    return Vectors.json(
        "bips",
        stem,
        file -> {
          var master = file.get("groups").get(0);
          var groups =
              file.get("groups")
                  .valueStream()
                  .skip(1)
                  .map(group ->
                      dynamicTest(
                          group.get("comment").asString(),
                          () -> assertGroup(master, group, format)));
          return Stream.concat(
              Stream.of(dynamicTest("master key", () -> assertMaster(master, format))), groups);
        });
  }

  private static void assertMaster(JsonNode master, AddressFormat format) throws TextException {
    assertThat(ofWords(master, "mnemonic").text(format)).isEqualTo(text(master, "rootpriv"));
  }

  /** The master key of a mnemonic (BIP 39) without a passphrase. */
  private static ExtendedPrivateKey ofWords(JsonNode group, String field) {
    return ExtendedPrivateKey.master(Mnemonic.seed(text(group, field), "")).orElseThrow();
  }

  private static void assertGroup(JsonNode master, JsonNode group, AddressFormat format)
      throws TextException {
    var root = ExtendedPrivateKey.parse(text(master, "rootpriv"), format);
    assertThat(root.toPublic().text(format)).isEqualTo(text(master, "rootpub"));
    var key = derive(group, root);
    var publicKey = key.toPublic().publicKey();
    for (var property : group.properties()) {
      var expected = property.getValue().asString();
      switch (property.getKey()) {
        case "comment" -> {}
        case "xprv", "xpriv" -> assertThat(key.text(format)).isEqualTo(expected);
        case "xpub" -> assertThat(key.toPublic().text(format)).isEqualTo(expected);
        case "privkey" ->
            assertThat(new PrivateKey(key.secret(), true).text(format)).isEqualTo(expected);
        case "pubkey" -> assertThat(publicKey).hasToString(expected);
        case "internal_key" -> assertThat(publicKey.slice(1)).hasToString(expected);
        case "output_key" -> assertThat(taproot(publicKey).outputKey()).hasToString(expected);
        case "scriptPubKey" -> assertThat(taproot(publicKey).scriptPubKey()).hasToString(expected);
        case "address" -> assertThat(address(group, publicKey).text(format)).isEqualTo(expected);
        default -> throw new AssertionError("unknown field " + property);
      }
    }
  }

  private static Address address(JsonNode group, Bytes publicKey) {
    return group.has("internal_key")
        ? taproot(publicKey)
        : Address.WitnessPublicKeyHash.of(publicKey);
  }

  /** An output that the key alone can spend (BIP 341). */
  private static Address.Taproot taproot(Bytes publicKey) {
    var internalKey = publicKey.slice(1);
    var tweak = Taproot.tweak(internalKey, Bytes.EMPTY);
    return new Address.Taproot(
        Secp256k1.instance().addXOnlyTweak(internalKey, tweak).orElseThrow().x());
  }

  private static ExtendedPrivateKey derive(JsonNode group, ExtendedPrivateKey master)
      throws TextException {
    var match = PATH.matcher(text(group, "comment"));
    assertThat(match.find()).isTrue();
    return master.derive(KeyPath.parse(match.group(1))).orElseThrow();
  }

  private static String text(JsonNode group, String field) {
    return group.get(field).asString();
  }

  private static Bytes hex(JsonNode group, String field) {
    return Bytes.fromHex(text(group, field).replaceFirst("^0x", ""));
  }

  private static AddressFormat withPrefixes(AddressFormat format, int xpub, int xprv) {
    return new AddressFormat(
        format.pubKeyPrefix(),
        format.scriptPrefix(),
        format.secretPrefix(),
        xpub,
        xprv,
        format.hrp());
  }
}
