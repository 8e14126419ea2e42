package cairn.ledger.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cairn.primitives.ByteReader;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import cairn.primitives.Script;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptCompressionTest {
  private static final String HASH = "816115944e077fe7c803cfa57f29b36bf87c1d35";

  /** The key in the coinbase of Bitcoin's first block; its y is odd. */
  private static final String X =
      "678afdb0fe5548271967f1a67130b7105cd6a828e03909a67962e0ea1f61deb6";

  private static final String Y =
      "49f6bc3f4cef38c4f35504e51ec112de5c384df7ba0b8d578a4c702b6bf11d5f";

  /** The same x on the other side of the curve: p - y. */
  private static final String OTHER_Y =
      "b60943c0b310c73b0caafb1ae13eed21a3c7b20845f472a875b38fd3940eded0";

  private static Bytes compress(String script) {
    var out = new ByteWriter();
    ScriptCompression.write(out, Script.fromHex(script));
    return out.toBytes();
  }

  private static Script decompress(Bytes compressed) throws DecodeException {
    var in = new ByteReader(compressed);
    var script = ScriptCompression.read(in);
    in.expectEnd();
    return script;
  }

  @ParameterizedTest
  @CsvSource({
    "76a914" + HASH + "88ac, 00" + HASH,
    "a914" + HASH + "87, 01" + HASH,
    "2102" + X + "ac, 02" + X,
    "2103" + X + "ac, 03" + X,
    "4104" + X + OTHER_Y + "ac, 04" + X,
    "4104" + X + Y + "ac, 05" + X,
  })
  void shortensWhatMostOutputsAre(String script, String compressed) throws DecodeException {
    assertThat(compress(script)).hasToString(compressed);
    assertThat(decompress(Bytes.fromHex(compressed))).hasToString(script);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "51",
        "0014" + HASH,
        "76a914" + HASH + "88ad", // not OP_CHECKSIG
        "a914" + HASH + "88", // not OP_EQUAL
        "2104" + X + "ac", // no such prefix of 33 bytes
        "4106" + X + OTHER_Y + "ac", // hybrid
        "4104" + X + X + "ac", // not on the curve
        "2102" + X + "ac51"
      })
  void keepsEverythingElse(String script) throws DecodeException {
    var compressed = compress(script);
    assertThat(compressed).hasToString("%02x%s".formatted(script.length() / 2 + 6, script));
    assertThat(decompress(compressed)).hasToString(script);
  }

  @Test
  void keepsACompressedKeyThatIsOnNoCurve() throws DecodeException {
    var script = "2102" + "ff".repeat(32) + "ac";
    assertThat(compress(script)).hasToString("02" + "ff".repeat(32));
    assertThat(decompress(compress(script))).hasToString(script);
  }

  @Test
  void readsAnUncompressedKeyThatIsOnNoCurveAsNothing() throws DecodeException {
    assertThat(decompress(Bytes.fromHex("04" + "ff".repeat(32)))).isEqualTo(Script.EMPTY);
  }

  @Test
  void readsAScriptThatIsTooLongAsUnspendable() throws DecodeException {
    var longest = "51".repeat(Script.MAX_LENGTH);
    assertThat(decompress(compress(longest))).hasToString(longest);
    assertThat(decompress(compress(longest + "51"))).hasToString("6a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "07", "001122", "051122", "8efefefe7f"})
  void noticesThatItIsCutOff(String compressed) {
    assertThatExceptionOfType(DecodeException.class)
        .isThrownBy(() -> decompress(Bytes.fromHex(compressed)));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void isUndoneForWhateverAlmostHasAShortForm(long seed) throws DecodeException {
    var random = new Random(seed);
    var templates =
        new String[] {
          "76a914" + HASH + "88ac", "a914" + HASH + "87", "2102" + X + "ac", "4104" + X + Y + "ac"
        };
    for (int i = 0; i < 2_000; i++) {
      var script = Bytes.fromHex(templates[random.nextInt(templates.length)]).toArray();
      for (int changes = random.nextInt(3); changes > 0; changes--) {
        script[random.nextInt(script.length)] ^= (byte) (1 << random.nextInt(8));
      }
      var hex = Bytes.wrap(script).toHex();
      assertThat(decompress(compress(hex))).hasToString(hex);
    }
  }
}
