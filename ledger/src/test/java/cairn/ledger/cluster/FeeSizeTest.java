package cairn.ledger.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeeSizeTest {
  private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

  /** Of any magnitude, so that products of all widths come up. */
  private static FeeSize any(Random random) {
    long fee = random.nextLong() >> random.nextInt(64);
    return new FeeSize(fee, 1 + (random.nextLong() >>> (2 + random.nextInt(61))));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void comparesRatesAsExactFractions(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      var a = any(random);
      var b = random.nextInt(4) == 0 ? new FeeSize(a.fee() / 2, a.size() / 2 + 1) : any(random);
      var exact = product(a.fee(), b.size()).compareTo(product(b.fee(), a.size()));
      assertThat(Integer.signum(a.compareRate(b))).as("%s to %s", a, b).isEqualTo(exact);
      assertThat(a.paysMoreThan(b)).isEqualTo(exact > 0);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5, 6})
  void roundsTheFeeForAnotherSizeAsExactFractions(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      var rate = any(random);
      long size = random.nextLong() >>> (1 + random.nextInt(63));
      assertFee(rate, size, RoundingMode.FLOOR);
      assertFee(rate, size, RoundingMode.CEILING);
    }
  }

  private static void assertFee(FeeSize rate, long size, RoundingMode rounding) {
    var exact =
        new BigDecimal(product(rate.fee(), size))
            .divide(BigDecimal.valueOf(rate.size()), 0, rounding)
            .toBigIntegerExact();
    if (exact.compareTo(LEAST) < 0 || exact.compareTo(MOST) > 0) {
      assertThatExceptionOfType(ArithmeticException.class)
          .isThrownBy(() -> fee(rate, size, rounding));
    } else {
      assertThat(fee(rate, size, rounding)).as("%s at %d", rate, size).isEqualTo(exact.longValue());
    }
  }

  private static long fee(FeeSize rate, long size, RoundingMode rounding) {
    return rounding == RoundingMode.FLOOR ? rate.feeRoundedDown(size) : rate.feeRoundedUp(size);
  }

  private static BigInteger product(long a, long b) {
    return BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
  }

  @Test
  void sortsTheLargerFirstOfEqualRatesAndNothingLast() {
    var sorted =
        List.of(
            new FeeSize(-1, 1),
            new FeeSize(0, 1),
            new FeeSize(1, 2),
            new FeeSize(2, 3),
            new FeeSize(2, 2),
            new FeeSize(1, 1),
            new FeeSize(3, 2),
            new FeeSize(Long.MAX_VALUE, 1),
            FeeSize.NONE);
    var shuffled = new ArrayList<>(sorted);
    Collections.shuffle(shuffled, new Random(7));
    shuffled.sort(FeeSize.BY_RATE_THEN_LARGER);
    assertThat(shuffled).isEqualTo(sorted);
  }

  @Test
  void nothingPaysAsMuchAsAnything() {
    assertThat(FeeSize.NONE.compareRate(new FeeSize(-5, 3))).isZero();
    assertThat(new FeeSize(5, 3).compareRate(FeeSize.NONE)).isZero();
    assertThat(FeeSize.NONE.isNone()).isTrue();
  }

  @Test
  void addsAndSubtracts() {
    var sum = new FeeSize(-3, 10).plus(new FeeSize(5, 4));
    assertThat(sum).isEqualTo(new FeeSize(2, 14));
    assertThat(sum.minus(new FeeSize(5, 4))).isEqualTo(new FeeSize(-3, 10));
    assertThat(sum.minus(sum)).isEqualTo(FeeSize.NONE);
  }

  @Test
  void refusesAFeeForNothingAndASizeBelowZero() {
    assertThatIllegalArgumentException().isThrownBy(() -> new FeeSize(1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new FeeSize(0, -1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FeeSize(1, 1).minus(new FeeSize(1, 2)));
  }

  @Test
  void givesNoFeeWhereThereIsNoRate() {
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(() -> FeeSize.NONE.feeRoundedDown(1));
  }
}
