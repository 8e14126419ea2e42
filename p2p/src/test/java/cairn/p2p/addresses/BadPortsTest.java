package cairn.p2p.addresses;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadPortsTest {
  @ParameterizedTest
  @CsvSource({"22, true", "6667, true", "27017, true", "8333, false", "80, false", "0, false"})
  void areThoseOfOtherServices(int port, boolean bad) {
    assertThat(BadPorts.contains(port)).isEqualTo(bad);
  }
}
