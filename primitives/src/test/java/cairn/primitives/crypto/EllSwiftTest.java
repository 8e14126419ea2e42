package cairn.primitives.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cairn.primitives.Bytes;
import cairn.primitives.Vectors;
import java.util.stream.Stream;
import org.bouncycastle.math.ec.ECFieldElement;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

class EllSwiftTest {
  @TestFactory
  Stream<DynamicNode> invertsAsBip324Says() {
    return Vectors.csv(
        "bips",
        "bip324_xswiftec_inv",
        row ->
            dynamicTest(
                row.get("comment"),
                () -> {
                  for (int which = 0; which < 8; which++) {
                    var t =
                        EllSwift.invert(element(row.bytes("x")), element(row.bytes("u")), which);
                    var hex = t == null ? "" : Bytes.wrap(t.getEncoded()).toHex();
                    assertThat(hex).isEqualTo(row.get("case" + which + "_t"));
                  }
                }));
  }

  private static ECFieldElement element(Bytes bytes) {
    return Points.fieldElement(Points.number(bytes));
  }
}
