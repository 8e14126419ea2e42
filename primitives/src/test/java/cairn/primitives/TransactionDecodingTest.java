package cairn.primitives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TransactionDecodingTest {
  private interface Decoder {
    Transaction decode(Bytes bytes) throws DecodeException;
  }

  /** Answers of Bitcoin Core 31 to transactions that were spoilt at random. */
  @TestFactory
  Stream<DynamicNode> readsWhatDecoderawtransactionReads() throws IOException {
    try (var in = getClass().getResourceAsStream("core_decoderawtransaction.json")) {
      return new JsonMapper()
          .readTree(Objects.requireNonNull(in))
          .valueStream()
          .map(row -> dynamicTest(row.get("hex").toString(), () -> assertAnswers(row)));
    }
  }

  private static void assertAnswers(JsonNode row) throws DecodeException {
    var bytes = Bytes.fromHex(row.get("hex").asString());
    assertAnswer(row.get("witness"), bytes, Transaction::decode);
    assertAnswer(row.get("noWitness"), bytes, Transaction::decodeWithoutWitness);
    assertAnswer(row.get("either"), bytes, AmbiguousTransaction::decode);
  }

  private static void assertAnswer(JsonNode answer, Bytes bytes, Decoder decoder)
      throws DecodeException {
    if (answer.isNull()) {
      assertThatExceptionOfType(DecodeException.class).isThrownBy(() -> decoder.decode(bytes));
      return;
    }
    var transaction = decoder.decode(bytes);
    assertThat(transaction.wtxid() + " " + transaction.totalSize() + " " + transaction.txid())
        .isEqualTo(answer.asString());
    assertThat(transaction.serialized()).isEqualTo(bytes);
  }
}
