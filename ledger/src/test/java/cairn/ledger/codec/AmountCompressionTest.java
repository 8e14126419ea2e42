package cairn.ledger.codec;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.primitives.Amount;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountCompressionTest {
  private static final BigInteger NINE = BigInteger.valueOf(9);
  private static final BigInteger TWO_TO_64 = BigInteger.TWO.pow(64);

  /** The slow, obvious twin, in numbers without bound. */
  private static long decompressSlowly(long compressed) {
    if (compressed == 0) {
      return 0;
    }
    var number = new BigInteger(Long.toUnsignedString(compressed)).subtract(BigInteger.ONE);
    int exponent = number.mod(BigInteger.TEN).intValueExact();
    var rest = number.divide(BigInteger.TEN);
    var mantissa =
        exponent == 9
            ? rest.add(BigInteger.ONE)
            : rest.divide(NINE).multiply(BigInteger.TEN).add(rest.mod(NINE)).add(BigInteger.ONE);
    return mantissa.multiply(BigInteger.TEN.pow(exponent)).mod(TWO_TO_64).longValue();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1",
    "1000000, 7",
    "100000000, 9",
    "5000000000, 50",
    "2100000000000000, 21000000"
  })
  void makesRoundAmountsSmall(long sats, long compressed) {
    assertThat(AmountCompression.compress(sats)).isEqualTo(compressed);
    assertThat(AmountCompression.decompress(compressed)).isEqualTo(sats);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void isUndoneForEveryAmount(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 50_000; i++) {
      long round = (long) Math.pow(10, random.nextInt(12));
      long sats = random.nextLong(Amount.MAX.sats() / round + 1) * round;
      assertThat(AmountCompression.decompress(AmountCompression.compress(sats))).isEqualTo(sats);
    }
  }

  @Test
  void numbersAmountsWithoutGapsFromZero() {
    for (long compressed = 0; compressed < 100_000; compressed++) {
      long sats = AmountCompression.decompress(compressed);
      assertThat(AmountCompression.compress(sats)).isEqualTo(compressed);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5, 6})
  void makesSomeNumberOfAnything(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      long compressed = random.nextLong() >>> random.nextInt(64);
      assertThat(AmountCompression.decompress(compressed)).isEqualTo(decompressSlowly(compressed));
    }
  }
}
