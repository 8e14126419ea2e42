package cairn.primitives.psbt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cairn.primitives.Bytes;
import cairn.primitives.Vectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** The examples of the BIPs about PSBT, and those of Core's functional tests. */
class PsbtVectorsTest {
  private static Stream<String> bips() {
    return Stream.of("bip174", "bip370", "bip371", "bip373");
  }

  private static String text(JsonNode row, String field) {
    return row.get(field).asString();
  }

  @TestFactory
  Stream<DynamicNode> readsAndWritesWhatIsValid() {
    return bips()
        .flatMap(bip ->
            Vectors.rows(
                "bips",
                bip,
                "valid",
                row ->
                    dynamicTest(
                        text(row, "description"), () -> checkReadBack(text(row, "base64")))));
  }

  /** The fields may come in another order, and transactions lose their witnesses, but just once. */
  private static void checkReadBack(String text) throws PsbtException {
    var psbt = Psbt.parse(text);
    var written = psbt.text();
    assertThat(Psbt.parse(written).text()).isEqualTo(written);
    assertThat(psbt.merge(Psbt.parse(text))).isEqualTo(psbt.unsigned().isPresent());
    assertThat(psbt.text()).isEqualTo(written);
  }

  @TestFactory
  Stream<DynamicNode> refusesWhatIsInvalid() {
    return bips()
        .flatMap(bip ->
            Vectors.rows(
                "bips",
                bip,
                "invalid",
                row ->
                    dynamicTest(
                        text(row, "description"),
                        () -> {
                          var bytes = Bytes.fromHex(text(row, "hex"));
                          assertThatThrownBy(() -> Psbt.decode(bytes))
                              .isInstanceOf(PsbtException.class);
                        })));
  }

  @TestFactory
  Stream<DynamicNode> lockTimesOfBip370() {
    return Vectors.rows(
        "bips",
        "bip370",
        "locktime",
        row ->
            dynamicTest(
                text(row, "description"),
                () -> {
                  var lockTime = Psbt.parse(text(row, "base64")).lockTime();
                  var expected = row.get("expected_locktime");
                  assertThat(lockTime.isPresent()).isEqualTo(expected.isNumber());
                  lockTime.ifPresent(value -> assertThat(value).isEqualTo(expected.asLong()));
                }));
  }

  @TestFactory
  Stream<DynamicNode> agreesWithCoresFunctionalTests() {
    return Vectors.json(
        "core/functional",
        "rpc_psbt",
        file ->
            Stream.of(
                    file.get("valid")
                        .valueStream()
                        .map(row ->
                            dynamicTest(
                                "valid " + row.asString(), () -> checkReadBack(row.asString()))),
                    file.get("invalid").valueStream().map(row -> refuses(row.asString(), "")),
                    file.get("invalid_with_msg")
                        .valueStream()
                        .map(row -> refuses(row.get(0).asString(), row.get(1).asString())))
                .flatMap(tests -> tests));
  }

  private static DynamicNode refuses(String psbt, String message) {
    return dynamicTest(
        "invalid " + psbt,
        () ->
            assertThatThrownBy(() -> Psbt.parse(psbt))
                .isInstanceOf(PsbtException.class)
                .hasMessageContaining(message));
  }

  @TestFactory
  Stream<DynamicNode> combines() {
    return Vectors.rows(
        "core/functional",
        "rpc_psbt",
        "combiner",
        row ->
            dynamicTest(
                "combine",
                () -> {
                  var all = row.get("combine").valueStream().toList();
                  var psbt = Psbt.parse(all.getFirst().asString());
                  for (var other : all.subList(1, all.size())) {
                    assertThat(psbt.merge(Psbt.parse(other.asString()))).isTrue();
                  }
                  assertThat(psbt.text()).isEqualTo(text(row, "result"));
                }));
  }
}
