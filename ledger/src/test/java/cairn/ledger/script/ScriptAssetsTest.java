package cairn.ledger.script;

import static cairn.ledger.script.ScriptError.OK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import cairn.primitives.Script;
import cairn.primitives.Transaction;
import cairn.primitives.TxOut;
import cairn.primitives.Vectors;
import cairn.primitives.Witness;
import cairn.primitives.sighash.SpendingTransaction;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/**
 * Core's Taproot and tapscript spends, valid and broken, as its {@code script_assets_test} does.
 */
class ScriptAssetsTest {
  /**
   * All sets of consensus flags that can be used together; Taproot needs SegWit, which needs P2SH.
   */
  private static final List<ScriptFlags> CONSENSUS = consensus();

  @TestFactory
  Stream<DynamicNode> findsWhatCoreFinds() {
    return Vectors.json(
        "core",
        "script_assets_test",
        file -> {
          var rows = file.valueStream().toList();
          return IntStream.range(0, rows.size())
              .mapToObj(i -> {
                var name = i + " " + rows.get(i).get("comment").asString();
                return dynamicTest(name, () -> check(rows.get(i)));
              });
        });
  }

  /** A success holds with fewer flags, and if it is final with any; a failure with more. */
  private static void check(JsonNode row) throws DecodeException {
    var flags = Flags.parse(row.get("flags").asString());
    boolean isFinal = row.path("final").asBoolean(false);
    int input = row.get("index").asInt();
    if (row.has("success")) {
      var spending = spending(row, input, row.get("success"));
      for (var others : CONSENSUS) {
        if (isFinal || flags.containsAll(others)) {
          assertThat(verify(spending, input, others)).as("with %s", others).isEqualTo(OK);
        }
      }
    }
    if (row.has("failure")) {
      var spending = spending(row, input, row.get("failure"));
      for (var others : CONSENSUS) {
        if (others.containsAll(flags)) {
          assertThat(verify(spending, input, others)).as("with %s", others).isNotEqualTo(OK);
        }
      }
    }
  }

  private static ScriptError verify(SpendingTransaction spending, int input, ScriptFlags flags) {
    return ScriptVerifier.verify(spending, input, flags, SignatureVerifier.direct());
  }

  /** The row's transaction, with this scriptSig and witness put into its input. */
  private static SpendingTransaction spending(JsonNode row, int input, JsonNode attempt)
      throws DecodeException {
    var blank = Transaction.decode(Bytes.fromHex(row.get("tx").asString()));
    var witness = new ArrayList<Bytes>();
    attempt.get("witness").forEach(item -> witness.add(Bytes.fromHex(item.asString())));
    var inputs = new ArrayList<>(blank.inputs());
    inputs.set(
        input,
        inputs
            .get(input)
            .with(Script.fromHex(attempt.get("scriptSig").asString()))
            .with(new Witness(witness)));
    var spent = new ArrayList<TxOut>();
    for (var output : row.get("prevouts")) {
      spent.add(TxOut.decode(Bytes.fromHex(output.asString())));
    }
    var transaction = Transaction.of(blank.version(), inputs, blank.outputs(), blank.lockTime());
    return new SpendingTransaction(transaction, spent);
  }

  private static List<ScriptFlags> consensus() {
    var sets = List.of(ScriptFlags.NONE);
    for (var flag : ScriptFlag.values()) {
      if (ScriptFlags.MANDATORY.contains(flag)) {
        sets = sets.stream().flatMap(set -> Stream.of(set, set.with(flag))).toList();
      }
    }
    return sets.stream()
        .filter(ScriptFlags::isConsistent)
        .filter(set -> !set.contains(ScriptFlag.TAPROOT) || set.contains(ScriptFlag.WITNESS))
        .toList();
  }
}
