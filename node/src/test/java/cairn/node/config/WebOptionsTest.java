package cairn.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.rpc.web.WebConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

class WebOptionsTest extends AtHome {
  private static final long EVENTS = 128 << 20;

  @Test
  void showsNoPageUnlessItIsAsked() throws ConfigException {
    assertThat(home.read().web()).isNull();
    assertThat(home.read("-webport=0").web()).isNull();
    assertThat(home.read("-nowebport").web()).isNull();
  }

  @Test
  void showsItToThisMachineUnlessItIsToldOtherwise() throws ConfigException {
    assertThat(home.read("-webport=9").web())
        .isEqualTo(new WebConfig("127.0.0.1", 9, List.of(), EVENTS));
    assertThat(
            home.read("-webport=9", "-webbind=[::]", "-webhost=a.lan", "-webhost=b", "-eventlog=4")
                .web())
        .isEqualTo(new WebConfig("::", 9, List.of("a.lan", "b"), 4 << 20));
  }

  @Test
  void isTheNeighbourOfRpcUnlessItIsToldWhere() throws ConfigException {
    assertThat(home.read("-webport").web()).extracting(WebConfig::port).isEqualTo(8331);
    assertThat(home.read("-regtest", "-webport").web())
        .extracting(WebConfig::port)
        .isEqualTo(18442);
    assertThat(home.read("-webport", "-rpcport=5000").web())
        .extracting(WebConfig::port)
        .isEqualTo(4999);
  }

  @Test
  void refusesWhatMakesNoSense() {
    home.assertRefused("Invalid port specified in -webport: '70000'", "-webport=70000");
    home.assertRefused("-webbind is of no use without -webport.", "-webbind=127.0.0.1");
    home.assertRefused("-webhost is of no use without -webport.", "-webhost=a");
    home.assertRefused(
        "-webbind=127.0.0.1:9 is not an address; -webport says at which port.",
        "-webport=9",
        "-webbind=127.0.0.1:9");
  }
}
