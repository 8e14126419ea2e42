package cairn.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.p2p.connections.ConnectionOptions.Calls;
import cairn.p2p.connections.ConnectionOptions.Seeds;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallOptionsTest extends AtHome {
  private static final String IDLE_SEED_NODE = "-seednode is ignored when -connect is used";
  private static final String IDLE_DNS =
      "-dnsseed is ignored when -connect is used and -proxy is specified";

  private Calls calls(String... arguments) throws ConfigException {
    return home.read(arguments).peers().connections().calls();
  }

  private Seeds seeds(String... arguments) throws ConfigException {
    return home.read(arguments).peers().connections().seeds();
  }

  @Test
  void choosesByItselfUnlessTold() throws ConfigException {
    assertThat(calls()).isEqualTo(Calls.AUTOMATIC);
    assertThat(calls("-connect=a", "-connect=b:1"))
        .isEqualTo(new Calls(false, List.of("a", "b:1"), List.of()));
    assertThat(calls("-connect=0")).isEqualTo(new Calls(false, List.of(), List.of()));
    assertThat(calls("-noconnect")).isEqualTo(new Calls(false, List.of(), List.of()));
    assertThat(calls("-connect=a", "-connect=0").only()).containsExactly("a", "0");
  }

  @Test
  void addsNodesThatHaveAName() throws ConfigException {
    var config = home.read("-addnode= ", "-addnode=a", "-addnode=", "-addnode=b:1");
    assertThat(config.peers().connections().calls().added()).containsExactly("a", "b:1");
    assertThat(Home.texts(config, Notice.Kind.WARNING))
        .containsExactly("Ignoring empty -addnode value", "Ignoring empty -addnode value");
  }

  @Test
  void asksSeeds() throws ConfigException {
    assertThat(seeds()).isEqualTo(Seeds.DEFAULT);
    assertThat(seeds("-seednode=a", "-seednode=b:1", "-nofixedseeds", "-forcednsseed"))
        .isEqualTo(new Seeds(List.of("a", "b:1"), true, true, false));
    assertThat(seeds("-dnsseed=0").dns()).isFalse();
    assertThat(seeds("-connect=a").dns()).isFalse();
    assertThat(seeds("-connect=a", "-dnsseed").dns()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-dnsseed=0", "-connect=a", "-maxconnections=0", "-onlynet=onion"})
  void cannotForceWhatIsForbidden(String argument) {
    home.assertRefused(
        "Cannot set -forcednsseed to true when setting -dnsseed to false.",
        "-forcednsseed",
        argument);
  }

  @ParameterizedTest
  @CsvSource({
    "-connect=a -seednode=b,                      true,  false",
    "-connect=a -dnsseed=1 -proxy=::1,            false, true",
    "-noconnect -dnsseed -proxy=proxy.example:1,  false, true",
    "-connect=a -seednode=b -dnsseed -noproxy,    true,  true",
    "-connect=0 -seednode=b,                      false, false",
    "-noconnect -seednode=b,                      false, false",
    "-connect=a -proxy=::1,                       false, false",
    "-connect=a -dnsseed,                         false, false",
    "-connect=a -dnsseed=0 -proxy=::1,            false, false",
    "-seednode=b -dnsseed -proxy=::1,             false, false",
  })
  void tellsOfSeedsThatAreNotAsked(String arguments, boolean node, boolean dns)
      throws ConfigException {
    var told = Home.texts(home.read(Home.split(arguments)), Notice.Kind.INFO);
    assertThat(told.contains(IDLE_SEED_NODE)).isEqualTo(node);
    assertThat(told.contains(IDLE_DNS)).isEqualTo(dns);
  }

  @ParameterizedTest
  @CsvSource({
    "'',                true",
    "-networkactive,    true",
    "-networkactive=1,  true",
    "-networkactive=0,  false",
    "-nonetworkactive,  false",
    "-nonetworkactive=1, false",
  })
  void maySpeakWithNobody(String arguments, boolean active) throws ConfigException {
    assertThat(home.read(Home.split(arguments)).peers().networkActive()).isEqualTo(active);
  }
}
