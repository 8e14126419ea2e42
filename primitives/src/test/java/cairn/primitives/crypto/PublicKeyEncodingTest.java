package cairn.primitives.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.primitives.Bytes;
import org.junit.jupiter.api.Test;

class PublicKeyEncodingTest {
  @Test
  void tellsKeysByPrefixAndLengthAlone() {
    for (int prefix = 0; prefix < 256; prefix++) {
      for (int length = 1; length < 70; length++) {
        var bytes = new byte[length];
        bytes[0] = (byte) prefix;
        var key = Bytes.wrap(bytes);
        boolean compressed = length == 33 && (prefix == 2 || prefix == 3);
        boolean uncompressed = length == 65 && prefix == 4;
        boolean hybrid = length == 65 && (prefix == 6 || prefix == 7);
        assertThat(PublicKeyEncoding.isCompressed(key)).isEqualTo(compressed);
        assertThat(PublicKeyEncoding.isCompressedOrUncompressed(key))
            .isEqualTo(compressed || uncompressed);
        assertThat(PublicKeyEncoding.isWellFormed(key))
            .isEqualTo(compressed || uncompressed || hybrid);
      }
    }
  }

  @Test
  void nothingIsNoKey() {
    assertThat(PublicKeyEncoding.isWellFormed(Bytes.EMPTY)).isFalse();
  }
}
