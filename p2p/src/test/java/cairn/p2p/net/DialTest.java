package cairn.p2p.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cairn.p2p.net.Dial.ToEndpoint;
import cairn.p2p.net.Dial.ToName;
import cairn.p2p.wire.Endpoint;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DialTest {
  private static final Proxy PROXY = new Proxy(new Proxy.Unix(Path.of("/run/tor")), true);
  private static final String ONION =
      "pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion:8333";

  @ParameterizedTest
  @ValueSource(strings = {"1.2.3.4:8333", "[2001:db8::1]:18444"})
  void reachesAnAddressOfIpDirectlyOrThroughAProxy(String text) {
    var target = new ToEndpoint(Endpoint.parse(text, 0).orElseThrow());
    assertThat(new Dial(target, null, true).target()).hasToString(text);
    assertThat(new Dial(target, PROXY, true).target()).hasToString(text);
  }

  @Test
  void tellsAProxyOfAnAddressWithoutItsPort() {
    var target = new ToEndpoint(Endpoint.parse("[2001:db8::1]:18444", 0).orElseThrow());
    assertThat(target.host()).isEqualTo("2001:db8::1");
    assertThat(target.port()).isEqualTo(18444);
  }

  @Test
  void reachesAnOnionOrANameOnlyThroughAProxy() {
    var onion = new ToEndpoint(Endpoint.parse(ONION, 0).orElseThrow());
    assertThat(new Dial(onion, PROXY, true).target()).hasToString(ONION);
    assertThatThrownBy(() -> new Dial(onion, null, true))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Dial(new ToName("node.example", 8333), null, true))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesANameThatNoProxyTakes() {
    assertThat(new ToName("a".repeat(255), 1).host()).hasSize(255);
    assertThatThrownBy(() -> new ToName("a".repeat(256), 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ToName("n\u00f6de", 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
