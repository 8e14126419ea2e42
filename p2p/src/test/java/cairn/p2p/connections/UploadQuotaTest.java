package cairn.p2p.connections;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.p2p.FakeClock;
import cairn.p2p.connections.ConnectionOptions.Limits;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class UploadQuotaTest {
  private static final long BLOCK = 4_000_000;

  /** A day has room for so many blocks. */
  private static final long DAY_OF_BLOCKS = 144 * BLOCK;

  private final FakeClock clock = new FakeClock(Instant.ofEpochSecond(1_800_000_000));
  private long sent;

  private UploadQuota quota(long target) {
    return new UploadQuota(clock, () -> sent, target);
  }

  @Test
  void isNeverReachedWithoutATarget() {
    var quota = quota(0);
    sent = Long.MAX_VALUE;
    assertThat(quota.isReached()).isFalse();
    assertThat(quota.isReachedForOldBlocks()).isFalse();
    var status = quota.status();
    assertThat(status.target()).isZero();
    assertThat(status.targetReached()).isFalse();
    assertThat(status.serveHistoricalBlocks()).isTrue();
    assertThat(status.bytesLeft()).isZero();
    assertThat(status.timeLeft()).isZero();
  }

  @Test
  void isReachedWhenAllWasSent() {
    var quota = quota(1000);
    sent = 999;
    assertThat(quota.isReached()).isFalse();
    assertThat(quota.status().bytesLeft()).isEqualTo(1);
    sent = 1000;
    assertThat(quota.isReached()).isTrue();
    assertThat(quota.status().targetReached()).isTrue();
    assertThat(quota.status().bytesLeft()).isZero();
    sent = 2000;
    assertThat(quota.status().bytesLeft()).isZero();
  }

  @Test
  void keepsRoomForNewBlocks() {
    var quota = quota(DAY_OF_BLOCKS + 1000);
    sent = 999;
    assertThat(quota.isReachedForOldBlocks()).isFalse();
    assertThat(quota.status().serveHistoricalBlocks()).isTrue();
    sent = 1000;
    assertThat(quota.isReachedForOldBlocks()).isTrue();
    assertThat(quota.status().serveHistoricalBlocks()).isFalse();
    assertThat(quota.isReached()).isFalse();
  }

  @Test
  void needsLessRoomTheLaterItGets() {
    var quota = quota(DAY_OF_BLOCKS);
    assertThat(quota.isReachedForOldBlocks()).isTrue();
    sent = 1;
    quota.count();
    clock.advance(Duration.ofSeconds(1)); // now there is only time for 143
    sent = BLOCK - 1;
    assertThat(quota.isReachedForOldBlocks()).isFalse();
    sent = BLOCK;
    assertThat(quota.isReachedForOldBlocks()).isTrue();
    clock.advance(Duration.ofMinutes(10));
    assertThat(quota.isReachedForOldBlocks()).isFalse();
  }

  @Test
  void beginsADayWithTheFirstByte() {
    var quota = quota(1000);
    assertThat(quota.status().timeLeft()).isEqualTo(Duration.ofHours(24));
    clock.advance(Duration.ofHours(5));
    assertThat(quota.status().timeLeft()).isEqualTo(Duration.ofHours(24));
    sent = 1;
    quota.count();
    clock.advance(Duration.ofHours(5));
    assertThat(quota.status().timeLeft()).isEqualTo(Duration.ofHours(19));
  }

  @Test
  void countsAnewAfterADay() {
    var quota = quota(1000);
    sent = 1000;
    quota.count();
    clock.advance(Duration.ofHours(24));
    sent = 1001;
    assertThat(quota.isReached()).isTrue();
    clock.advance(Duration.ofSeconds(1));
    assertThat(quota.status().timeLeft()).isZero();
    assertThat(quota.isReached()).isTrue(); // until something is sent
    sent = 1003;
    assertThat(quota.isReached()).isFalse();
    assertThat(quota.status().bytesLeft()).isEqualTo(998);
    assertThat(quota.status().timeLeft()).isEqualTo(Duration.ofHours(24));
  }

  @Test
  void isTakenByConnectionsAllTheTime() {
    var limits = new Limits(200, 50, Duration.ofSeconds(60), 1000);
    var node = new ConnectionsNode(ConnectionOptions.DEFAULT.with(limits));
    node.bytesSent = 1000;
    node.beat();
    node.clock.advance(Duration.ofHours(23));
    var status = node.connections.upload().status();
    assertThat(status.targetReached()).isTrue();
    assertThat(status.timeLeft()).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void saysHowLongADayIs() {
    assertThat(quota(1000).status().timeframe()).isEqualTo(Duration.ofDays(1));
    assertThat(quota(1000).status().target()).isEqualTo(1000);
  }
}
