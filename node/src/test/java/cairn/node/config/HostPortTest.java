package cairn.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostPortTest {
  @ParameterizedTest
  @CsvSource({
    "node.example,      node.example",
    "'',                ''",
    "127.0.0.1,         127.0.0.1",
    "::1,               ::1",
    "2001:db8::8332,    2001:db8::8332",
    "[::1],             ::1",
  })
  void readsHostsWithoutAPort(String text, String host) {
    assertThat(HostPort.parse(text)).contains(new HostPort(host, OptionalInt.empty()));
  }

  @ParameterizedTest
  @CsvSource({
    "node.example:1,    node.example, 1",
    "127.0.0.1:65535,   127.0.0.1,    65535",
    "[::1]:8332,        ::1,          8332",
    "':08332',          '',           8332",
  })
  void readsHostsWithAPort(String text, String host, int port) {
    assertThat(HostPort.parse(text)).contains(new HostPort(host, OptionalInt.of(port)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a:", "a:0", "a:65536", "a:-1", "a:+1", "a: 1", "a:1x", "a:1.0", "[::1]:"})
  void refusesWhatIsNoPort(String text) {
    assertThat(HostPort.parse(text)).isEmpty();
  }

  @Test
  void readsAPortAlone() {
    assertThat(HostPort.port("443")).hasValue(443);
    assertThat(HostPort.port("123456")).isEmpty();
    assertThat(HostPort.port("")).isEmpty();
  }
}
