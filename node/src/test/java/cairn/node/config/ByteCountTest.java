package cairn.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteCountTest {
  @ParameterizedTest
  @CsvSource({
    "0,                    0",
    "7,                    70",
    "007,                  70",
    "1k,                   1000",
    "1K,                   1024",
    "2m,                   2000000",
    "2M,                   2097152",
    "3g,                   3000000000",
    "3G,                   3221225472",
    "4t,                   4000000000000",
    "4T,                   4398046511104",
    "922337203685477580,   9223372036854775800",
    "1844674407370955161,  9223372036854775807", // as many as a long can tell
    "16777215T,            9223372036854775807",
  })
  void countsBytes(String text, long bytes) {
    assertThat(ByteCount.parse(text, 10)).hasValue(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "abc",
        "k",
        "-1",
        "+1",
        " 1",
        "1 ",
        "1kk",
        "1b",
        "1.5M",
        "1844674407370955162",
        "16777216T",
        "99999999999999999999999"
      })
  void refusesTheRest(String text) {
    assertThat(ByteCount.parse(text, 10)).isEmpty();
  }
}
