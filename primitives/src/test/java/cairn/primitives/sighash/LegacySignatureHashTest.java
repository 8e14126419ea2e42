package cairn.primitives.sighash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cairn.primitives.Bytes;
import cairn.primitives.Script;
import cairn.primitives.Transaction;
import cairn.primitives.Txid;
import cairn.primitives.Vectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

class LegacySignatureHashTest {
  @TestFactory
  Stream<DynamicNode> hashesAsCoreDoes() {
    return Vectors.json("core", "sighash", file -> file.valueStream().skip(1).map(this::row));
  }

  private DynamicNode row(JsonNode row) {
    var expected = row.get(4).asString();
    return dynamicTest(
        expected,
        () -> {
          var transaction = Transaction.decode(Bytes.fromHex(row.get(0).asString()));
          var script = Script.fromHex(row.get(1).asString());
          var type = new HashType(row.get(3).asInt());
          var hasher = RandomTransactions.hasher(transaction, row.get(2).asInt());
          assertThat(hasher.legacy(script, type)).isEqualTo(wire(expected));
        });
  }

  @Test
  void isTheNumberOneWhereTheSingleOutputIsMissing() {
    var transaction = new RandomTransactions(1).withInputsAndOutputs(2, 1);
    var hasher = RandomTransactions.hasher(transaction, 1);

    assertThat(hasher.legacy(Script.EMPTY, HashType.SINGLE).toHex())
        .isEqualTo("01" + "00".repeat(31));
    assertThat(hasher.legacy(Script.EMPTY, HashType.SINGLE.withAnyoneCanPay()).toHex())
        .isEqualTo("01" + "00".repeat(31));
  }

  /** The bytes on the wire of a hash that is written last byte first. */
  private static Bytes wire(String display) {
    return Txid.fromDisplay(display).bytes();
  }
}
