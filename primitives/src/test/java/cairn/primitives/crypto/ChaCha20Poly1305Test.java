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
      var sealing = new ChaCha20Poly1305(bytes(test, "key"));
      assertThat(sealing.seal(nonce, associated, bytes(test, "msg"))).isEqualTo(sealed);
    } else {
      assertThat(opened).isEmpty();
    }
  }

  @Test
  void doesNotOpenWhatIsShorterThanATag() {
    var cipher = new ChaCha20Poly1305(KEY);
    assertThat(cipher.open(NONCE, Bytes.EMPTY, Bytes.wrap(new byte[15]))).isEmpty();
  }

  @Test
  void sealsAndOpensWhereTheBytesAre() {
    var cipher = new ChaCha20Poly1305(KEY);
    var plain = Bytes.of(1, 2, 3, 4, 5);
    var array = new byte[3 + 5 + ChaCha20Poly1305.TAG_LENGTH];
    plain.copyTo(array, 3);
    cipher.sealInPlace(NONCE, Bytes.EMPTY, array, 3, 5);
    assertThat(Bytes.copyOf(array).slice(3))
        .isEqualTo(new ChaCha20Poly1305(KEY).seal(NONCE, Bytes.EMPTY, plain));
    assertThat(cipher.openInPlace(NONCE, Bytes.EMPTY, array, 3, array.length - 3)).isTrue();
    assertThat(Bytes.copyOf(array).slice(0, 8)).isEqualTo(Bytes.of(0, 0, 0, 1, 2, 3, 4, 5));
  }

  @Test
  void doesNotSealTwiceWithOneNonce() {
    var cipher = new ChaCha20Poly1305(KEY);
    cipher.seal(NONCE, Bytes.EMPTY, Bytes.EMPTY);
    assertThatThrownBy(() -> cipher.seal(NONCE, Bytes.EMPTY, Bytes.EMPTY))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Bytes bytes(JsonNode test, String field) {
    return Bytes.fromHex(test.get(field).asString());
  }
}
