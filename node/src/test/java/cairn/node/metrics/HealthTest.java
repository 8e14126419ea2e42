package cairn.node.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.node.metrics.Health.Facts;
import cairn.node.metrics.Health.Place;
import cairn.node.metrics.Health.Status;
import cairn.primitives.BlockHash;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HealthTest {
  private static final Instant START = Instant.ofEpochSecond(1_700_000_000);
  private static final Duration YOUNG = Duration.ofMinutes(9);

  private final Health health = new Health(true);

  private static Facts facts(int height, int headers, boolean initialDownload, Duration tipAge) {
    return new Facts(
        new Place(hash(height), hash(headers)), height, headers, initialDownload, tipAge);
  }

  private static BlockHash hash(int number) {
    return new BlockHash(0, 0, 0, number);
  }

  @Test
  void isReadyWithTheLastBlock() {
    assertThat(health.judge(facts(9, 9, false, YOUNG), START)).isEqualTo(Status.READY);
    assertThat(health.judge(facts(9, 9, false, YOUNG), START.plusSeconds(3600)))
        .isEqualTo(Status.READY);
  }

  @Test
  void isReadyWhileTheNextBlockIsOnItsWay() {
    assertThat(health.judge(facts(9, 9 + Health.NEAR, false, YOUNG), START))
        .isEqualTo(Status.READY);
    assertThat(health.judge(facts(9, 10 + Health.NEAR, false, YOUNG), START))
        .isEqualTo(Status.SYNCHRONISING);
  }

  @Test
  void isStalledWhenABlockDoesNotCome() {
    var waiting = facts(9, 10, false, YOUNG);
    assertThat(health.judge(waiting, START)).isEqualTo(Status.READY);
    assertThat(health.judge(waiting, START.plus(Health.PATIENCE))).isEqualTo(Status.STALLED);
    assertThat(health.judge(facts(10, 10, false, YOUNG), START.plus(Health.PATIENCE)))
        .isEqualTo(Status.READY);
  }

  @Test
  void synchronisesAsLongAsSomethingHappens() {
    var now = START;
    for (int height = 0; height < 5; height++) {
      now = now.plus(Health.PATIENCE).minusSeconds(1);
      assertThat(health.judge(facts(height, 900, true, Duration.ofDays(900)), now))
          .isEqualTo(Status.SYNCHRONISING);
      assertThat(health.since()).isEqualTo(now);
    }
    assertThat(health.judge(facts(4, 900, true, Duration.ofDays(900)), now.plus(Health.PATIENCE)))
        .isEqualTo(Status.STALLED);
  }

  @Test
  void isStalledWhereBlocksShouldComeAndDoNot() {
    var old = facts(9, 9, false, Health.OLDEST_TIP.plusSeconds(1));
    assertThat(health.judge(old, START)).isEqualTo(Status.STALLED);
    assertThat(new Health(false).judge(old, START)).isEqualTo(Status.READY);
  }
}
