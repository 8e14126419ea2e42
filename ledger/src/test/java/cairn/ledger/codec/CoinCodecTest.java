package cairn.ledger.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cairn.ledger.Coin;
import cairn.primitives.Amount;
import cairn.primitives.ByteReader;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import cairn.primitives.Script;
import cairn.primitives.TxOut;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CoinCodecTest {
  @ParameterizedTest
  @CsvSource({
    "97f23c835800816115944e077fe7c803cfa57f29b36bf87c1d35, 203998, false, 60000000000,"
        + " 76a914816115944e077fe7c803cfa57f29b36bf87c1d3588ac",
    "8ddf77bbd123008c988f1a4a4de2161e0f50aac7f17e7f9555caa4, 120891, true, 110397,"
        + " 76a9148c988f1a4a4de2161e0f50aac7f17e7f9555caa488ac",
    "000006, 0, false, 0, ''",
  })
  void writesAsCoreDoes(String hex, int height, boolean coinbase, long sats, String script)
      throws DecodeException {
    var coin = new Coin(new TxOut(new Amount(sats), Script.fromHex(script)), height, coinbase);
    var out = new ByteWriter();
    CoinCodec.write(out, coin.output(), height, coinbase);
    assertThat(out.toBytes()).hasToString(hex);
    assertThat(CoinCodec.read(new ByteReader(Bytes.fromHex(hex)))).isEqualTo(coin);
  }

  @ParameterizedTest
  @ValueSource(strings = {"000007", "00008a95c0bb00", "", "80"})
  void noticesThatItIsCutOff(String hex) {
    assertThatExceptionOfType(DecodeException.class)
        .isThrownBy(() -> CoinCodec.read(new ByteReader(Bytes.fromHex(hex))));
  }
}
