package cairn.primitives.hd;

import static cairn.primitives.address.TextException.Reason.CHECKSUM;
import static cairn.primitives.address.TextException.Reason.KEY;
import static cairn.primitives.address.TextException.Reason.LENGTH;
import static cairn.primitives.address.TextException.Reason.PREFIX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cairn.primitives.Bytes;
import cairn.primitives.Vectors;
import cairn.primitives.address.AddressFormat;
import cairn.primitives.address.Base58;
import cairn.primitives.address.Formats;
import cairn.primitives.address.TextException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

class ExtendedKeyTest {
  private static final AddressFormat MAIN = Formats.MAIN;

  @TestFactory
  Stream<DynamicNode> derivesTheKeysOfBip32() {
    return Vectors.json(
        "bips",
        "bip32",
        file ->
            file.get("valid")
                .valueStream()
                .flatMap(tree -> tree.get("chains").valueStream().map(key -> derives(tree, key))));
  }

  private static DynamicNode derives(JsonNode tree, JsonNode key) {
    var seed = tree.get("seed").asString();
    var path = key.get("path").asString();
    return dynamicTest(
        path + " of " + seed,
        () -> {
          var master = ExtendedPrivateKey.master(Bytes.fromHex(seed)).orElseThrow();
          var derived = master.derive(KeyPath.parse(path)).orElseThrow();
          var xprv = key.get("xprv").asString();
          var xpub = key.get("xpub").asString();
          assertThat(derived.text(MAIN)).isEqualTo(xprv);
          assertThat(derived.toPublic().text(MAIN)).isEqualTo(xpub);
          assertThat(ExtendedPrivateKey.parse(xprv, MAIN)).isEqualTo(derived);
          assertThat(ExtendedPublicKey.parse(xpub, MAIN)).isEqualTo(derived.toPublic());
          assertDerivesTheSameInPublic(master, KeyPath.parse(path));
        });
  }

  private static void assertDerivesTheSameInPublic(ExtendedPrivateKey master, KeyPath path) {
    var key = master;
    for (var step : path.steps()) {
      var child = key.child(step).orElseThrow();
      if (!step.isHardened()) {
        assertThat(key.toPublic().child(step)).contains(child.toPublic());
      }
      key = child;
    }
  }

  @TestFactory
  Stream<DynamicNode> refusesTheKeysThatBip32DoesNotAllow() {
    return Vectors.json(
        "bips",
        "bip32",
        file ->
            file.get("invalid")
                .valueStream()
                .map(row -> {
                  var text = row.get("key").asString();
                  return dynamicTest(
                      row.get("reason").asString() + ": " + text, () -> assertRefused(text));
                }));
  }

  private static void assertRefused(String text) {
    assertThatExceptionOfType(TextException.class)
        .isThrownBy(() -> ExtendedPrivateKey.parse(text, MAIN));
    assertThatExceptionOfType(TextException.class)
        .isThrownBy(() -> ExtendedPublicKey.parse(text, MAIN));
  }

  @Test
  void saysWhatIsWrong() {
    var master = master();
    var xprv = master.text(MAIN);
    var xpub = master.toPublic().text(MAIN);
    assertThat(failure(xpub)).isEqualTo(PREFIX);
    assertThat(failure(master.text(Formats.TEST))).isEqualTo(PREFIX);
    assertThat(failure(xprv.substring(0, 110) + "z")).isEqualTo(CHECKSUM);
    assertThat(failure(Base58.encodeChecked(Bytes.wrap(new byte[77])))).isEqualTo(LENGTH);
    assertThat(failure(Base58.encodeChecked(Bytes.wrap(new byte[79])))).isEqualTo(LENGTH);
    assertThat(failure("")).isEqualTo(LENGTH);
    var zero = Bytes.fromHex("0488ade4").concat(Bytes.wrap(new byte[74]));
    assertThat(failure(Base58.encodeChecked(zero))).isEqualTo(KEY);
  }

  @Test
  void hasNoHardenedChildInPublic() {
    var parent = master().toPublic();
    assertThatIllegalArgumentException().isThrownBy(() -> parent.child(ChildNumber.hardened(0)));
  }

  @Test
  void endsAfter255Generations() {
    var key = master();
    for (int depth = 0; depth < 255; depth++) {
      key = key.child(ChildNumber.normal(depth)).orElseThrow();
    }
    assertThat(key.lineage().depth()).isEqualTo(255);
    assertThat(key.child(ChildNumber.normal(0))).isEmpty();
    assertThat(key.toPublic().child(ChildNumber.normal(0))).isEmpty();
  }

  @Test
  void doesNotPrintItsSecrets() {
    assertThat(master()).hasToString("ExtendedPrivateKey");
  }

  private static ExtendedPrivateKey master() {
    return ExtendedPrivateKey.master(Bytes.fromHex("00".repeat(16))).orElseThrow();
  }

  private static TextException.Reason failure(String text) {
    return catchThrowableOfType(TextException.class, () -> ExtendedPrivateKey.parse(text, MAIN))
        .reason();
  }
}
