package cairn.ledger.script;

import static cairn.ledger.script.ScriptError.OK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cairn.primitives.Amount;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.Transaction;
import cairn.primitives.TxOut;
import cairn.primitives.Vectors;
import cairn.primitives.sighash.SpendingTransaction;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Signed transactions that BIPs show are valid. */
class BipTransactionsTest {
  @TestFactory
  Stream<DynamicNode> verifiesThoseOfBip143() {
    return Vectors.json(
        "bips",
        "bip143",
        file ->
            file.get("examples")
                .valueStream()
                .map(example ->
                    dynamicContainer(
                        example.get("name").asString(),
                        example
                            .get("signed_tx")
                            .valueStream()
                            .map(hex -> test(hex, spentInBip143(example))))));
  }

  /** In the order of the unsigned transaction's inputs, which a signed one may have changed. */
  private static Map<OutPoint, TxOut> spentInBip143(JsonNode example) {
    var outputs =
        example
            .get("prevouts")
            .valueStream()
            .map(output -> output(sats(output.get("value_btc")), output.get("script_pubkey")))
            .toList();
    return byName(example.get("unsigned_tx"), outputs);
  }

  private static long sats(JsonNode coins) {
    return new BigDecimal(coins.asString()).movePointRight(8).longValueExact();
  }

  /** The inputs that its wallet vectors do not sign are P2PKH and P2WPKH, signed as well. */
  @TestFactory
  Stream<DynamicNode> verifiesThatOfBip341() {
    return Vectors.json(
        "core",
        "bip341_wallet_vectors",
        file ->
            file.get("keyPathSpending")
                .valueStream()
                .map(vector -> test(vector.at("/auxiliary/fullySignedTx"), spentInBip341(vector))));
  }

  private static Map<OutPoint, TxOut> spentInBip341(JsonNode vector) {
    var outputs =
        vector
            .at("/given/utxosSpent")
            .valueStream()
            .map(output -> output(output.get("amountSats").asLong(), output.get("scriptPubKey")))
            .toList();
    return byName(vector.at("/given/rawUnsignedTx"), outputs);
  }

  private static Map<OutPoint, TxOut> byName(JsonNode unsigned, List<TxOut> outputs) {
    var inputs = decode(unsigned).inputs();
    return IntStream.range(0, inputs.size())
        .boxed()
        .collect(Collectors.toMap(i -> inputs.get(i).previousOutput(), outputs::get));
  }

  private static TxOut output(long sats, JsonNode script) {
    return new TxOut(new Amount(sats), Script.fromHex(script.asString()));
  }

  private static DynamicNode test(JsonNode signed, Map<OutPoint, TxOut> outputs) {
    return dynamicTest(signed.asString(), () -> verify(decode(signed), outputs));
  }

  private static void verify(Transaction transaction, Map<OutPoint, TxOut> outputs) {
    var spent =
        transaction.inputs().stream()
            .map(input -> Objects.requireNonNull(outputs.get(input.previousOutput())))
            .toList();
    var spending = new SpendingTransaction(transaction, spent);
    for (int i = 0; i < spent.size(); i++) {
      var error =
          ScriptVerifier.verify(spending, i, ScriptFlags.MANDATORY, SignatureVerifier.direct());
      assertThat(error).as("input %d", i).isEqualTo(OK);
    }
  }

  private static Transaction decode(JsonNode hex) {
    try {
      return Transaction.decode(Bytes.fromHex(hex.asString()));
    } catch (DecodeException e) {
      throw new IllegalArgumentException(hex.asString(), e);
    }
  }
}
