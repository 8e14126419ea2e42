package cairn.primitives.descriptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cairn.primitives.Bytes;
import cairn.primitives.Script;
import cairn.primitives.Vectors;
import cairn.primitives.address.AddressFormat;
import cairn.primitives.address.Formats;
import cairn.primitives.crypto.MusigKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** The examples of the BIPs about descriptors. */
class DescriptorVectorsTest {
  private static final List<String> SCRIPT_BIPS =
      List.of("bip381", "bip382", "bip383", "bip384", "bip385", "bip386", "bip387", "bip390");

  private static String text(JsonNode row, String field) {
    return row.get(field).asString();
  }

  private static Descriptor.Parsed parse(String text) throws DescriptorException {
    return Descriptor.parse(text, Formats.MAIN);
  }

  /** In one list, or in one for each index. */
  private static List<String> expected(JsonNode row) {
    return row.has("expected")
        ? row.get("expected").valueStream().map(JsonNode::asString).toList()
        : row.get("expected_by_child")
            .valueStream()
            .flatMap(JsonNode::valueStream)
            .map(JsonNode::asString)
            .toList();
  }

  /** Scripts at index 0, 1..., as many as are expected. */
  private static void checkScripts(String text, List<String> expected) throws Exception {
    var parsed = parse(text);
    var descriptor = parsed.descriptors().getFirst();
    var scripts = new ArrayList<String>();
    for (int i = 0; scripts.size() < expected.size() && (i == 0 || descriptor.isRange()); i++) {
      var expanded = descriptor.expand(i, parsed.secrets()).orElseThrow();
      expanded.scripts().stream().map(Script::toString).forEach(scripts::add);
    }
    assertThat(scripts).isEqualTo(expected);
  }

  @TestFactory
  Stream<DynamicNode> makesTheScripts() {
    return SCRIPT_BIPS.stream()
        .flatMap(bip ->
            Vectors.rows(
                "bips",
                bip,
                "valid",
                row ->
                    dynamicTest(
                        text(row, "descriptor"),
                        () -> checkScripts(text(row, "descriptor"), expected(row)))));
  }

  /** What is written is read as the same again, with and without the secret keys. */
  @TestFactory
  Stream<DynamicNode> isReadBack() {
    return SCRIPT_BIPS.stream()
        .flatMap(bip ->
            Vectors.rows(
                "bips",
                bip,
                "valid",
                row ->
                    dynamicTest(
                        text(row, "descriptor"), () -> checkReadBack(text(row, "descriptor")))));
  }

  private static void checkReadBack(String text) throws DescriptorException {
    var parsed = parse(text);
    var descriptor = parsed.descriptors().getFirst();
    var again = parse(descriptor.text(parsed.secrets()));
    assertThat(again.descriptors().getFirst()).hasToString(descriptor.toString());
    assertThat(again.descriptors().getFirst().text(again.secrets()))
        .isEqualTo(descriptor.text(parsed.secrets()));
    assertThat(parse(descriptor.toString()).descriptors().getFirst())
        .hasToString(descriptor.toString());
    assertThat(parse(descriptor.toString()).secrets().hasPrivateKeys()).isFalse();
  }

  @TestFactory
  Stream<DynamicNode> refusesWhatTheBipsRefuse() {
    return Stream.concat(SCRIPT_BIPS.stream(), Stream.of("bip389"))
        .flatMap(bip ->
            Vectors.rows(
                "bips",
                bip,
                "invalid",
                row -> refuses(text(row, "reason"), text(row, "descriptor"))));
  }

  private static DynamicNode refuses(String name, String descriptor) {
    return dynamicTest(
        name,
        () -> assertThatThrownBy(() -> parse(descriptor)).isInstanceOf(DescriptorException.class));
  }

  @TestFactory
  Stream<DynamicNode> checksumsOfBip380() {
    return Vectors.rows(
        "bips",
        "bip380",
        "checksum",
        row ->
            row.get("valid").asBoolean()
                ? dynamicTest(
                    text(row, "description"),
                    () ->
                        assertThat(parse(text(row, "descriptor")).descriptors())
                            .hasToString("[raw(deadbeef)#89f8spxm]"))
                : refuses(text(row, "description"), text(row, "descriptor")));
  }

  @TestFactory
  Stream<DynamicNode> keysOfBip380() {
    return Vectors.json(
        "bips",
        "bip380",
        file ->
            Stream.concat(
                file.get("key_valid")
                    .valueStream()
                    .map(row ->
                        dynamicTest(
                            text(row, "description"),
                            () -> checkReadBack("pk(" + text(row, "expression") + ")"))),
                file.get("key_invalid")
                    .valueStream()
                    .map(row ->
                        refuses(text(row, "description"), "pk(" + text(row, "expression") + ")"))));
  }

  @TestFactory
  Stream<DynamicNode> pathsOfBip389() {
    return Vectors.rows(
        "bips",
        "bip389",
        "valid",
        row -> dynamicTest(text(row, "descriptor"), () -> checkPaths(row, Formats.MAIN)));
  }

  private static void checkPaths(JsonNode row, AddressFormat format) throws DescriptorException {
    var parsed = Descriptor.parse(text(row, "descriptor"), format);
    var expected = new ArrayList<String>();
    for (var text : row.get("expected").valueStream().map(JsonNode::asString).toList()) {
      var alone = Descriptor.parse(text, format);
      expected.add(alone.descriptors().getFirst().text(alone.secrets()));
    }
    assertThat(parsed.descriptors().stream().map(one -> one.text(parsed.secrets())))
        .isEqualTo(expected);
  }

  /** The descriptors that the policies of BIP 388 stand for. */
  @TestFactory
  Stream<DynamicNode> descriptorsOfBip388() {
    return Vectors.rows(
        "bips",
        "bip388",
        "valid",
        row -> dynamicTest(text(row, "description"), () -> checkReadBack(text(row, "descriptor"))));
  }

  @TestFactory
  Stream<DynamicNode> aggregateKeysOfBip328() {
    return Vectors.json(
        "bips",
        "bip328",
        file ->
            file.valueStream()
                .map(row ->
                    dynamicTest(
                        text(row, "xpub"),
                        () -> {
                          var keys =
                              row.get("keys")
                                  .valueStream()
                                  .map(key -> Bytes.fromHex(key.asString()))
                                  .toList();
                          assertThat(MusigKeys.aggregate(keys))
                              .isEqualTo(Optional.of(Bytes.fromHex(text(row, "aggregate_pubkey"))));
                        })));
  }
}
