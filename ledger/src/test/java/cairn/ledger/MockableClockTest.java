package cairn.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class MockableClockTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.5Z");

  private final MockableClock clock = new MockableClock(InstantSource.fixed(NOW));

  @Test
  void showsTheRealTimeUnlessItIsSet() {
    assertThat(clock.instant()).isEqualTo(NOW);
    clock.set(1_296_688_602);
    assertThat(clock.instant()).isEqualTo(Instant.parse("2011-02-02T23:16:42Z"));
    clock.set(0);
    assertThat(clock.instant()).isEqualTo(NOW);
  }

  @Test
  void tellsThatItWasSet() {
    var heard = new ArrayList<Instant>();
    clock.onSet(() -> heard.add(clock.instant()));
    clock.set(1);
    clock.set(0);
    assertThat(heard).containsExactly(Instant.ofEpochSecond(1), NOW);
  }
}
