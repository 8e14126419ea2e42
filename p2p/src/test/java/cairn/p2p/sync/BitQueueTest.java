package cairn.p2p.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BitQueueTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void givesBackTheBitsInTheOrderInWhichTheyWereAdded(long seed) {
    var random = new Random(seed);
    var queue = new BitQueue();
    var twin = new ArrayDeque<Boolean>();
    for (int i = 0; i < 10_000; i++) {
      if (random.nextInt(3) > 0) {
        boolean bit = random.nextBoolean();
        queue.add(bit);
        twin.add(bit);
      } else if (!twin.isEmpty()) {
        assertThat(queue.remove()).isEqualTo(twin.remove());
      }
      assertThat(queue.size()).isEqualTo(twin.size());
    }
  }
}
