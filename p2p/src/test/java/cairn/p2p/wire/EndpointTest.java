package cairn.p2p.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cairn.p2p.wire.NetworkAddress.Ipv4;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
  // The cases of Core's netbase_tests, "splithost"; -1 is the default port.
  @ParameterizedTest
  @CsvSource({
    "www.bitcoincore.org, www.bitcoincore.org, -1, true",
    "[www.bitcoincore.org], www.bitcoincore.org, -1, true",
    "www.bitcoincore.org:80, www.bitcoincore.org, 80, true",
    "[www.bitcoincore.org]:80, www.bitcoincore.org, 80, true",
    "127.0.0.1:8333, 127.0.0.1, 8333, true",
    "127.0.0.1:08333, 127.0.0.1, 8333, true",
    "[127.0.0.1]:8333, 127.0.0.1, 8333, true",
    "::ffff:127.0.0.1, ::ffff:127.0.0.1, -1, true",
    "[::ffff:127.0.0.1]:8333, ::ffff:127.0.0.1, 8333, true",
    "[::]:8333, ::, 8333, true",
    "::8333, ::8333, -1, true",
    ":8333, '', 8333, true",
    "[]:8333, '', 8333, true",
    "'', '', -1, true",
    "[, [, -1, true",
    ":65535, '', 65535, true",
    ":65536, ':65536', -1, false",
    ":-1, ':-1', -1, false",
    "[]:70001, '[]:70001', -1, false",
    "[]:-1, '[]:-1', -1, false",
    "[]:-0, '[]:-0', -1, false",
    "[]:0, '', 0, false",
    "[]:1/2, '[]:1/2', -1, false",
    "[]:1E2, '[]:1E2', -1, false",
    "127.0.0.1:65536, 127.0.0.1:65536, -1, false",
    "127.0.0.1:0, 127.0.0.1, 0, false",
    "127.0.0.1:, '127.0.0.1:', -1, false",
    "[::1]:99999, '[::1]:99999', -1, false",
  })
  void splitsHostAndPort(String text, String host, int port, boolean valid) {
    assertThat(HostPort.split(text, -1)).isEqualTo(new HostPort(host, port, valid));
  }

  // The cases of Core's netbase_tests, "netbase_lookupnumeric", with a default port of 65535.
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 127.0.0.1:65535",
    "127.0.0.1:8333, 127.0.0.1:8333",
    "::ffff:127.0.0.1, 127.0.0.1:65535",
    "::, [::]:65535",
    "[::]:8333, [::]:8333",
    "[127.0.0.1], 127.0.0.1:65535",
    "1.2:345, 1.0.0.2:345",
    "pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion:9,"
        + " pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion:9",
  })
  void readsEndpointsAsTheyAreWritten(String text, String shown) {
    assertThat(Endpoint.parse(text, 65_535)).map(Endpoint::toString).contains(shown);
  }

  @ParameterizedTest
  @ValueSource(strings = {":::", "localhost:1", "", "127.0.0.1:65536", "fd6b:88c0:8724::1"})
  void readsNoNamesAndNoImpossiblePorts(String text) {
    assertThat(Endpoint.parse(text, 65_535)).isEmpty();
  }

  @Test
  void refusesPortsThatDoNotExist() {
    assertThatThrownBy(() -> new Endpoint(new Ipv4(1), 65_536))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Endpoint(new Ipv4(1), -1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
