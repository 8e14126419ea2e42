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
}
