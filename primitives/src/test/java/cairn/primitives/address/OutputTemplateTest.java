package cairn.primitives.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cairn.primitives.Bytes;
import cairn.primitives.Script;
import cairn.primitives.Vectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class OutputTemplateTest {
  @TestFactory
  Stream<DynamicNode> saysOfAScriptWhatDecodescriptSays() {
    return Vectors.json(
        "core/functional",
        "rpc_decodescript",
        file -> file.valueStream().map(OutputTemplateTest::type));
  }

  private static DynamicNode type(JsonNode row) {
    var script = Script.fromHex(row.get(0).asString());
    var expected = row.get(1);
    return dynamicTest(
        script.toString(),
        () -> {
          assertThat(TxoutType.of(script)).hasToString(expected.get("type").asString());
          assertThat(ScriptAsm.of(script)).isEqualTo(expected.get("asm").asString());
          assertThat(Address.of(script).map(address -> address.text(Formats.REGTEST)))
              .isEqualTo(expected.optional("address").map(JsonNode::asString));
        });
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          nonstandard, ''
          nulldata, 6a
          nulldata, 6a50
          nonstandard, 6a4c
          nonstandard, 6a61
          nulldata, 6a20000000000000000000000000000000000000000000000000000000000000000000
          nonstandard, 76a9142222222222222222222222222222222222222222880000
          pubkeyhash, 76a914222222222222222222222222222222222222222288ac
          scripthash, a914222222222222222222222222222222222222222287
          witness_v0_keyhash, 00142222222222222222222222222222222222222222
          nonstandard, 0013222222222222222222222222222222222222
          witness_unknown, 51142222222222222222222222222222222222222222
          anchor, 51024e73
          witness_unknown, 51024e74
          nonstandard, 5101ff
          """)
  void tellsAScriptByItsForm(String type, String hex) {
    assertThat(TxoutType.of(Script.fromHex(hex))).hasToString(type);
  }

  @ParameterizedTest
  @CsvSource({
    "02, 33, true",
    "03, 33, true",
    "04, 33, false",
    "04, 65, true",
    "06, 65, true",
    "07, 65, true",
    "05, 65, false",
    "02, 65, false"
  })
  void takesAPublicKeyByItsFirstByte(String prefix, int length, boolean isKey) {
    var key = Bytes.fromHex(prefix + "00".repeat(length - 1));
    var script = new OutputTemplate.ToPublicKey(key).scriptPubKey();
    var expected = isKey ? new OutputTemplate.ToPublicKey(key) : new OutputTemplate.Nonstandard();
    assertThat(OutputTemplate.of(script)).isEqualTo(expected);
  }
}
