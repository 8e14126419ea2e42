package cairn.p2p.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares the heap with a list that is sorted. */
class AgendaTest {
  private static final long[] SPANS = {100, 10_000_000, 10_000_000_000L};

  private record Entry(long time, int number) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void comesInTheOrderOfTimesAndThenOfAdding(long seed) {
    var random = new SplittableRandom(seed);
    var agenda = new Agenda();
    var expected = new ArrayList<Entry>();
    var done = new ArrayList<Integer>();
    for (int number = 0; number < 5_000; number++) {
      // Many at one time, some in another second, some in hours.
      long time = random.nextLong(SPANS[random.nextInt(SPANS.length)]);
      int added = number;
      agenda.add(time, () -> done.add(added));
      expected.add(new Entry(time, number));
      if (random.nextInt(5) == 0) {
        // List.sort keeps the order of those that are equal.
        expected.sort(Comparator.comparingLong(Entry::time));
        var first = expected.removeFirst();
        assertThat(agenda.next()).isEqualTo(first.time);
        agenda.remove().run();
        assertThat(done.removeLast()).isEqualTo(first.number);
      }
    }
    expected.sort(Comparator.comparingLong(Entry::time));
    while (agenda.next() != Long.MAX_VALUE) {
      agenda.remove().run();
    }
    assertThat(done).isEqualTo(expected.stream().map(Entry::number).toList());
  }
}
