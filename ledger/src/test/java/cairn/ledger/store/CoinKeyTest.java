package cairn.ledger.store;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.primitives.Bytes;
import cairn.primitives.OutPoint;
import cairn.primitives.Txid;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoinKeyTest {
  private static final Txid TXID = new Txid(0x0102030405060708L, -1, 0, 0xff);

  @ParameterizedTest
  @CsvSource({
    "0, 00",
    "252, fc",
    "253, fd00fd",
    "65535, fdffff",
    "65536, fe00010000",
    "4294967295, feffffffff",
  })
  void isTheTxidInWireOrderAndTheIndex(long index, String hex) {
    var key = CoinKey.of(new OutPoint(TXID, index));
    assertThat(Bytes.wrap(key)).hasToString(TXID.bytes().toHex() + hex);
    assertThat(CoinKey.read(ByteBuffer.wrap(key))).isEqualTo(new OutPoint(TXID, index));
  }

  @Test
  void isOrderedAsOutpointsAre() {
    var random = new Random(1);
    var indexes = new ArrayList<Long>();
    for (int bits = 0; bits <= 32; bits++) {
      indexes.add((1L << bits) - 1);
      indexes.add(random.nextLong(1L << bits));
    }
    indexes.sort(null);
    for (int i = 1; i < indexes.size(); i++) {
      var previous = Bytes.wrap(CoinKey.of(new OutPoint(TXID, indexes.get(i - 1))));
      var key = Bytes.wrap(CoinKey.of(new OutPoint(TXID, indexes.get(i))));
      assertThat(Integer.signum(previous.compareTo(key)))
          .isEqualTo(Long.signum(Long.compare(indexes.get(i - 1), indexes.get(i))));
    }
  }
}
