package cairn.primitives.address;

import static cairn.primitives.address.TextException.Reason.CHECKSUM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cairn.primitives.Bytes;
import cairn.primitives.Script;
import cairn.primitives.Vectors;
import cairn.primitives.WitnessProgram;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AddressTest {
  /** BIP 350 has taken the addresses of version 1 and above over: these are refused now. */
  @TestFactory
  Stream<DynamicNode> readsTheAddressesOfBip173ThatAreStillOnes() {
    return Vectors.json(
        "bips",
        "bip173",
        file ->
            Stream.concat(
                file.get("valid_addresses")
                    .valueStream()
                    .map(row -> script(row).startsWith("00") ? acceptance(row) : superseded(row)),
                refusals(file)));
  }

  @TestFactory
  Stream<DynamicNode> readsTheAddressesOfBip350() {
    return Vectors.json(
        "bips",
        "bip350",
        file ->
            Stream.concat(
                file.get("valid_addresses").valueStream().map(AddressTest::acceptance),
                refusals(file)));
  }

  @TestFactory
  Stream<DynamicNode> writesTheAddressesOfBip341() {
    return Vectors.json(
        "core",
        "bip341_wallet_vectors",
        file ->
            file.get("scriptPubKey")
                .valueStream()
                .map(row -> {
                  var text = row.at("/expected/bip350Address").asString();
                  var script = row.at("/expected/scriptPubKey").asString();
                  return dynamicTest(
                      text,
                      () -> {
                        var address = Address.parse(text, Formats.MAIN);
                        assertThat(address).isInstanceOf(Address.Taproot.class);
                        assertThat(address.scriptPubKey()).hasToString(script);
                        assertThat(address.text(Formats.MAIN)).isEqualTo(text);
                      });
                }));
  }

  private static DynamicNode acceptance(JsonNode row) {
    var text = row.get("address").asString();
    var format = format(text);
    var other = format.equals(Formats.MAIN) ? Formats.TEST : Formats.MAIN;
    return dynamicTest(
        text,
        () -> {
          var address = Address.parse(text, format);
          var script = Script.fromHex(script(row));
          assertThat(address.scriptPubKey()).isEqualTo(script);
          assertThat(Address.of(script)).contains(address);
          assertThat(address.text(format)).isEqualTo(text.toLowerCase(Locale.ROOT));
          assertThat(address.type()).isEqualTo(TxoutType.of(script));
          assertRefused(text, other);
        });
  }

  /** The network that an address says it is of. */
  private static AddressFormat format(String text) {
    boolean isTest = text.toLowerCase(Locale.ROOT).startsWith(Formats.TEST.hrp() + "1");
    return isTest ? Formats.TEST : Formats.MAIN;
  }

  private static DynamicNode superseded(JsonNode row) {
    var text = row.get("address").asString();
    return dynamicTest(
        text + " no more",
        () ->
            assertThat(
                    catchThrowableOfType(
                            TextException.class, () -> Address.parse(text, format(text)))
                        .reason())
                .isEqualTo(CHECKSUM));
  }

  private static Stream<DynamicNode> refusals(JsonNode file) {
    return file.get("invalid_addresses")
        .valueStream()
        .map(row -> {
          var text = row.get("address").asString();
          return dynamicTest(
              row.get("reason").asString() + ": " + text,
              () -> {
                assertRefused(text, Formats.MAIN);
                assertRefused(text, Formats.TEST);
                assertRefused(text, Formats.REGTEST);
              });
        });
  }

  private static void assertRefused(String text, AddressFormat format) {
    assertThatExceptionOfType(TextException.class).isThrownBy(() -> Address.parse(text, format));
  }

  private static String script(JsonNode row) {
    return row.get("script_pubkey").asString();
  }

  /** Answers of Bitcoin Core 31 on regtest to texts that were made and spoilt at random. */
  @TestFactory
  Stream<DynamicNode> saysOfATextWhatValidateaddressSays() throws IOException {
    try (InputStream in = AddressTest.class.getResourceAsStream("core_validateaddress.json")) {
      return new JsonMapper()
          .readTree(Objects.requireNonNull(in))
          .valueStream()
          .map(row -> dynamicTest(row.get("text").toString(), () -> assertAnswer(row)));
    }
  }

  private static void assertAnswer(JsonNode row) throws TextException {
    var text = row.get("text").asString();
    if (row.has("address")) {
      var address = Address.parse(text, Formats.REGTEST);
      assertThat(address.text(Formats.REGTEST)).isEqualTo(row.get("address").asString());
      assertThat(address.scriptPubKey().bytes())
          .isEqualTo(Bytes.fromHex(row.get("scriptPubKey").asString()));
      return;
    }
    var failure =
        catchThrowableOfType(TextException.class, () -> Address.parse(text, Formats.REGTEST));
    assertThat(failure).hasMessage(row.get("error").asString());
    assertThat(failure.positions())
        .isEqualTo(row.get("error_locations").valueStream().map(JsonNode::asInt).toList());
  }

  @Test
  void hasNoAddressForTheRest() {
    var others =
        List.of(
            "",
            "6a",
            "00020102", // a witness program of version 0 with a length of its own
            "2102ff12471208c14bd580709cb2358d98975247d8765f92bc25eab3b2763ed605f8ac");
    for (var script : others) {
      assertThat(Address.of(Script.fromHex(script))).isEmpty();
    }
  }

  @Test
  void refusesAHashOfAnotherLength() {
    var hash = Bytes.wrap(new byte[21]);
    assertThatIllegalArgumentException().isThrownBy(() -> new Address.PublicKeyHash(hash));
    assertThatIllegalArgumentException().isThrownBy(() -> new Address.ScriptHash(hash));
    assertThatIllegalArgumentException().isThrownBy(() -> new Address.WitnessPublicKeyHash(hash));
    assertThatIllegalArgumentException().isThrownBy(() -> new Address.WitnessScriptHash(hash));
    assertThatIllegalArgumentException().isThrownBy(() -> new Address.Taproot(hash));
  }

  @Test
  void takesNoOtherProgramForAFutureOne() {
    for (var script : List.of("00020102", "5120" + "00".repeat(32), "51024e73")) {
      WitnessProgram program = Objects.requireNonNull(Script.fromHex(script).witnessProgram());
      assertThatIllegalArgumentException().isThrownBy(() -> new Address.Future(program));
    }
    var tooShort = new WitnessProgram(2, Bytes.of(1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Address.Future(tooShort));
    var tooLate = new WitnessProgram(17, Bytes.of(1, 2));
    assertThatIllegalArgumentException().isThrownBy(() -> new Address.Future(tooLate));
  }
}
