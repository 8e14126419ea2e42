package cairn.primitives.sighash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cairn.primitives.Amount;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import cairn.primitives.Script;
import cairn.primitives.Sha256;
import cairn.primitives.Transaction;
import cairn.primitives.TxOut;
import cairn.primitives.Vectors;
import cairn.primitives.crypto.Secp256k1;
import cairn.primitives.crypto.SecretKey;
import java.util.Collections;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

class SegwitSignatureHashTest {
  @TestFactory
  Stream<DynamicNode> hashesAsBip143Shows() {
    return Vectors.json(
        "bips", "bip143", file -> file.get("examples").valueStream().map(this::example));
  }

  private DynamicNode example(JsonNode example) {
    var unsigned = example.get("unsigned_tx").asString();
    return dynamicContainer(
        example.get("name").asString(),
        example.get("sighashes").valueStream().map(row -> signature(unsigned, row)));
  }

  /** A row always has the message, and mostly its hash. */
  private static DynamicNode signature(String unsigned, JsonNode row) {
    var expected = Sha256.doubleHash(bytes(row, "preimage"));
    return dynamicTest(
        expected.toHex(),
        () -> {
          assertThat(hash(unsigned, row)).isEqualTo(expected);
          assertThat(row.path("sighash").asString(expected.toHex())).isEqualTo(expected.toHex());
          if (row.has("public_key")) {
            assertSigned(row, expected);
          }
        });
  }

  /** A signature is given with its hash type. */
  private static void assertSigned(JsonNode row, Bytes hash) {
    var curve = Secp256k1.instance();
    var signature = bytes(row, "signature");
    var der = signature.slice(0, signature.length() - 1);
    assertThat(signature.unsigned(der.length())).isEqualTo(row.get("hash_type").asInt());
    assertThat(curve.verifyEcdsa(bytes(row, "public_key"), hash, der)).isTrue();
    if (row.has("private_key")) {
      var secret = new SecretKey(bytes(row, "private_key"));
      assertThat(curve.publicKey(secret)).isEqualTo(bytes(row, "public_key"));
    }
  }

  private static Bytes hash(String unsigned, JsonNode row) throws DecodeException {
    var outpoint = bytes(row, "outpoint");
    var transaction = Transaction.decode(Bytes.fromHex(unsigned));
    int input = inputOf(transaction, outpoint);
    if (input < 0) {
      // The last example has two messages, of transactions that differ just in what they spend.
      transaction = Transaction.decode(Bytes.fromHex(withFirstOutpoint(unsigned, outpoint)));
      input = 0;
    }
    var spent = new TxOut(new Amount(row.get("amount_sat").asLong()), Script.EMPTY);
    var spending =
        new SpendingTransaction(
            transaction, Collections.nCopies(transaction.inputs().size(), spent));
    return new SignatureHasher(spending, input)
        .segwit(new Script(bytes(row, "script_code")), new HashType(row.get("hash_type").asInt()));
  }

  /** The input that spends this outpoint; -1 if there is none. */
  private static int inputOf(Transaction transaction, Bytes outpoint) {
    for (int i = 0; i < transaction.inputs().size(); i++) {
      var out = new ByteWriter();
      transaction.inputs().get(i).previousOutput().write(out);
      if (out.toBytes().equals(outpoint)) {
        return i;
      }
    }
    return -1;
  }

  /** In hex, the first outpoint comes after four bytes of version and one that counts inputs. */
  private static String withFirstOutpoint(String unsigned, Bytes outpoint) {
    return unsigned.substring(0, 10) + outpoint.toHex() + unsigned.substring(10 + 2 * 36);
  }

  private static Bytes bytes(JsonNode row, String name) {
    return Bytes.fromHex(row.get(name).asString());
  }
}
