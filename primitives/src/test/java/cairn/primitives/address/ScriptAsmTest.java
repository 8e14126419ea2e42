package cairn.primitives.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cairn.primitives.Script;
import java.io.IOException;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ScriptAsmTest {
  /** Answers of Bitcoin Core 31 on regtest to scripts of every form, each as output and input. */
  @TestFactory
  Stream<DynamicNode> saysOfAScriptWhatDecoderawtransactionSays() throws IOException {
    try (var in = getClass().getResourceAsStream("core_scripts.json")) {
      return new JsonMapper()
          .readTree(Objects.requireNonNull(in))
          .valueStream()
          .map(row -> dynamicTest(row.get("hex").toString(), () -> assertAnswer(row)));
    }
  }

  private static void assertAnswer(JsonNode row) {
    var script = Script.fromHex(row.get("hex").asString());
    assertThat(ScriptAsm.of(script)).isEqualTo(row.get("asm").asString());
    assertThat(ScriptAsm.ofScriptSig(script)).isEqualTo(row.get("asmOfScriptSig").asString());
    assertThat(TxoutType.of(script)).hasToString(row.get("type").asString());
    assertThat(Address.of(script).map(address -> address.text(Formats.REGTEST)))
        .isEqualTo(row.optional("address").map(JsonNode::asString));
  }

  @Test
  void doesNotLookForSignaturesInAScriptThatIsTooLong() {
    var signature =
        "473044022079bd62ee09621a3be96b760c39e8ef78170101d46313923c6b07ae60a95c90670220"
            + "238e51ea29fc70b04b65508450523caedbb11cb4dd5aa608c81487de798925ba01";
    assertThat(ScriptAsm.ofScriptSig(Script.fromHex("51" + signature))).endsWith("[ALL]");
    assertThat(ScriptAsm.ofScriptSig(Script.fromHex("51".repeat(10_000) + signature)))
        .endsWith("ba01");
  }
}
