package cairn.rpc.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cairn.rpc.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0.00000001, 1",
    "1e-8, 1",
    "0.1E1, 100000000",
    "1.50, 150000000",
    "20999999.99999999, 2099999999999999",
    "21e6, 2100000000000000",
    "0.10000000000000000000, 10000000",
  })
  void areNumbersOfBitcoinOrStringsThatAre(String text, long sats) throws Exception {
    assertThat(Parameters.amount(new Json.Num(text)).sats()).isEqualTo(sats);
    assertThat(Parameters.amount(Json.of(text)).sats()).isEqualTo(sats);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " 1",
        "1 ",
        ".5",
        "5.",
        "01",
        "+1",
        "0x1",
        "1e",
        "0.000000001",
        "1e-9",
        "1e10",
        "1e11",
        "1e999999999",
        "1e-999999999",
        "1e99999999999",
      })
  void areRefusedInOtherForms(String text) {
    assertThatThrownBy(() -> Parameters.amount(Json.of(text))).hasMessage("Invalid amount");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-0.00000001", "-1", "21000000.00000001", "9999999999.99999999"})
  void areRefusedOutOfRange(String text) {
    assertThatThrownBy(() -> Parameters.amount(Json.of(text))).hasMessage("Amount out of range");
  }

  @Test
  void areNothingElse() {
    assertThatThrownBy(() -> Parameters.amount(Json.of(true)))
        .hasMessage("Amount is not a number or string");
  }
}
