package cairn.ledger.script;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.primitives.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecentHashesTest {
  private static final int MEGABYTE = 1 << 20;

  @Test
  void hasNothingAtFirst() {
    assertThat(new RecentHashes(MEGABYTE).contains(hashes(1, 1).getFirst())).isFalse();
  }

  @Test
  void hasAllThatWasAddedWhileThereIsRoom() {
    var set = new RecentHashes(MEGABYTE);
    var added = hashes(1, MEGABYTE / 32 / 16);
    added.forEach(set::add);

    assertThat(added.stream().filter(set::contains).count()).isEqualTo(added.size());
    assertThat(hashes(2, 10_000).stream().filter(set::contains).count()).isZero();
  }

  @Test
  void forgetsOldOnesWhenItIsFull() {
    var set = new RecentHashes(MEGABYTE);
    var added = hashes(1, 3 * MEGABYTE / 32);
    added.forEach(set::add);

    long kept = added.stream().filter(set::contains).count();
    assertThat(kept).isBetween(MEGABYTE / 32 * 9L / 10, MEGABYTE / 32L);
    assertThat(set.contains(added.getLast())).isTrue();
  }

  @Test
  void forgetsWhatWasReleasedBeforeWhatWasNot() {
    var set = new RecentHashes(MEGABYTE);
    var needed = hashes(1, MEGABYTE / 32 / 8);
    var released = hashes(2, MEGABYTE / 32 / 2);
    needed.forEach(set::add);
    released.forEach(set::add);
    assertThat(released.stream().filter(set::release).count())
        .isGreaterThan(released.size() * 9L / 10);
    assertThat(released.stream().filter(set::contains).count())
        .isGreaterThan(released.size() * 9L / 10);

    hashes(3, MEGABYTE / 32 / 2).forEach(set::add);
    assertThat(needed.stream().filter(set::contains).count())
        .isGreaterThan(needed.size() * 9L / 10);
    assertThat(released.stream().filter(set::contains).count()).isLessThan(released.size() / 2);
  }

  @Test
  void takesBackWhatWasReleasedWhenItIsAddedAgain() {
    var set = new RecentHashes(0x4040);
    var again = hashes(1, 1).getFirst();
    set.add(again);
    set.release(again);
    set.add(again);

    // With one bucket for each of 64 values of the first byte, these fill the hash's own.
    hashes(2, 2000).stream()
        .filter(hash -> (hash.unsigned(0) - again.unsigned(0)) % 64 == 0)
        .limit(7)
        .forEach(set::add);
    assertThat(set.contains(again)).isTrue();
  }

  @Test
  void keepsNothingWithoutRoom() {
    var set = new RecentHashes(0);
    var hash = hashes(1, 1).getFirst();
    set.add(hash);

    assertThat(set.contains(hash)).isFalse();
    assertThat(set.release(hash)).isFalse();
  }

  @Test
  void servesManyThreads() throws Exception {
    var set = new RecentHashes(MEGABYTE);
    try (var threads = Executors.newFixedThreadPool(4)) {
      List<Callable<Boolean>> tasks = new ArrayList<>();
      for (int seed = 0; seed < 8; seed++) {
        var added = hashes(seed, 500);
        tasks.add(() -> {
          added.forEach(set::add);
          return added.stream().allMatch(set::contains);
        });
      }
      for (var found : threads.invokeAll(tasks)) {
        assertThat(found.get()).isTrue();
      }
    }
  }

  private static List<Bytes> hashes(long seed, int count) {
    var random = new Random(seed);
    return IntStream.range(0, count)
        .mapToObj(_ -> {
          var array = new byte[32];
          random.nextBytes(array);
          return Bytes.wrap(array);
        })
        .toList();
  }
}
