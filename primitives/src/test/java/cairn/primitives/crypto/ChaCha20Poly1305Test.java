package cairn.primitives.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cairn.primitives.Bytes;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

class ChaCha20Poly1305Test {
  private static final Bytes KEY = Bytes.wrap(new byte[32]);
  private static final Bytes NONCE = Bytes.wrap(new byte[12]);

  @TestFactory
  Stream<DynamicNode> sealsAndOpensAsWycheproofSays() {
    return Wycheproof.tests(
        "chacha20_poly1305_test",
        (_, test) -> {
          if (bytes(test, "iv").length() == ChaCha20Poly1305.NONCE_LENGTH) {
            sealAndOpen(test);
          } else {
            assertThat(Wycheproof.isValid(test)).isFalse();
            assertThatThrownBy(() -> sealAndOpen(test))
                .isInstanceOf(IllegalArgumentException.class);
          }
        });
  }

  private static void sealAndOpen(JsonNode test) {
    var cipher = new ChaCha20Poly1305(bytes(test, "key"));
    var nonce = bytes(test, "iv");
    var associated = bytes(test, "aad");
    var sealed = bytes(test, "ct").concat(bytes(test, "tag"));
    var opened = cipher.open(nonce, associated, sealed);
    if (Wycheproof.isValid(test)) {
      assertThat(opened).contains(bytes(test, "msg"));
      assertThat(cipher.seal(nonce, associated, bytes(test, "msg"))).isEqualTo(sealed);
    } else {
      assertThat(opened).isEmpty();
    }
  }

  @Test
  void doesNotOpenWhatIsShorterThanATag() {
    var cipher = new ChaCha20Poly1305(KEY);
    assertThat(cipher.open(NONCE, Bytes.EMPTY, Bytes.wrap(new byte[15]))).isEmpty();
  }

  private static Bytes bytes(JsonNode test, String field) {
    return Bytes.fromHex(test.get(field).asString());
  }
}
