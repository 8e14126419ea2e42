package cairn.ledger.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cairn.primitives.Amount;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import cairn.primitives.Script;
import cairn.primitives.Transaction;
import cairn.primitives.TxOut;
import cairn.primitives.sighash.SpendingTransaction;
import java.io.IOException;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Spends that were made at random, of every kind of output, and what Core's VerifyScript found in
 * them under various flags. They were chosen, out of many more, so that each kind has each error.
 */
class CoreVerdictsTest {
  @TestFactory
  Stream<DynamicNode> findsWhatCoreFinds() throws IOException {
    try (var in = CoreVerdictsTest.class.getResourceAsStream("core_verdicts.json")) {
      return new JsonMapper()
          .readTree(Objects.requireNonNull(in))
          .valueStream()
          .map(row -> dynamicTest(row.get("name").asString(), () -> check(row)));
    }
  }

  private static void check(JsonNode row) throws DecodeException {
    var transaction = Transaction.decode(Bytes.fromHex(row.get("tx").asString()));
    var spent =
        row.get("spent")
            .valueStream()
            .map(output ->
                new TxOut(
                    new Amount(output.get(0).asLong()), Script.fromHex(output.get(1).asString())))
            .toList();
    var spending = new SpendingTransaction(transaction, spent);
    int input = row.get("input").asInt();
    for (var verdict : row.get("verdicts").properties()) {
      var flags = flags(verdict.getKey());
      assertThat(ScriptVerifier.verify(spending, input, flags, SignatureVerifier.direct()))
          .as("with %s", flags)
          .isEqualTo(ScriptError.valueOf(verdict.getValue().asString()));
    }
  }

  private static ScriptFlags flags(String names) {
    return switch (names) {
      case "MANDATORY" -> ScriptFlags.MANDATORY;
      case "STANDARD" -> ScriptFlags.STANDARD;
      case "ALL" -> ScriptFlags.ALL;
      default -> Flags.parse(names);
    };
  }
}
