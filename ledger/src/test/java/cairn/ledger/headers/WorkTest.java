package cairn.ledger.headers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkTest {
  private static final BigInteger LIMIT = BigInteger.ONE.shiftLeft(128);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void addsAndComparesAsNumbersDo(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 2000; i++) {
      var a = new BigInteger(random.nextInt(128), random);
      var b = new BigInteger(random.nextInt(128), random);
      assertThat(Work.of(a).toNumber()).isEqualTo(a);
      assertThat(Work.of(a).plus(Work.of(b)).toNumber()).isEqualTo(a.add(b));
      assertThat(Work.of(a).compareTo(Work.of(b))).isEqualTo(a.compareTo(b));
    }
  }

  @Test
  void carriesFromTheLowWord() {
    var low = new Work(0, -1);
    assertThat(low.plus(new Work(0, 1))).isEqualTo(new Work(1, 0));
    assertThat(low.plus(low)).isEqualTo(new Work(1, -2));
  }

  @Test
  void refusesWorkThatNobodyCanHaveDone() {
    var most = Work.of(LIMIT.subtract(BigInteger.ONE));
    assertThatThrownBy(() -> Work.of(LIMIT)).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> most.plus(new Work(0, 1))).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> most.plus(most)).isInstanceOf(ArithmeticException.class);
  }
}
