package cairn.p2p.host;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.primitives.Bytes;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StrangersTest {
  private Instant now = Instant.EPOCH;
  private final Strangers strangers = new Strangers(() -> now);

  private static Bytes magic(int number) {
    return Bytes.of(0, 0, 0, number);
  }

  @Test
  void areToldOfOncePerNetworkAndPause() {
    assertThat(strangers.isNew(magic(1))).isTrue();
    assertThat(strangers.isNew(magic(1))).isFalse();
    assertThat(strangers.isNew(magic(2))).isTrue();
    now = now.plus(Strangers.PAUSE);
    assertThat(strangers.isNew(magic(1))).isTrue();
  }

  @Test
  void areNotToldOfWithoutEndHoweverManyNetworksTheyClaim() {
    for (int i = 0; i < 100; i++) {
      assertThat(strangers.isNew(magic(i))).isEqualTo(i < Strangers.MOST);
    }
    now = now.plus(Strangers.PAUSE);
    assertThat(strangers.isNew(magic(100))).isTrue();
  }

  @Test
  void areCalledByTheirNetwork() {
    assertThat(Strangers.describe(Bytes.fromHex("fabfb5da")))
        .isEqualTo("a node of another network, regtest (message start fabfb5da)");
    assertThat(Strangers.describe(magic(1)))
        .isEqualTo("a node of another network (message start 00000001)");
    assertThat(Strangers.describe(Bytes.EMPTY)).contains("probably");
  }
}
