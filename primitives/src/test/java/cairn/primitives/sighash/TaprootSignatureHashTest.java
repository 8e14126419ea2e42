package cairn.primitives.sighash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cairn.primitives.Amount;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import cairn.primitives.Script;
import cairn.primitives.Transaction;
import cairn.primitives.TxOut;
import cairn.primitives.Vectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

class TaprootSignatureHashTest {
  @TestFactory
  Stream<DynamicNode> hashesAsBip341Shows() {
    return Vectors.json(
        "core",
        "bip341_wallet_vectors",
        file -> file.get("keyPathSpending").valueStream().flatMap(this::transaction));
  }

  private Stream<DynamicNode> transaction(JsonNode vector) {
    var expected = vector.get("intermediary");
    var parts =
        dynamicTest(
            "hashes of the parts",
            () -> {
              var spending = spending(vector.get("given"));
              assertThat(spending.parts().previousOutputs())
                  .isEqualTo(bytes(expected, "hashPrevouts"));
              assertThat(spending.parts().sequences()).isEqualTo(bytes(expected, "hashSequences"));
              assertThat(spending.parts().outputs()).isEqualTo(bytes(expected, "hashOutputs"));
              assertThat(spending.spent().amounts()).isEqualTo(bytes(expected, "hashAmounts"));
              assertThat(spending.spent().scriptPubKeys())
                  .isEqualTo(bytes(expected, "hashScriptPubkeys"));
            });
    var inputs = vector.get("inputSpending").valueStream().map(input -> input(vector, input));
    return Stream.concat(Stream.of(parts), inputs);
  }

  private DynamicNode input(JsonNode vector, JsonNode input) {
    int index = input.at("/given/txinIndex").asInt();
    return dynamicTest(
        "input " + index,
        () -> {
          var hasher = new SignatureHasher(spending(vector.get("given")), index);
          var type = new HashType(input.at("/given/hashType").asInt());
          assertThat(hasher.taproot(type, TaprootContext.KEY_PATH))
              .isEqualTo(bytes(input.get("intermediary"), "sigHash"));
        });
  }

  private static SpendingTransaction spending(JsonNode given) throws DecodeException {
    var spent =
        given
            .get("utxosSpent")
            .valueStream()
            .map(output ->
                new TxOut(
                    new Amount(output.get("amountSats").asLong()),
                    new Script(bytes(output, "scriptPubKey"))))
            .toList();
    return new SpendingTransaction(Transaction.decode(bytes(given, "rawUnsignedTx")), spent);
  }

  private static Bytes bytes(JsonNode node, String name) {
    return Bytes.fromHex(node.get(name).asString());
  }
}
