package cairn.primitives.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cairn.primitives.Bytes;
import cairn.primitives.Vectors;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

class SignatureEncodingTest {
  private static final Bytes SIGHASH_ALL = Bytes.of(1);
  private static final Bytes ONE = Bytes.fromHex("00".repeat(31) + "01");
  private static final Bytes HALF_ORDER_PLUS_1 =
      Bytes.fromHex("7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a1");

  @TestFactory
  Stream<DynamicNode> acceptsCanonicalSignatures() {
    return signatures(
        "sig_canonical",
        signature -> assertThat(SignatureEncoding.isStrictDer(signature)).isTrue());
  }

  /** One of them has nothing wrong but its hash type, which is not asked for here. */
  @TestFactory
  Stream<DynamicNode> rejectsOtherSignatures() {
    return signatures(
        "sig_noncanonical",
        signature -> {
          int hashType = signature.get(signature.length() - 1) & 0x7f;
          boolean definedHashType = hashType >= 1 && hashType <= 3;
          assertThat(SignatureEncoding.isStrictDer(signature) && definedHashType).isFalse();
        });
  }

  /** Entries that are not hex are comments; one that comes before a signature names it. */
  private static Stream<DynamicNode> signatures(String stem, Consumer<Bytes> check) {
    return Vectors.json(
        "crypto",
        stem,
        file ->
            file.valueStream()
                .map(JsonNode::asString)
                .filter(entry -> entry.matches("([0-9A-Fa-f]{2})+"))
                .map(hex -> dynamicTest(hex, () -> check.accept(Bytes.fromHex(hex)))));
  }

  @Test
  void halfTheOrderIsTheLargestLowS() {
    assertThat(isLowS(ONE, ONE)).isTrue();
    assertThat(isLowS(ONE, Curve.HALF_ORDER)).isTrue();
    assertThat(isLowS(ONE, HALF_ORDER_PLUS_1)).isFalse();
  }

  @Test
  void numbersThatAreNotBelowTheOrderCountAsLow() {
    assertThat(isLowS(ONE, Curve.ORDER)).isTrue();
    assertThat(isLowS(Curve.ORDER, HALF_ORDER_PLUS_1)).isTrue();
    var sOf33Bytes = Bytes.fromHex("3026020101" + "0221" + "01".repeat(33));
    assertThat(SignatureEncoding.isLowS(sOf33Bytes.concat(SIGHASH_ALL))).isTrue();
  }

  @Test
  void aSignatureWithoutSHasNoLowS() {
    assertThat(SignatureEncoding.isLowS(Bytes.fromHex("3003020101").concat(SIGHASH_ALL))).isFalse();
  }

  @Test
  void whatToDerWritesIsStrict() {
    for (var number : new Bytes[] {ONE, Curve.HALF_ORDER, HALF_ORDER_PLUS_1, Curve.ZERO}) {
      var der = new EcdsaSignature(Curve.ORDER.concat(number)).toDer();
      assertThat(SignatureEncoding.isStrictDer(der.concat(SIGHASH_ALL))).isTrue();
      assertThat(LaxDer.parse(der)).isEqualTo(Curve.ORDER.concat(number).toArray());
    }
  }

  private static boolean isLowS(Bytes r, Bytes s) {
    return SignatureEncoding.isLowS(new EcdsaSignature(r.concat(s)).toDer().concat(SIGHASH_ALL));
  }
}
