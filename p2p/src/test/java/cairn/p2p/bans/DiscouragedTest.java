package cairn.p2p.bans;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.p2p.wire.NetworkAddress.Ipv4;
import cairn.p2p.wire.NetworkAddress.TorV3;
import cairn.primitives.Bytes;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DiscouragedTest {
  @Test
  void remembersTheLastFiftyThousandAndNobodyElse() {
    var discouraged = new Discouraged(new Random(1));
    for (int i = 0; i < 60_000; i++) {
      discouraged.add(new Ipv4(i));
    }
    assertThat(IntStream.range(10_000, 60_000)).allMatch(i -> discouraged.contains(new Ipv4(i)));
    assertThat(IntStream.range(60_000, 110_000).filter(i -> discouraged.contains(new Ipv4(i))))
        .isEmpty();
  }

  @Test
  void tellsNetworksApart() {
    var discouraged = new Discouraged(new Random(2));
    var key = new TorV3(Bytes.fromHex("17".repeat(32)));
    assertThat(discouraged.contains(key)).isFalse();
    discouraged.add(key);
    assertThat(discouraged.contains(key)).isTrue();
    assertThat(discouraged.contains(new Ipv4(0x17171717))).isFalse();
  }
}
