package cairn.p2p.filters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.Txid;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RollingBloomFilterTest {
  @ParameterizedTest(name = "seed {0}, capacity {1}")
  @CsvSource({"1, 1", "2, 2", "3, 3", "4, 120", "5, 5000"})
  void alwaysFindsAsManyOfTheLastAsItHasRoomFor(long seed, int capacity) {
    var filter = new RollingBloomFilter(capacity, 0.001, new Random(seed));
    int last = 5 * capacity + 3;
    for (int added = 0; added <= last; added++) {
      filter.add(element(added));
      int oldest = Math.max(0, added - capacity + 1);
      // All of a small filter each time, and of a large one what is next to be forgotten.
      int step = Math.max(1, capacity / 100);
      for (int i = oldest; i <= added; i += step) {
        assertThat(filter.contains(element(i))).as("%d after %d", i, added).isTrue();
      }
    }
  }

  @ParameterizedTest(name = "seed {0}, capacity {1}, rate {2}")
  @CsvSource({
    "11, 100, 0.01",
    "12, 1000, 0.01",
    "13, 1000, 0.001",
    "14, 50000, 0.0001",
    "15, 40, 0.02"
  })
  void findsWhatItHasNotSeenNoOftenerThanPromised(long seed, int capacity, double rate) {
    int queries = 1_000_000;
    int rounds = 10;
    long found = 0;
    var filter = new RollingBloomFilter(capacity, rate, new Random(seed));
    for (int round = 0; round < rounds; round++) {
      filter.clear();
      // As full as it ever is: three generations, the last of them about to begin anew.
      for (int i = 0; i < 3 * Math.ceilDiv(capacity, 2); i++) {
        filter.add(element(i));
      }
      found +=
          LongStream.range(0, queries / rounds)
              .filter(i -> filter.contains(element(-1 - i)))
              .count();
    }
    double expected = rate * queries;
    assertThat(found)
        .isBetween((long) (expected / 2), (long) (expected + 10 * Math.sqrt(expected)));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {21, 22, 23})
  void forgetsWhatIsOneAndAHalfTimesItsRoomAgo(long seed) {
    int capacity = 1000;
    var filter = new RollingBloomFilter(capacity, 0.000001, new Random(seed));
    for (int i = 0; i < 10 * capacity; i++) {
      filter.add(element(i));
    }
    assertThat(LongStream.range(0, 8 * capacity + 500).filter(i -> filter.contains(element(i))))
        .isEmpty();
  }

  @Test
  void forgetsEverythingWhenCleared() {
    var filter = new RollingBloomFilter(100, 0.000001, new Random(31));
    LongStream.range(0, 100).forEach(i -> filter.add(element(i)));
    filter.clear();
    assertThat(LongStream.range(0, 100).filter(i -> filter.contains(element(i)))).isEmpty();
  }

  @Test
  void mistakesOtherThingsUnderAnotherSecret() {
    var filter = new RollingBloomFilter(100, 0.01, new Random(41));
    LongStream.range(0, 150).forEach(i -> filter.add(element(i)));
    var mistaken =
        LongStream.range(1000, 50_000).filter(i -> filter.contains(element(i))).boxed().toList();
    filter.clear();
    LongStream.range(0, 150).forEach(i -> filter.add(element(i)));
    assertThat(mistaken).hasSizeGreaterThan(200);
    assertThat(mistaken.stream().filter(i -> filter.contains(element(i))).count())
        .isLessThan(mistaken.size() / 10);
  }

  @Test
  void takesAHashForTheBytesThatItIs() {
    var filter = new RollingBloomFilter(10, 0.000001, new Random(51));
    var txid = new Txid(1, 2, 3, 4);
    assertThat(filter.contains(txid)).isFalse();
    filter.add(txid);
    assertThat(filter.contains(txid)).isTrue();
    assertThat(filter.contains(txid.bytes())).isTrue();
  }

  @Test
  void staysAsSmallAsCoresFilter() {
    // What a node keeps of discouraged addresses, and of transactions refused lately.
    assertThat(new RollingBloomFilter(50_000, 0.000001, new Random(61)).size()).isEqualTo(539_168);
    assertThat(new RollingBloomFilter(120_000, 0.000001, new Random(61)).size())
        .isEqualTo(1_294_000);
  }

  @ParameterizedTest
  @CsvSource({"0, 0.01", "-5, 0.01", "10, 0", "10, 1", "10, NaN", "10, -0.5"})
  void cannotBeMadeForNothing(int capacity, double rate) {
    assertThatThrownBy(() -> new RollingBloomFilter(capacity, rate, new Random(71)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Bytes element(long number) {
    return new ByteWriter(16).int64(number).int64(~number).toBytes();
  }
}
