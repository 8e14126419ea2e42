package cairn.ledger.script;

import static cairn.ledger.script.ScriptError.OK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cairn.ledger.rules.TransactionContents;
import cairn.primitives.Amount;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import cairn.primitives.OutPoint;
import cairn.primitives.ScriptAssembler;
import cairn.primitives.Transaction;
import cairn.primitives.TxOut;
import cairn.primitives.Txid;
import cairn.primitives.Vectors;
import cairn.primitives.sighash.SpendingTransaction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Core's {@code tx_valid.json} and {@code tx_invalid.json}, as its tests of the same names do. */
class TransactionVectorsTest {
  @TestFactory
  Stream<DynamicNode> acceptsWhatCoreAccepts() {
    return Vectors.json("core", "tx_valid", file -> tests(file, TransactionVectorsTest::accepts));
  }

  @TestFactory
  Stream<DynamicNode> refusesWhatCoreRefuses() {
    return Vectors.json("core", "tx_invalid", file -> tests(file, TransactionVectorsTest::refuses));
  }

  private interface Check {
    void of(JsonNode row) throws DecodeException;
  }

  /** One test for each row that is a case, named by the comments before it. */
  private static Stream<DynamicNode> tests(JsonNode file, Check check) {
    var tests = new ArrayList<DynamicNode>();
    var comment = new StringBuilder();
    boolean used = true;
    for (var row : file) {
      if (row.size() == 1) {
        if (used) {
          comment.setLength(0);
          used = false;
        }
        comment.append(row.get(0).asString()).append(' ');
      } else {
        used = true;
        tests.add(dynamicTest(comment + row.get(1).asString(), () -> check.of(row)));
      }
    }
    return tests.stream();
  }

  /** The last column names the flags that must not be used; no more than are needed. */
  private static void accepts(JsonNode row) throws DecodeException {
    var excluded = Flags.parse(row.get(2).asString());
    var flags = Flags.invert(excluded);
    assertThat(TransactionContents.check(transaction(row)).isValid()).isTrue();

    var spending = spending(row);
    assertValid(spending, flags);
    var random = new Random(row.toString().hashCode());
    for (var flag : ScriptFlag.values()) {
      assertValid(spending, Flags.trim(flags.without(flag)));
      assertValid(spending, Flags.trim(flags.without(Flags.any(random))));
    }
    for (var fewerExcluded : Flags.withoutOne(excluded)) {
      assertInvalid(spending, Flags.invert(fewerExcluded));
    }
  }

  /** The last column names the flags that are needed to refuse it; no more than are needed. */
  private static void refuses(JsonNode row) throws DecodeException {
    boolean badByItself = row.get(2).asString().equals("BADTX");
    assertThat(TransactionContents.check(transaction(row)).isValid()).isNotEqualTo(badByItself);
    if (badByItself) {
      return;
    }
    var flags = Flags.parse(row.get(2).asString());
    var spending = spending(row);
    assertInvalid(spending, flags);
    var random = new Random(row.toString().hashCode());
    for (var flag : ScriptFlag.values()) {
      assertInvalid(spending, Flags.fill(flags.with(flag)));
      assertInvalid(spending, Flags.fill(flags.with(Flags.any(random))));
    }
    for (var fewer : Flags.withoutOne(flags)) {
      assertValid(spending, fewer);
    }
  }

  private static void assertValid(SpendingTransaction spending, ScriptFlags flags) {
    assertThat(errors(spending, flags)).as("with %s", flags).containsOnly(OK);
  }

  private static void assertInvalid(SpendingTransaction spending, ScriptFlags flags) {
    assertThat(errors(spending, flags)).as("with %s", flags).anyMatch(error -> error != OK);
  }

  /** What is found in each input. */
  private static List<ScriptError> errors(SpendingTransaction spending, ScriptFlags flags) {
    var errors = new ArrayList<ScriptError>();
    for (int i = 0; i < spending.transaction().inputs().size(); i++) {
      errors.add(ScriptVerifier.verify(spending, i, flags, SignatureVerifier.direct()));
    }
    return errors;
  }

  private static Transaction transaction(JsonNode row) throws DecodeException {
    return Transaction.decode(Bytes.fromHex(row.get(1).asString()));
  }

  private static SpendingTransaction spending(JsonNode row) throws DecodeException {
    var outputs = new HashMap<OutPoint, TxOut>();
    for (var output : row.get(0)) {
      long index = Integer.toUnsignedLong(output.get(1).asInt());
      var name = new OutPoint(Txid.fromDisplay(output.get(0).asString()), index);
      var amount = new Amount(output.path(3).asLong(0));
      outputs.put(name, new TxOut(amount, ScriptAssembler.parse(output.get(2).asString())));
    }
    var transaction = transaction(row);
    var spent =
        transaction.inputs().stream()
            .map(input -> Objects.requireNonNull(outputs.get(input.previousOutput())))
            .toList();
    return new SpendingTransaction(transaction, spent);
  }
}
