package cairn.primitives.sighash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import cairn.primitives.Script;
import cairn.primitives.Transaction;
import cairn.primitives.Txid;
import cairn.primitives.Vectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  /** The hashes that Core's SignatureHash gives. */
  @ParameterizedTest
  @CsvSource({
    "51ab, 803983d5d38dd5d7c4925de5cecdff1598d0243770c5d1ff5398992e80778083",
    "ab51abab52, 390ade20905be14452e64d9fa5a4f9bc707306e948b43509a2b34ae28469a94f",
    "51ab02ff, f1913d353e99c9f55c45786a82ec5993a2bd6f62841642cf6ec3fcd086bc4fda",
    "ab4c, 5306215908b99d971049258706b85f8b80e08f9e1df528f2f6f54706e5ab57d9",
    "ab4c05ffff, b5b4e63ca1707ad2a0bf10d7eef8ed2b7d9a2981f77899746cff3c17d45fa77a",
    "4dff, cb5e47ae414ad114039be711d2eccf8a12a6c418efe0a9f44de753e44ef32fe8",
    "4dff00ffab, 1654568d5c69b5b40b432e1aaa0993e8ccefc2dce71da5ca3a7f125dc789d287",
    "ab4e01000080ab, acdd5697cf90abaebed178972547d486dcea306c1d0f5fb233a4877766e8233c",
    "4b, f70505a33967e48a3291c351fda343317acf5f9ecc581dcc05bd00bffb292c88",
  })
  void endsTheScriptCodeAtAPushThatIsCutOff(String script, String hash) throws DecodeException {
    var transaction =
        Transaction.decode(
            Bytes.fromHex(
                "0100000001"
                    + "11".repeat(32)
                    + "0000000000ffffffff"
                    + "010100000000000000015100000000"));
    var hasher = RandomTransactions.hasher(transaction, 0);
    assertThat(hasher.legacy(Script.fromHex(script), HashType.ALL).toHex()).isEqualTo(hash);
  }

  /** The bytes on the wire of a hash that is written last byte first. */
  private static Bytes wire(String display) {
    return Txid.fromDisplay(display).bytes();
  }
}
