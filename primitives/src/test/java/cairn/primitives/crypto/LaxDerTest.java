package cairn.primitives.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.primitives.Bytes;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The numbers of every example are 1 and 2. */
class LaxDerTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "3006 020101 020102",
        "3000 020101 020102", // the sequence's length is not looked at
        "307f 020101 020102",
        "3081ff 020101 020102",
        "3084ffffffff 020101 020102",
        "3080 020101 020102",
        "3006 020101 020102 deadbeef", // nor is what follows
        "3006 02020001 0203000002", // padding
        "3006 02810101 0282000102", // lengths in their long form
        "3006 0288000000000000000101 020102",
        "3006 0283000001 01 020102",
      })
  void reads(String der) {
    assertThat(parse(der)).isEqualTo("1 2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "30",
        "3106 020101 020102", // not a sequence
        "30ff 020101 020102", // a length of 127 bytes, which are not there
        "3082 01",
        "3006",
        "3006 02",
        "3006 0201", // cut off in R
        "3006 030101 020102", // not an integer
        "3006 020201 020102",
        "3006 020101",
        "3006 020101 02",
        "3006 020101 0201",
        "3006 020101 020202",
        "3006 020101 030102",
        "3006 028401000001 01 020102", // counts with four bytes
        "3006 02ff0101 020102",
        "3006 0283ffffff01 020102",
        "3006 0281",
      })
  void findsNoTwoIntegersIn(String der) {
    assertThat(parse(der)).isEqualTo("nothing");
  }

  @Test
  void readsWhatDoesNotFitAsZeros() {
    var tooLarge = "0221" + "01".repeat(33);
    assertThat(parse("3000 020101" + tooLarge)).isEqualTo("0 0");
    assertThat(parse("3000" + tooLarge + "020102")).isEqualTo("0 0");
  }

  @Test
  void readsNoBytesAsZeroAndTheFirstBitAsNoSign() {
    assertThat(parse("3006 0200 020102")).isEqualTo("0 2");
    assertThat(parse("3006 020101 0280")).isEqualTo("1 0");
    assertThat(parse("3006 0201ff 020102")).isEqualTo("ff 2");
  }

  @Test
  void endsOnAnyInput() {
    var random = new Random(66);
    for (int i = 0; i < 100_000; i++) {
      var bytes = new byte[random.nextInt(12)];
      random.nextBytes(bytes);
      for (int j = 0; j < bytes.length; j++) {
        bytes[j] = j == 0 ? 0x30 : random.nextBoolean() ? bytes[j] : (byte) random.nextInt(3);
      }
      var compact = LaxDer.parse(Bytes.wrap(bytes));
      assertThat(compact == null || compact.length == 64).isTrue();
    }
  }

  /** Both numbers in hex without their zeros in front. */
  private static String parse(String der) {
    var compact = LaxDer.parse(Bytes.fromHex(der.replace(" ", "")));
    return compact == null
        ? "nothing"
        : digits(Bytes.wrap(compact, 0, 32)) + " " + digits(Bytes.wrap(compact, 32, 32));
  }

  private static String digits(Bytes number) {
    return Points.number(number).toString(16);
  }
}
