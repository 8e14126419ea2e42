package cairn.p2p.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AlarmsTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final Alarms alarms = new Alarms();
  private final List<Integer> done = new ArrayList<>();

  @Test
  void runsWhatIsDueInTheOrderOfTheTimes() {
    alarms.at(NOON.plusSeconds(2), () -> done.add(2));
    alarms.at(NOON.plusSeconds(1), () -> done.add(1));
    alarms.at(NOON.plusSeconds(3), () -> done.add(3));

    alarms.run(NOON.plusSeconds(2));

    assertThat(done).containsExactly(1, 2);
    assertThat(alarms.next()).isEqualTo(NOON.plusSeconds(3));
  }

  @Test
  void runsWhatIsDueAtOneTimeInTheOrderInWhichItWasAskedFor() {
    var numbers = IntStream.range(0, 100).boxed().toList();
    numbers.forEach(number -> alarms.at(NOON, () -> done.add(number)));

    alarms.run(NOON);

    assertThat(done).isEqualTo(numbers);
  }

  @Test
  void leavesWhatAnAlarmAsksForToTheNextRun() {
    alarms.at(NOON, () -> alarms.at(NOON, () -> done.add(1)));

    alarms.run(NOON);
    assertThat(done).isEmpty();
    assertThat(alarms.next()).isEqualTo(NOON);

    alarms.run(NOON);
    assertThat(done).containsExactly(1);
  }

  @Test
  void putsForwardWhatWasAskedForSoFar() {
    alarms.at(NOON.plusSeconds(70), () -> done.add(2));
    alarms.at(NOON.plusSeconds(61), () -> done.add(1));
    alarms.forward(Duration.ofSeconds(60));
    alarms.at(NOON.plusSeconds(61), () -> done.add(3));

    alarms.run(NOON.plusSeconds(10));

    assertThat(done).containsExactly(1, 2);
    assertThat(alarms.next()).isEqualTo(NOON.plusSeconds(61));
  }

  @Test
  void hasNothingToDoUntilItIsAsked() {
    assertThat(alarms.next()).isEqualTo(Instant.MAX);
  }
}
