package cairn.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "0,0",
        "42,42",
        "-7,-7",
        "+7,7",
        " \t7,7",
        "7 apples,7",
        "0x10,0",
        "1e9,1",
        "'',0",
        "apples,0",
        "+-7,0",
        "- 7,0",
        "true,0",
        "9223372036854775807,9223372036854775807",
        "9223372036854775808,9223372036854775807",
        "-99999999999999999999,-9223372036854775808",
      })
  void takesTheNumberAtTheBeginning(String text, long number) {
    assertThat(Numbers.leadingInteger(text)).isEqualTo(number);
  }
}
