package cairn.primitives.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cairn.primitives.AmbiguousTransaction;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import cairn.primitives.Script;
import cairn.primitives.Transaction;
import cairn.primitives.TxIn;
import cairn.primitives.TxOut;
import cairn.primitives.Vectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** What a node says in JSON of transactions of the main network. */
class DecodedTransactionTest {
  @TestFactory
  Stream<DynamicNode> isWhatBitcoinTxSays() {
    return Vectors.json(
        "core",
        "tx_decode_cases",
        file ->
            file.valueStream()
                .map(row ->
                    dynamicTest(
                        row.get("name").asString(), () -> assertMatches(row.get("decoded")))));
  }

  @TestFactory
  Stream<DynamicNode> isWhatGetblockSays() {
    return Vectors.json(
        "rpc",
        "getblock_verbosity3",
        file ->
            file.at("/result/tx")
                .valueStream()
                .map(row -> dynamicTest(row.get("txid").asString(), () -> assertMatches(row))));
  }

  private static void assertMatches(JsonNode json) throws DecodeException {
    var bytes = Bytes.fromHex(json.get("hex").asString());
    var transaction = AmbiguousTransaction.decode(bytes);
    assertThat(
            Transaction.of(
                    transaction.version(),
                    transaction.inputs(),
                    transaction.outputs(),
                    transaction.lockTime())
                .serialized())
        .isEqualTo(bytes);
    assertThat(transaction.txid()).hasToString(json.get("txid").asString());
    assertThat(transaction.wtxid()).hasToString(json.get("hash").asString());
    assertThat(transaction.totalSize()).isEqualTo(json.get("size").asInt());
    assertThat((transaction.weight() + 3) / 4).isEqualTo(json.get("vsize").asInt());
    assertThat(transaction.weight()).isEqualTo(json.get("weight").asInt());
    assertThat(Integer.toUnsignedLong(transaction.version()))
        .isEqualTo(json.get("version").asLong());
    assertThat(transaction.lockTime()).isEqualTo(json.get("locktime").asLong());
    assertThat(json.get("vin").size()).isEqualTo(transaction.inputs().size());
    for (int i = 0; i < transaction.inputs().size(); i++) {
      assertInput(transaction, transaction.inputs().get(i), json.get("vin").get(i));
    }
    assertThat(json.get("vout").size()).isEqualTo(transaction.outputs().size());
    for (int i = 0; i < transaction.outputs().size(); i++) {
      assertOutput(transaction.outputs().get(i), json.get("vout").get(i));
    }
  }

  private static void assertInput(Transaction transaction, TxIn input, JsonNode json) {
    assertThat(input.sequence()).isEqualTo(json.get("sequence").asLong());
    assertThat(input.witness().items())
        .map(Bytes::toHex)
        .isEqualTo(json.path("txinwitness").valueStream().map(JsonNode::asString).toList());
    if (transaction.isCoinbase()) {
      assertThat(input.scriptSig()).hasToString(json.get("coinbase").asString());
      return;
    }
    assertThat(input.previousOutput().txid()).hasToString(json.get("txid").asString());
    assertThat(input.previousOutput().index()).isEqualTo(json.get("vout").asLong());
    assertThat(input.scriptSig()).hasToString(json.at("/scriptSig/hex").asString());
    assertThat(ScriptAsm.ofScriptSig(input.scriptSig()))
        .isEqualTo(json.at("/scriptSig/asm").asString());
    if (json.has("prevout")) {
      assertScript(json.at("/prevout/scriptPubKey"));
    }
  }

  private static void assertOutput(TxOut output, JsonNode json) {
    var expected = json.get("scriptPubKey");
    assertThat(json.get("value").asDecimal().movePointRight(8).longValueExact())
        .isEqualTo(output.value().sats());
    assertThat(output.scriptPubKey()).hasToString(expected.get("hex").asString());
    assertScript(expected);
  }

  private static void assertScript(JsonNode json) {
    var script = Script.fromHex(json.get("hex").asString());
    assertThat(ScriptAsm.of(script)).isEqualTo(json.get("asm").asString());
    assertThat(TxoutType.of(script)).hasToString(json.get("type").asString());
    assertThat(Address.of(script).map(address -> address.text(Formats.MAIN)))
        .isEqualTo(json.optional("address").map(JsonNode::asString));
  }
}
