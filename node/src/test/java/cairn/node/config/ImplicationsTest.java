package cairn.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImplicationsTest extends AtHome {
  private static List<String> told(NodeConfig config) {
    return Home.texts(config, Notice.Kind.INFO).stream()
        .filter(text -> text.startsWith("parameter interaction: "))
        .map(text -> text.substring("parameter interaction: ".length()))
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -connect=1.2.3.4           | -connect or -maxconnections=0 set -> setting -dnsseed=0
          -connect=1.2.3.4           | -connect or -maxconnections=0 set -> setting -listen=0
          -connect=0                 | -connect or -maxconnections=0 set -> setting -listen=0
          -noconnect                 | -connect or -maxconnections=0 set -> setting -dnsseed=0
          -noconnect                 | -connect or -maxconnections=0 set -> setting -listen=0
          -maxconnections=0          | -connect or -maxconnections=0 set -> setting -dnsseed=0
          -proxy=127.0.0.1           | -proxy set -> setting -listen=0
          -proxy=127.0.0.1           | -proxy set -> setting -discover=0
          -nolisten                  | -listen=0 -> setting -discover=0
          -connect=0                 | -listen=0 -> setting -discover=0
          -externalip=1.2.3.4        | -externalip set -> setting -discover=0
          -blocksonly                | -blocksonly=1 -> setting -whitelistrelay=0
          -whitelistforcerelay       | -whitelistforcerelay=1 -> setting -whitelistrelay=1
          -onlynet=onion -onion=::1  | -onlynet excludes IPv4 and IPv6 -> setting -dnsseed=0
          -bind=1.2.3.4              | -bind set -> setting -listen=1
          -whitebind=1.2.3.4:5       | -whitebind set -> setting -listen=1
          """)
  void tellsWhatFollowsFromAnOption(String arguments, String told) throws ConfigException {
    assertThat(told(home.read(Home.split(arguments)))).contains(told);
  }

  @ParameterizedTest
  @CsvSource({
    "''",
    "-proxy=0",
    "-noproxy",
    "-maxconnections=1",
    "-listen",
    "-noblocksonly",
    "-onlynet=ipv6",
    "-onlynet=cjdns -onlynet=IPv4 -cjdnsreachable",
    "-connect=1.2.3.4 -dnsseed=1 -listen=1 -discover=1",
    "-nolisten -discover=1",
    "-blocksonly -whitelistrelay=1",
  })
  void leavesAloneWhatWasSaidOrDoesNotFollow(String arguments) throws ConfigException {
    assertThat(told(home.read(Home.split(arguments)))).isEmpty();
  }

  @Test
  void listensWhereItIsToldToEvenIfItHides() throws ConfigException {
    var config = home.read("-bind=1.2.3.4", "-proxy=127.0.0.1", "-connect=0");
    assertThat(config.peers().listening().isOn()).isTrue();
    assertThat(told(config))
        .containsExactly(
            "-bind set -> setting -listen=1",
            "-connect or -maxconnections=0 set -> setting -dnsseed=0",
            "-proxy set -> setting -discover=0");
  }

  @ParameterizedTest
  @CsvSource({"-connect=0, false", "-proxy=127.0.0.1, false", "-nodiscover, true", "'', true"})
  void listensUnlessOthersAreToldNothing(String arguments, boolean listens) throws ConfigException {
    assertThat(home.read(Home.split(arguments)).peers().listening().isOn()).isEqualTo(listens);
  }

  @ParameterizedTest
  @CsvSource({
    "'',                         true",
    "-blocksonly,                false",
    "-blocksonly -whitelistrelay, true",
    "-whitelistrelay=0,          false",
    "-blocksonly -whitelistforcerelay, false", // the first that says something
  })
  void knowsWhichPermissionsAreUsual(String arguments, boolean relay) throws ConfigException {
    var whitelist = home.read(Home.split(arguments)).peers().connections().whitelist();
    assertThat(whitelist.relay()).isEqualTo(relay);
    assertThat(whitelist.forceRelay()).isEqualTo(arguments.contains("force"));
  }
}
