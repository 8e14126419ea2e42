package cairn.ledger.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BranchesTest {
  static LongStream seeds() {
    return LongStream.range(0, 20);
  }

  /** The twin is the stack of conditions that it stands for. */
  @ParameterizedTest
  @MethodSource("seeds")
  void answersAsAStackOfBooleans(long seed) {
    var random = new Random(seed);
    var branches = new Branches();
    var conditions = new ArrayDeque<Boolean>();
    for (int i = 0; i < 1000; i++) {
      switch (conditions.isEmpty() ? 0 : random.nextInt(5)) {
        case 0, 1 -> {
          boolean condition = random.nextInt(4) > 0;
          branches.open(condition);
          conditions.push(condition);
        }
        case 2 -> {
          branches.close();
          conditions.pop();
        }
        default -> {
          branches.flip();
          conditions.push(!conditions.pop());
        }
      }
      assertThat(branches.isEmpty()).isEqualTo(conditions.isEmpty());
      assertThat(branches.isExecuting()).isEqualTo(!conditions.contains(false));
    }
  }
}
