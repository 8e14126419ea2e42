package cairn.ledger.rules;

import static cairn.ledger.rules.Verdict.Valid.OK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import cairn.primitives.Transaction;
import cairn.primitives.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Core's vectors of transactions, as far as they are about what a transaction contains. */
class TransactionVectorsTest {
  private static final String BAD = "BADTX";

  @TestFactory
  Stream<DynamicNode> acceptsContentsOfValidTransactions() {
    return rows(
        "tx_valid", flags -> true, transaction -> assertThat(check(transaction)).isEqualTo(OK));
  }

  @TestFactory
  Stream<DynamicNode> rejectsTransactionsThatAreBadInThemselves() {
    return rows(
        "tx_invalid",
        BAD::equals,
        transaction -> assertThat(check(transaction).isValid()).isFalse());
  }

  private static Verdict check(Transaction transaction) {
    return TransactionContents.check(transaction);
  }

  private interface Check {
    void of(Transaction transaction);
  }

  /** A test for each row whose flags are wanted, named by the comments before it. */
  private static Stream<DynamicNode> rows(String stem, Predicate<String> wanted, Check check) {
    return Vectors.json(
        "core",
        stem,
        file -> {
          var tests = new ArrayList<DynamicTest>();
          var comments = new ArrayList<String>();
          for (var row : file) {
            if (row.size() == 1) {
              comments.add(row.get(0).asString());
            } else {
              if (wanted.test(row.get(2).asString())) {
                tests.add(dynamicTest(name(comments, row), () -> check.of(transaction(row))));
              }
              comments.clear();
            }
          }
          return tests.stream();
        });
  }

  private static String name(List<String> comments, JsonNode row) {
    return comments.isEmpty() ? row.get(1).asString() : String.join(" ", comments);
  }

  private static Transaction transaction(JsonNode row) throws DecodeException {
    return Transaction.decode(Bytes.fromHex(row.get(1).asString()));
  }
}
