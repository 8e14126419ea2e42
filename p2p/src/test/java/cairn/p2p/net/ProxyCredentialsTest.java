package cairn.p2p.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ProxyCredentialsTest {
  @Test
  void areOthersForEachConnectionAndEachRun() {
    var one = new ProxyCredentials.Source(new Random(1));
    var first = one.next();
    assertThat(first.user()).matches("[0-9a-f]{16}-0").isEqualTo(first.password());
    assertThat(one.next().user()).matches("[0-9a-f]{16}-1");
    assertThat(new ProxyCredentials.Source(new Random(2)).next()).isNotEqualTo(first);
  }

  @Test
  void doNotPrintThemselves() {
    assertThat(new ProxyCredentials("me", "secret")).asString().doesNotContain("secret");
  }
}
