package cairn.primitives.address;

import static cairn.primitives.address.TextException.Reason.CHARACTER;
import static cairn.primitives.address.TextException.Reason.CHECKSUM;
import static cairn.primitives.address.TextException.Reason.KEY;
import static cairn.primitives.address.TextException.Reason.LENGTH;
import static cairn.primitives.address.TextException.Reason.PREFIX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cairn.primitives.Bytes;
import cairn.primitives.Script;
import cairn.primitives.Vectors;
import cairn.primitives.crypto.SecretKey;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

class KeyIoTest {
  private static final String ONE = "KwDiBf89QgGbjEhKnhXJuH7LrciVrZi3qYjgd9M7rFU73sVHnoWn";
  private static final String ONE_UNCOMPRESSED =
      "5HpHagT65TZzG1PH3CSu63k8DbpvD8s5ip4nEB3kEsreAnchuDf";

  @TestFactory
  Stream<DynamicNode> readsAddressesAndPrivateKeys() {
    return Vectors.json(
        "core", "key_io_valid", file -> file.valueStream().map(KeyIoTest::acceptance));
  }

  private static DynamicNode acceptance(JsonNode row) {
    var text = row.get(0).asString();
    var payload = Bytes.fromHex(row.get(1).asString());
    var about = row.get(2);
    var chain = about.get("chain").asString();
    var format = Objects.requireNonNull(Formats.BY_CHAIN.get(chain));
    return dynamicTest(
        chain + " " + text,
        () -> {
          if (about.get("isPrivkey").asBoolean()) {
            var key = new PrivateKey(new SecretKey(payload), about.get("isCompressed").asBoolean());
            assertThat(PrivateKey.parse(text, format)).isEqualTo(key);
            assertThat(key.text(format)).isEqualTo(text);
            assertNoAddress(text, format);
          } else {
            assertAddress(text, payload, about.path("tryCaseFlip").asBoolean(false), format);
            assertNoPrivateKey(text, format);
          }
        });
  }

  private static void assertAddress(
      String text, Bytes script, boolean anyCase, AddressFormat format) throws TextException {
    var address = Address.parse(text, format);
    assertThat(address.scriptPubKey()).isEqualTo(new Script(script));
    assertThat(Address.of(new Script(script))).contains(address);
    assertThat(address.text(format)).isEqualTo(text);
    if (anyCase) {
      assertThat(Address.parse(flipCase(text), format)).isEqualTo(address);
    } else {
      assertNoAddress(flipCase(text), format);
    }
  }

  @TestFactory
  Stream<DynamicNode> refusesOtherTextsOnEveryNetwork() {
    return Vectors.json(
        "core",
        "key_io_invalid",
        file ->
            file.valueStream()
                .map(row -> row.get(0).asString())
                .flatMap(text ->
                    Formats.BY_CHAIN.entrySet().stream()
                        .map(chain -> refusal(text, chain.getKey(), chain.getValue()))));
  }

  private static DynamicNode refusal(String text, String chain, AddressFormat format) {
    return dynamicTest(
        chain + " \"" + text + "\"",
        () -> {
          assertNoAddress(text, format);
          assertNoPrivateKey(text, format);
        });
  }

  @Test
  void saysWhatIsWrongWithAPrivateKey() throws TextException {
    assertThat(PrivateKey.parse(ONE, Formats.MAIN).compressed()).isTrue();
    assertThat(PrivateKey.parse(" " + ONE_UNCOMPRESSED + "\n", Formats.MAIN).compressed())
        .isFalse();
    assertThat(failure(ONE, Formats.TEST)).isEqualTo(PREFIX);
    assertThat(failure(ONE.replace('V', 'W'), Formats.MAIN)).isEqualTo(CHECKSUM);
    assertThat(failure(ONE.replace('V', 'I'), Formats.MAIN)).isEqualTo(CHARACTER);
    assertThat(failure("", Formats.MAIN)).isEqualTo(LENGTH);
    assertThat(failure(encoded("80" + "00".repeat(31) + "01" + "02"))).isEqualTo(LENGTH);
    assertThat(failure(encoded("80" + "01".repeat(31)))).isEqualTo(LENGTH);
    assertThat(failure(encoded("80" + "00".repeat(32)))).isEqualTo(KEY);
    assertThat(failure(encoded("80" + "ff".repeat(32) + "01"))).isEqualTo(KEY);
  }

  @Test
  void hasThePublicKeyInItsForm() throws TextException {
    var x = "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798";
    var y = "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8";
    assertThat(PrivateKey.parse(ONE, Formats.MAIN).publicKey()).hasToString("02" + x);
    assertThat(PrivateKey.parse(ONE_UNCOMPRESSED, Formats.MAIN).publicKey())
        .hasToString("04" + x + y);
  }

  @Test
  void doesNotPrintAPrivateKey() throws TextException {
    assertThat(PrivateKey.parse(ONE, Formats.MAIN)).hasToString("PrivateKey");
  }

  private static String encoded(String hex) {
    return Base58.encodeChecked(Bytes.fromHex(hex));
  }

  private static TextException.Reason failure(String text) {
    return failure(text, Formats.MAIN);
  }

  private static TextException.Reason failure(String text, AddressFormat format) {
    return catchThrowableOfType(TextException.class, () -> PrivateKey.parse(text, format)).reason();
  }

  private static void assertNoAddress(String text, AddressFormat format) {
    assertThatExceptionOfType(TextException.class).isThrownBy(() -> Address.parse(text, format));
  }

  private static void assertNoPrivateKey(String text, AddressFormat format) {
    assertThatExceptionOfType(TextException.class).isThrownBy(() -> PrivateKey.parse(text, format));
  }

  private static String flipCase(String text) {
    var flipped = new StringBuilder();
    text.chars()
        .map(c -> Character.isLowerCase(c) ? Character.toUpperCase(c) : Character.toLowerCase(c))
        .forEach(flipped::appendCodePoint);
    return flipped.toString();
  }
}
