package cairn.primitives;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0.0, 0",
    ".00000001, 1",
    "0.00000001, 1",
    "1., 100000000",
    "., 0",
    "12345.6789, 1234567890000",
    "0000000001, 100000000",
    "21000000, 2100000000000000",
    "20999999.99999999, 2099999999999999"
  })
  void readsBitcoin(String text, long sats) {
    assertThat(Amount.parse(text)).contains(new Amount(sats));
  }

  @Test
  void looksPastSpaceAroundIt() {
    assertThat(Amount.parse(" \t\n\u000b\f\r1.5\r\n ")).contains(new Amount(150_000_000));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-1",
        "-0",
        "+1",
        "1e3",
        "0x1",
        "1,5",
        "1 5",
        "1. 5",
        "1.2.3",
        "a",
        "1a",
        "0.123456789",
        "0.000000000",
        "00000000001",
        "21000000.00000001",
        "9999999999",
        "\0",
        "1\0",
        "\u00a01",
        "\u0661"
      })
  void refusesWhatIsNoAmount(String text) {
    assertThat(Amount.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.00, 0.00000000",
    "1, 0.00000001, 0.00000001",
    "1000000, 0.01, 0.01000000",
    "110000000, 1.10, 1.10000000",
    "-150003000, -1.50003, -1.50003000"
  })
  void printsBitcoin(long sats, String shortest, String whole) {
    assertThat(new Amount(sats).toShortString()).isEqualTo(shortest);
    assertThat(new Amount(sats)).hasToString(whole);
  }
}
