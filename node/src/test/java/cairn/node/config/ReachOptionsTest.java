package cairn.node.config;

import static cairn.p2p.wire.NetworkType.CJDNS;
import static cairn.p2p.wire.NetworkType.IPV4;
import static cairn.p2p.wire.NetworkType.IPV6;
import static cairn.p2p.wire.NetworkType.ONION;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.p2p.connections.ConnectionOptions.Means;
import cairn.p2p.wire.NetworkType;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReachOptionsTest extends AtHome {
  private static final String PRIVATE =
      "Private broadcast of own transactions requested (-privatebroadcast)";

  private Means means(String... arguments) throws ConfigException {
    return home.read(arguments).peers().connections().means();
  }

  private static Set<NetworkType> networks(String names) {
    return Arrays.stream(Home.split(names))
        .map(name -> NetworkType.parse(name).orElseThrow())
        .collect(Collectors.toSet());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                 | ipv4 ipv6
          -cjdnsreachable                    | ipv4 ipv6 cjdns
          -nocjdnsreachable                  | ipv4 ipv6
          -onion=127.0.0.1                   | ipv4 ipv6 onion
          -proxy=127.0.0.1                   | ipv4 ipv6 onion
          -proxy=127.0.0.1 -noonion          | ipv4 ipv6
          -proxy=127.0.0.1 -proxy=0=onion    | ipv4 ipv6
          -i2psam=127.0.0.1                  | ipv4 ipv6
          -onlynet=ipv4                      | ipv4
          -onlynet=IPv6 -onlynet=ipv6        | ipv6
          -onlynet=ipv4 -cjdnsreachable      | ipv4
          -onlynet=cjdns -cjdnsreachable     | cjdns
          -onlynet=onion -proxy=127.0.0.1    | onion
          -onlynet=onion -onlynet=ipv4 -onion=127.0.0.1 | ipv4 onion
          -onlynet=ipv4 -onion=127.0.0.1     | ipv4
          """)
  void reachesNetworks(String arguments, String expected) throws ConfigException {
    var config = home.read(Home.split(arguments));
    assertThat(config.peers().connections().means().networks()).isEqualTo(networks(expected));
    assertThat(Home.texts(config, Notice.Kind.WARNING)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"-onlynet=onion -listenonion=1", "-onlynet=i2p -i2psam=127.0.0.1:7656"})
  void warnsIfItReachesNobody(String arguments) throws ConfigException {
    var config = home.read(Home.split(arguments));
    assertThat(config.peers().connections().means().networks()).isEmpty();
    assertThat(Home.texts(config, Notice.Kind.WARNING))
        .containsExactly(
            "-onlynet leaves no network that can be reached: nobody is called but those that"
                + " -connect and -addnode name");
  }

  @Test
  void looksUpNamesUnlessItMayNot() throws ConfigException {
    assertThat(means()).isEqualTo(new Means(Set.of(IPV4, IPV6), true, false));
    assertThat(means("-nodns").looksUpNames()).isFalse();
    assertThat(means("-proxy=::1")).isEqualTo(new Means(Set.of(IPV4, IPV6, ONION), true, true));
    assertThat(means("-proxy=::1=onion").nameProxy()).isFalse();
  }

  @Test
  void readsAddressesOfCjdnsIfItCallsNodesThere() throws ConfigException {
    for (var arguments : new String[] {"-cjdnsreachable", "-cjdnsreachable -onlynet=cjdns"}) {
      var peers = home.read(Home.split(arguments)).peers();
      assertThat(peers.addressParser().address("fc00::1").orElseThrow().type()).isEqualTo(CJDNS);
    }
    for (var arguments : new String[] {"-nocjdnsreachable", "-cjdnsreachable -onlynet=ipv4"}) {
      var peers = home.read(Home.split(arguments)).peers();
      assertThat(peers.addressParser().address("fc00::1").orElseThrow().type()).isEqualTo(IPV6);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -onlynet=abc           | Unknown network specified in -onlynet: 'abc'
          -onlynet=              | Unknown network specified in -onlynet: ''
          -onlynet=internal      | Unknown network specified in -onlynet: 'internal'
          -onlynet=cjdns         | Outbound connections restricted to CJDNS (-onlynet=cjdns) but \
          -cjdnsreachable is not provided
          -onlynet=i2p           | Outbound connections restricted to i2p (-onlynet=i2p) but -i2psam is \
          not provided
          -onlynet=onion         | Outbound connections restricted to Tor (-onlynet=onion) but the proxy \
          for reaching the Tor network is not provided: none of -proxy, -onion or -listenonion is given
          -onlynet=onion -listenonion=0 | Outbound connections restricted to Tor (-onlynet=onion) but \
          the proxy for reaching the Tor network is not provided: none of -proxy, -onion or -listenonion \
          is given
          -onlynet=onion -onion=0 | Outbound connections restricted to Tor (-onlynet=onion) but the \
          proxy for reaching the Tor network is explicitly forbidden: -onion=0
          -onlynet=onion -noonion -proxy=::1 | Outbound connections restricted to Tor (-onlynet=onion) \
          but the proxy for reaching the Tor network is explicitly forbidden: -onion=0
          -dnsseed=1 -onlynet=i2p -i2psam=::1 | Incompatible options: -dnsseed=1 was explicitly \
          specified, but -onlynet forbids connections to IPv4/IPv6
          -i2psam=def..def:23456 | Invalid -i2psam address or hostname: 'def..def:23456'
          -i2psam=192.0.0.1:def  | Invalid port specified in -i2psam: '192.0.0.1:def'
          -torcontrol=1.2.3.4:x  | Invalid port specified in -torcontrol: '1.2.3.4:x'
          """)
  void refusesNetworksThatItCannotReach(String arguments, String message) {
    home.assertRefused(message, Home.split(arguments));
  }

  @Test
  void keepsTransactionsPrivateOnlyWhereItCan() throws ConfigException {
    home.assertRefused(
        PRIVATE + ", but none of Tor or I2P networks is reachable", "-privatebroadcast");
    home.assertRefused(
        PRIVATE
            + ", but -connect is also configured. They are incompatible because the private"
            + " broadcast needs to open new connections to randomly chosen Tor or I2P peers."
            + " Consider using -maxconnections=0 -addnode=... instead",
        "-privatebroadcast",
        "-connect=127.0.0.1:8333",
        "-onion=127.0.0.1:9050");
    assertThat(Home.texts(home.read("-privatebroadcast", "-onion=::1"), Notice.Kind.ALERT))
        .isEmpty();
    assertThat(
            Home.texts(
                home.read("-privatebroadcast", "-onion=::1", "-proxyrandomize=0"),
                Notice.Kind.ALERT))
        .containsExactly(
            PRIVATE
                + " and -proxyrandomize is disabled. Tor circuits for private broadcast connections"
                + " may be correlated to other connections over Tor. For maximum privacy set"
                + " -proxyrandomize=1.");
  }
}
