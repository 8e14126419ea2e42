package cairn.primitives.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.primitives.Bytes;
import org.junit.jupiter.api.Test;

class HashesTest {
  private static final Bytes ABC = Bytes.of('a', 'b', 'c');

  @Test
  void sha1IsThatOfFips180() {
    assertThat(Sha1.hash(ABC)).hasToString("a9993e364706816aba3e25717850c26c9cd0d89d");
  }

  @Test
  void hash160IsRipemd160OfSha256() {
    assertThat(Hash160.hash(ABC)).hasToString("bb1be98c142444d7a56aa3981c3942a978e4dc33");
  }

  @Test
  void hashesWindowsOntoLongerArrays() {
    var window = Bytes.of('x', 'a', 'b', 'c', 'x').slice(1, 4);
    assertThat(Sha1.hash(window)).isEqualTo(Sha1.hash(ABC));
    assertThat(Hash160.hash(window)).isEqualTo(Hash160.hash(ABC));
    assertThat(Hmac.sha256(window, window)).isEqualTo(Hmac.sha256(ABC, ABC));
  }
}
