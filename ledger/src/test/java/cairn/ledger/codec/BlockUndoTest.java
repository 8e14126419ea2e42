package cairn.ledger.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cairn.ledger.Coin;
import cairn.primitives.Amount;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import cairn.primitives.Script;
import cairn.primitives.TxOut;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockUndoTest {
  private static Coin coin(long sats, String script, int height, boolean coinbase) {
    return new Coin(new TxOut(new Amount(sats), Script.fromHex(script)), height, coinbase);
  }

  private static Bytes encode(BlockUndo undo) {
    var out = new ByteWriter();
    undo.write(out);
    return out.toBytes();
  }

  @Test
  void writesAZeroAfterTheCodeOfEachCoinButThoseOfTheFirstBlock() {
    var undo =
        new BlockUndo(
            List.of(
                List.of(coin(50_0000_0000L, "51", 1, true), coin(1, "", 0, false)),
                List.of(coin(0, "6a", 200, false))));
    assertThat(encode(undo))
        .hasToString("02" + "02" + "03003207" + "51" + "000106" + "01" + "8210000007" + "6a");
  }

  @Test
  void readsTheVersionsThatOldFilesHave() throws DecodeException {
    var undo = BlockUndo.decode(Bytes.fromHex("0101" + "03" + "8001" + "3206"));
    assertThat(undo.spent()).containsExactly(List.of(coin(50_0000_0000L, "", 1, true)));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void isUndoneByReading(long seed) throws DecodeException {
    var random = new Random(seed);
    var spent = new ArrayList<List<Coin>>();
    for (int i = 0; i < 500; i++) {
      var coins = new ArrayList<Coin>();
      for (int j = random.nextInt(5); j >= 0; j--) {
        var script = new byte[random.nextInt(60)];
        random.nextBytes(script);
        coins.add(
            coin(
                random.nextLong(Amount.MAX.sats()),
                Bytes.wrap(script).toHex(),
                random.nextInt() >>> (1 + random.nextInt(30)),
                random.nextBoolean()));
      }
      spent.add(List.copyOf(coins));
    }
    var undo = new BlockUndo(spent);
    assertThat(BlockUndo.decode(encode(undo))).isEqualTo(undo);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "01", "0101", "0101030032", "00ff", "fe00000002", "01fe00000002"})
  void refusesWhatIsNoUndoData(String hex) {
    assertThatExceptionOfType(DecodeException.class)
        .isThrownBy(() -> BlockUndo.decode(Bytes.fromHex(hex)));
  }
}
