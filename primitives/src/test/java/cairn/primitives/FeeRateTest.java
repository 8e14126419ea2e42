package cairn.primitives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeeRateTest {
  @ParameterizedTest(name = "{1} bytes at {0} cost {2}")
  @CsvSource({
    "0, 0, 0",
    "0, 100000, 0",
    "1000, 0, 0",
    "1000, 1, 1",
    "1000, 9000, 9000",
    "-1000, 0, 0",
    "-1000, 1, -1",
    "-1000, 9000, -9000",
    "123, 0, 0",
    "123, 8, 1",
    "123, 9, 2",
    "123, 121, 15",
    "123, 122, 16",
    "123, 999, 123",
    "123, 9000, 1107",
    "-123, 0, 0",
    "-123, 8, -1",
    "-123, 9, -1",
    "-123, 17, -2",
    "2100000000000000, 400000, 840000000000000000",
  })
  void roundsFeesUp(long satsPerKilobyte, long size, long fee) {
    assertThat(FeeRate.perKilobyte(satsPerKilobyte).feeFor(size)).isEqualTo(fee);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void agreesWithDecimalArithmetic(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 10_000; i++) {
      long fee = random.nextLong() >> random.nextInt(12, 64);
      long bytes = random.nextLong() >>> random.nextInt(1, 63) | 1;
      long size = random.nextLong(1, bytes + 1);
      var exact = BigDecimal.valueOf(fee).multiply(BigDecimal.valueOf(size));
      long up = exact.divide(BigDecimal.valueOf(bytes), 0, RoundingMode.CEILING).longValueExact();
      assertThat(new FeeRate(fee, bytes).feeFor(size)).isEqualTo(up == 0 && fee < 0 ? -1 : up);
    }
  }

  @Test
  void refusesFeeThatIsMoreThanCanBeHeld() {
    assertThatThrownBy(() -> new FeeRate(Long.MAX_VALUE, 1).feeFor(2))
        .isInstanceOf(ArithmeticException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "26, 789, 32",
    "27, 789, 34",
    "1, 1001, 0",
    "2, 1001, 1",
    "-1, 1001, -1",
    "2100000000000000, 2147483647, 977888703"
  })
  void roundsSatoshisPerKilobyteDown(long fee, long size, long perKilobyte) {
    assertThat(new FeeRate(fee, size).satsPerKilobyte()).isEqualTo(perKilobyte);
  }

  @Test
  void ordersByWhatAByteCosts() {
    assertThat(
            List.of(
                FeeRate.perKilobyte(Long.MIN_VALUE),
                FeeRate.perKilobyte(-1),
                FeeRate.ZERO,
                new FeeRate(1, 1001),
                FeeRate.perKilobyte(1),
                new FeeRate(2, 1001),
                new FeeRate(26, 789),
                FeeRate.perKilobyte(33),
                new FeeRate(Long.MAX_VALUE, Long.MAX_VALUE - 1),
                new FeeRate(Long.MAX_VALUE - 1, 1),
                new FeeRate(Long.MAX_VALUE, 1)))
        .isSorted()
        .doesNotHaveDuplicates();
  }

  @Test
  void isEqualToTheSameRateForMoreBytes() {
    assertThat(new FeeRate(5, 50))
        .isEqualTo(FeeRate.perKilobyte(100))
        .isEqualByComparingTo(new FeeRate(1, 10));
    assertThat(new FeeRate(-5, 50)).isEqualTo(new FeeRate(-1, 10));
    assertThat(new FeeRate(0, 7)).isEqualTo(FeeRate.ZERO);
    assertThat(new FeeRate(Long.MIN_VALUE, 2)).isEqualTo(new FeeRate(Long.MIN_VALUE / 2, 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void isNothingWithoutASize(int size) {
    assertThatThrownBy(() -> new FeeRate(1, size)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "0.00001, 1000, 0.00001000 BTC/kvB",
    "0.00000001, 1, 0.00000001 BTC/kvB",
    "1.5, 150000000, 1.50000000 BTC/kvB"
  })
  void readsAndPrintsBitcoinPerKilobyte(String text, long perKilobyte, String printed) {
    var rate = FeeRate.parse(text).orElseThrow();
    assertThat(rate.satsPerKilobyte()).isEqualTo(perKilobyte);
    assertThat(rate).hasToString(printed);
  }

  @Test
  void readsNothingThatIsNoAmount() {
    assertThat(FeeRate.parse("-0.1")).isEmpty();
    assertThat(FeeRate.parse("1 sat/vB")).isEmpty();
  }

  @Test
  void printsRatesBelowZeroAsCoreDoes() {
    assertThat(FeeRate.perKilobyte(-1)).hasToString("0.-0000001 BTC/kvB");
    assertThat(FeeRate.perKilobyte(-250_000_000)).hasToString("-2.-50000000 BTC/kvB");
  }
}
