package cairn.primitives.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.primitives.Bytes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChaCha20Test {
  /** RFC 8439, appendix A.1, test vectors 1 with 2, and 4 from its start. */
  @ParameterizedTest
  @CsvSource({
    "0000000000000000000000000000000000000000000000000000000000000000,"
        + "76b8e0ada0f13d90405d6ae55386bd28bdd219b8a08ded1aa836efcc8b770dc7"
        + "da41597c5157488d7724e03fb8d84a376a43b8f41518a11cc387b669b2ee6586"
        + "9f07e7be5551387a98ba977c732d080dcb0f29a048e3656912c6533e32ee7aed"
        + "29b721769ce64e43d57133b074d839d531ed1f28510afb45ace10a1f4b794d6f",
  })
  void expandsAsTheStandardSays(String key, String stream) {
    var cipher = new ChaCha20();
    var out = new byte[stream.length() / 2];
    for (int i = 0; i < 2; i++) {
      cipher.expand(Bytes.fromHex(key), out);
      assertThat(Bytes.copyOf(out)).hasToString(stream);
    }
  }

  /** RFC 8439, section 2.3.2, whose block is the stream's second; and appendix A.1, vector 5. */
  @ParameterizedTest
  @CsvSource({
    "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f,000000090000004a00000000,1,"
        + "10f1e7e4d13b5915500fdd1fa32071c4c7d1f4c733c068030422aa9ac3d46c4e"
        + "d2826446079faa0914c2d705d98b02a2b5129cd1de164eb9cbd083e8a2503c4e",
    "0000000000000000000000000000000000000000000000000000000000000000,000000000000000000000002,0,"
        + "c2c64d378cd536374ae204b9ef933fcd1a8b2288b3dfa49672ab765b54ee27c7"
        + "8a970e0e955c14f3a88e741b97c286f75f8fc299e8148362fa198a39531bed6d",
  })
  void expandsUnderANonceAsTheStandardSays(String key, String nonce, int block, String stream) {
    var out = new byte[(block + 1) * 64];
    new ChaCha20().expand(Bytes.fromHex(key), Bytes.fromHex(nonce), out);
    assertThat(Bytes.copyOf(out).slice(block * 64)).hasToString(stream);
  }
}
