package cairn.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.p2p.host.Proxies;
import cairn.p2p.net.Proxy;
import cairn.p2p.net.Proxy.Unix;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyOptionsTest extends AtHome {
  private Proxies read(String... arguments) throws ConfigException {
    return home.read(arguments).peers().proxies();
  }

  private static String text(Proxy proxy) {
    return switch (proxy.address()) {
      case Proxy.Tcp(var endpoint) -> endpoint.toString();
      case Unix(var path) -> "unix:" + path;
    };
  }

  /** The proxy of each network, in order, and at last that for names. */
  private static String text(Proxies proxies) {
    var text = new StringBuilder();
    new TreeMap<>(proxies.byNetwork())
        .forEach(
            (network, proxy) -> text.append(network).append('=').append(text(proxy)).append(' '));
    var names = proxies.names();
    return text + (names == null ? "" : "names=" + text(names));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -proxy=1.2.3.4 | ipv4=1.2.3.4:9050 ipv6=1.2.3.4:9050 onion=1.2.3.4:9050 \
          cjdns=1.2.3.4:9050 names=1.2.3.4:9050
          -proxy=[::1]:7=ipv4            | ipv4=[::1]:7 names=[::1]:7
          -proxy=1.2.3.4:7=IPV6          | ipv6=1.2.3.4:7 names=1.2.3.4:7
          -proxy=1.2.3.4:7=onion         | onion=1.2.3.4:7
          -proxy=1.2.3.4:7=cjdns         | cjdns=1.2.3.4:7
          -proxy=proxy.example:7=onion   | onion=192.0.0.7:7
          -proxy=unix:/a/b=onion         | onion=unix:/a/b
          -onion=unix:/a/b               | onion=unix:/a/b
          -onion=::1                     | onion=[::1]:9050
          -proxy=1.2.3.4=ipv4 -proxy=::1=ipv6 | ipv4=1.2.3.4:9050 ipv6=[::1]:9050 names=[::1]:9050
          -proxy=1.1.1.1=ipv4 -proxy=2.2.2.2=ipv4 | ipv4=2.2.2.2:9050 names=2.2.2.2:9050
          -proxy=1.1.1.1 -proxy=2.2.2.2=onion | ipv4=1.1.1.1:9050 ipv6=1.1.1.1:9050 \
          onion=2.2.2.2:9050 cjdns=1.1.1.1:9050 names=1.1.1.1:9050
          -proxy=1.1.1.1 -proxy=0=cjdns  | ipv4=1.1.1.1:9050 ipv6=1.1.1.1:9050 onion=1.1.1.1:9050 \
          names=1.1.1.1:9050
          -proxy=1.1.1.1=ipv4 -proxy==ipv4 | ''
          -proxy=1.1.1.1 -proxy=0        | ''
          -proxy=1.1.1.1 -noproxy        | ''
          -proxy=0                       | ''
          -proxy=                        | ''
          -proxy=1.1.1.1=ipv4 -onion=2.2.2.2 | ipv4=1.1.1.1:9050 onion=2.2.2.2:9050 \
          names=1.1.1.1:9050
          -proxy=1.1.1.1 -onion=2.2.2.2  | ipv4=1.1.1.1:9050 ipv6=1.1.1.1:9050 onion=2.2.2.2:9050 \
          cjdns=1.1.1.1:9050 names=1.1.1.1:9050
          -proxy=1.1.1.1=onion -noonion  | ''
          -proxy=1.1.1.1=onion -onion=0  | ''
          -proxy=1.1.1.1=onion -onion=   | onion=1.1.1.1:9050
          """)
  void reachesNetworksThroughProxies(String arguments, String expected) throws ConfigException {
    assertThat(text(read(Home.split(arguments))).strip()).isEqualTo(expected);
  }

  @Test
  void hasNoneUnlessToldSo() throws ConfigException {
    assertThat(read()).isEqualTo(Proxies.NONE);
  }

  @ParameterizedTest
  @CsvSource({"'', true", "-proxyrandomize=0, false", "-noproxyrandomize, false"})
  void keepsConnectionsApart(String argument, boolean isolating) throws ConfigException {
    var proxies = read(Home.split(("-proxy=::1 -onion=unix:/a " + argument).strip()));
    assertThat(proxies.byNetwork().values())
        .hasSize(4)
        .allMatch(proxy -> proxy.isolating() == isolating);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -proxy=abc..abc:23456      | Invalid -proxy address or hostname: 'abc..abc:23456'
          -proxy=abc..abc:1=ipv4     | Invalid -proxy address or hostname: 'abc..abc:1'
          -proxy=192.0.0.1:def       | Invalid port specified in -proxy: '192.0.0.1:def'
          -proxy=192.0.0.1:def=ipv4  | Invalid port specified in -proxy: '192.0.0.1:def=ipv4'
          -proxy=0.0.0.0             | Invalid -proxy address or hostname: '0.0.0.0'
          -proxy=proxy.example -nodns | Invalid -proxy address or hostname: 'proxy.example'
          -proxy=127.0.0.1:9050=     | Invalid -proxy address or hostname, ends with '=': \
          '127.0.0.1:9050='
          -proxy=127.0.0.1:9050=Foo  | Unrecognized network in -proxy='127.0.0.1:9050=Foo': 'foo'
          -proxy=127.0.0.1=i2p       | Unrecognized network in -proxy='127.0.0.1=i2p': 'i2p'
          -proxy                     | Error parsing command line arguments: Can not set -proxy with no \
          value. Please specify value with -proxy=value.
          -onion=xyz..xyz:23456      | Invalid -onion address or hostname: 'xyz..xyz:23456'
          -onion=192.0.0.1:def       | Invalid port specified in -onion: '192.0.0.1:def'
          """)
  void refusesProxiesThatAreNone(String arguments, String message) {
    home.assertRefused(message, Home.split(arguments));
  }

  @Test
  void refusesProxiesInAnOverlay() {
    var onion = "pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion";
    home.assertRefused(
        "Invalid -proxy address or hostname: '%s'".formatted(onion), "-proxy=" + onion);
  }

  @ParameterizedTest
  @CsvSource({"-proxy, 107", "-onion, 107"})
  void refusesPathsThatAreTooLong(String option, int longest) throws ConfigException {
    assertThat(read(option + "=unix:" + "x".repeat(longest)).byNetwork()).isNotEmpty();
    var tooLong = "unix:" + "x".repeat(longest + 1);
    home.assertRefused(
        "Invalid %s address or hostname: '%s'".formatted(option, tooLong), option + "=" + tooLong);
  }
}
