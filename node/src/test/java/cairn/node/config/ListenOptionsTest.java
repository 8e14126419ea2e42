package cairn.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.node.config.PeersConfig.Listening;
import cairn.p2p.host.Bind;
import cairn.p2p.permissions.Permission;
import cairn.p2p.wire.Endpoint;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListenOptionsTest extends AtHome {
  private Listening read(String... arguments) throws ConfigException {
    return home.read(arguments).peers().listening();
  }

  private static List<String> texts(List<Endpoint> endpoints) {
    return endpoints.stream().map(Endpoint::toString).toList();
  }

  /** The addresses, those of the onion service with a mark. */
  private static List<String> binds(List<Bind> binds) {
    return binds.stream().map(bind -> bind.endpoint() + (bind.onion() ? "=onion" : "")).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "'',               8333,  8334",
    "-regtest,         18444, 18445",
    "-testnet4,        48333, 48334",
    "-port=9,          9,     10",
    "-port=65535,      65535, 0", // any
  })
  void listensEverywhere(String argument, int port, int onionPort) throws ConfigException {
    var listening = read(Home.split(argument));
    assertThat(binds(listening.binds()))
        .containsExactly("127.0.0.1:" + onionPort + "=onion", "0.0.0.0:" + port);
    assertThat(binds(listening.attempts())).containsExactly("[::]:" + port);
    assertThat(listening.port()).isEqualTo(port);
    assertThat(listening.advertised()).isEmpty();
    assertThat(listening.external()).isEmpty();
    assertThat(listening.discover()).isTrue();
    assertThat(listening.discoverInterfaces()).isTrue();
  }

  @Test
  void needNotListen() throws ConfigException {
    var listening = read("-nolisten");
    assertThat(listening.isOn()).isFalse();
    assertThat(listening.attempts()).isEmpty();
    assertThat(listening.port()).isEqualTo(8333);
    assertThat(listening.discover()).isFalse();
    assertThat(listening.discoverInterfaces()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -bind=1.2.3.4                      | 1.2.3.4:8333
          -bind=[::1]:7                      | [::1]:7
          -bind=::1 -port=9                  | [::1]:9
          -bind=1.2.3.4=onion                | 1.2.3.4:8334=onion
          -bind=1.2.3.4=onion -port=9        | 1.2.3.4:10=onion
          -bind=1.2.3.4:5=onion -bind=::1    | [::1]:8333 1.2.3.4:5=onion
          -bind=1.2.3.4 -whitebind=[::1]:7   | 1.2.3.4:8333 [::1]:7
          -whitebind=1.2.3.4:5               | 1.2.3.4:5 127.0.0.1:8334=onion
          -bind=fc00::1 -cjdnsreachable      | [fc00::1]:8333
          """)
  void listensWhereItIsTold(String arguments, String expected) throws ConfigException {
    var listening = read(Home.split(arguments));
    assertThat(binds(listening.binds())).containsExactly(Home.split(expected));
    assertThat(listening.attempts()).isEmpty();
  }

  @Test
  void givesPermissionsToWhoeverCallsThere() throws ConfigException {
    var binds = read("-whitebind=noban,addr@1.2.3.4:5", "-whitebind=[::1]:7").binds();
    assertThat(binds.get(0).whitebind().named())
        .contains(Permission.NOBAN, Permission.ADDR)
        .doesNotContain(Permission.RELAY);
    assertThat(binds.get(0).whitebind().usual()).isFalse();
    assertThat(binds.get(1).whitebind().usual()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -bind=1.2.3.4:5 -bind=1.2.3.4:6             | 5
          -bind=1.2.3.4 -bind=1.2.3.4:6               | 6
          -bind=1.2.3.4 -port=9                       | 9
          -bind=1.2.3.4:5=onion                       | 8333
          -bind=1.2.3.4:5=onion -bind=1.2.3.4:6       | 6
          -whitebind=1.2.3.4:5                        | 5
          -whitebind=1.2.3.4:5 -port=9                | 5
          -whitebind=1.2.3.4:5 -bind=1.2.3.4:6        | 6
          -whitebind=1.2.3.4:5 -bind=1.2.3.4          | 5
          -whitebind=noban@1.2.3.4:5 -port=9          | 9
          -whitebind=noban@1.2.3.4:5 -whitebind=addr@1.2.3.4:6 | 6
          """)
  void isReachedAtAPort(String arguments, int port) throws ConfigException {
    assertThat(read(Home.split(arguments)).port()).isEqualTo(port);
    assertThat(read(Home.split(arguments + " -externalip=2.2.2.2")).external())
        .containsExactly(Endpoint.parse("2.2.2.2", port).orElseThrow());
  }

  @ParameterizedTest
  @CsvSource({
    "-bind=0.0.0.0,                   true",
    "-bind=[::]:5,                    true",
    "-whitebind=0.0.0.0:5,            true",
    "-bind=1.2.3.4,                   false",
    "-bind=1.2.3.4 -bind=::,          true",
    "-bind=0.0.0.0=onion,             false",
    "-bind=0.0.0.0 -nodiscover,       false",
    "-nodiscover,                     false",
    "-externalip=1.2.3.4,             false",
    "-externalip=1.2.3.4 -discover,   true",
  })
  void looksAtItsInterfacesIfItListensToThem(String arguments, boolean looks)
      throws ConfigException {
    assertThat(read(Home.split(arguments)).discoverInterfaces()).isEqualTo(looks);
  }

  @ParameterizedTest
  @CsvSource({
    "-bind=1.2.3.4:5,                 1.2.3.4:5",
    "-whitebind=1.2.3.4:5,            1.2.3.4:5",
    "-whitebind=noban@1.2.3.4:5,      ''",
    "-bind=1.2.3.4:5=onion,           ''",
    "-bind=fc00::1,                   [fc00::1]:8333",
  })
  void tellsOthersOfMostOfThese(String arguments, String advertised) throws ConfigException {
    assertThat(texts(read(Home.split(arguments)).advertised()))
        .isEqualTo(List.of(Home.split(advertised)));
  }

  @Test
  void knowsCjdnsIfItIsReachable() throws ConfigException {
    var plain = read("-bind=fc00::1", "-externalip=fc00::2");
    var cjdns = read("-bind=fc00::1", "-externalip=fc00::2", "-cjdnsreachable");
    assertThat(cjdns.binds()).isEqualTo(plain.binds()); // sockets know of IPv6 alone
    assertThat(texts(cjdns.advertised())).isEqualTo(texts(plain.advertised()));
    assertThat(cjdns.advertised()).isNotEqualTo(plain.advertised());
    assertThat(cjdns.external()).isNotEqualTo(plain.external());
  }

  @Test
  void looksUpWhereItIs() throws ConfigException {
    assertThat(texts(read("-externalip=proxy.example:5").external()))
        .containsExactly("192.0.0.7:5");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -bind=                             | Cannot resolve -bind address: ''
          -bind=proxy.example                | Cannot resolve -bind address: 'proxy.example'
          -bind=1.2.3.4=tor                  | Cannot resolve -bind address: '1.2.3.4=tor'
          -bind=1.2.3.4=                     | Cannot resolve -bind address: '1.2.3.4='
          -bind=1.2.3.4:x=onion              | Invalid port specified in -bind: '1.2.3.4:x=onion'
          -bind=1.2.3.4:0                    | Invalid port specified in -bind: '1.2.3.4:0'
          -port=0                            | Invalid port specified in -port: '0'
          -port=65536                        | Invalid port specified in -port: '65536'
          -port=                             | Invalid port specified in -port: ''
          -whitebind=::1                     | Need to specify a port with -whitebind: '::1'
          -whitebind=1.2.3.4:x               | Invalid port specified in -whitebind: '1.2.3.4:x'
          -whitebind=noban@1.2.3.4/10        | Cannot resolve -whitebind address: '1.2.3.4/10'
          -whitebind=spam@1.2.3.4:5          | Invalid P2P permission: 'spam'
          -whitebind=noban@1.2.3.4 -bind=1.2.3.4 -listen=0 \
          | Cannot set -bind or -whitebind together with -listen=0
          -whitebind=1.2.3.4 -nolisten       | Cannot set -bind or -whitebind together with -listen=0
          -nolisten -listenonion             | Cannot set -listen=0 together with -listenonion=1
          -connect=0 -listenonion            | Cannot set -listen=0 together with -listenonion=1
          -externalip=spam                   | Cannot resolve -externalip address: 'spam'
          -externalip=nowhere.example        | Cannot resolve -externalip address: 'nowhere.example'
          -externalip=proxy.example -nodns   | Cannot resolve -externalip address: 'proxy.example'
          -externalip=1.2.3.4:x              | Cannot resolve -externalip address: '1.2.3.4:x'
          -externalip=0.0.0.0                | Cannot resolve -externalip address: '0.0.0.0'
          -externalip=                       | Cannot resolve -externalip address: ''
          """)
  void refusesWhereItCannotListen(String arguments, String message) {
    home.assertRefused(message, Home.split(arguments));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-bind=%s:5", "-whitebind=%s:5"})
  void refusesToListenInAnOverlay(String argument) {
    var onion = "pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion";
    home.assertRefused(
        "Bind address family for %s:5 not supported".formatted(onion), argument.formatted(onion));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -bind=1.2.3.4 -bind=1.2.3.4:8333             | 1.2.3.4:8333
          -bind=1.2.3.4:5 -bind=1.2.3.4:5=onion        | 1.2.3.4:5
          -bind=1.2.3.4:5 -whitebind=noban@1.2.3.4:5   | 1.2.3.4:5
          -whitebind=noban@[::1]:5 -whitebind=[::1]:5  | [::1]:5
          -whitebind=127.0.0.1:8334                    | 127.0.0.1:8334
          -bind=1.2.3.4=onion -bind=1.2.3.4:8334=onion | 1.2.3.4:8334
          """)
  void refusesToListenTwiceAtAnAddress(String arguments, String address) {
    home.assertRefused(
        "Duplicate binding configuration for address %s. Please check your -bind, -bind=...=onion and"
                .formatted(address)
            + " -whitebind settings.",
        Home.split(arguments));
  }

  @ParameterizedTest
  @CsvSource({
    "-bind=1.2.3.4:22,             bind, 22",
    "-port=6667,                   port, 6667",
    "-port=6667 -bind=1.2.3.4,     bind, 6667",
    "-port=6667 -bind=1.2.3.4:5,   '',   0",
    "-bind=1.2.3.4:22=onion,       '',   0",
    "-whitebind=1.2.3.4:22,        '',   0",
    "-port=6668 -nolisten,         port, 6668",
  })
  void warnsOfPortsThatNobodyCalls(String arguments, String option, int port)
      throws ConfigException {
    var alerts = Home.texts(home.read(Home.split(arguments)), Notice.Kind.ALERT);
    if (option.isEmpty()) {
      assertThat(alerts).isEmpty();
      return;
    }
    assertThat(alerts)
        .containsExactly(
            "-%s request to listen on port %d. This port is considered \"bad\" and thus it is"
                    .formatted(option, port)
                + " unlikely that any peer will connect to it.");
  }
}
