package cairn.primitives.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cairn.primitives.Bytes;
import cairn.primitives.Script;
import cairn.primitives.Vectors;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

class MultisigTest {
  private static final Bytes KEY = Bytes.fromHex("02" + "11".repeat(32));

  @TestFactory
  Stream<DynamicNode> sortsKeysAsBip67Does() {
    return Vectors.json(
        "bips",
        "bip67",
        file ->
            file.get("vectors")
                .valueStream()
                .map(row ->
                    sorting(row, row.get("required").asInt(), row.get("sorted"), Formats.MAIN)));
  }

  @TestFactory
  Stream<DynamicNode> sortsKeysAsCoreDoes() {
    return Vectors.json(
        "core/functional",
        "rpc_bip67",
        file ->
            file.valueStream()
                .map(row -> sorting(row, 2, row.get("sorted_keys"), Formats.REGTEST)));
  }

  private static DynamicNode sorting(
      JsonNode row, int required, JsonNode sorted, AddressFormat format) {
    var address = row.get("address").asString();
    return dynamicTest(
        address,
        () -> {
          var multisig = Multisig.sorted(required, keys(row.get("keys")));
          assertThat(multisig.publicKeys()).isEqualTo(keys(sorted));
          var script = multisig.script();
          assertThat(script).hasToString(row.get("script").asString());
          assertThat(Address.ScriptHash.of(script).text(format)).isEqualTo(address);
          assertThat(OutputTemplate.of(script)).isEqualTo(multisig);
        });
  }

  private static List<Bytes> keys(JsonNode hexes) {
    return hexes.valueStream().map(hex -> Bytes.fromHex(hex.asString())).toList();
  }

  @Test
  void hasUpToTwentyKeys() {
    for (int keys = 1; keys <= 20; keys++) {
      for (int required = 1; required <= keys; required++) {
        var multisig = new Multisig(required, Collections.nCopies(keys, KEY));
        assertThat(Multisig.of(multisig.script())).contains(multisig);
      }
    }
    var tooMany = Collections.nCopies(21, KEY);
    assertThatIllegalArgumentException().isThrownBy(() -> new Multisig(1, tooMany));
    assertThatIllegalArgumentException().isThrownBy(() -> new Multisig(2, List.of(KEY)));
    assertThatIllegalArgumentException().isThrownBy(() -> new Multisig(0, List.of(KEY)));
  }

  @Test
  void isNotAScriptWithNumbersInAnotherForm() {
    var key = "21" + KEY;
    assertThat(Multisig.of(Script.fromHex("51" + key + "51ae"))).isPresent();
    var others =
        List.of(
            "0101" + key + "51ae",
            "51" + key + "0101ae",
            "51" + key + "52ae",
            "00" + key + "51ae",
            "52" + key + "51ae",
            "51" + key + "51ae61",
            "51" + key + "5151ae",
            "5151ae",
            "51ae",
            "ae",
            "");
    assertThat(others).allMatch(hex -> Multisig.of(Script.fromHex(hex)).isEmpty());
  }
}
