package cairn.ledger.coins;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Num3072Test {
  private static final BigInteger LIMIT = BigInteger.TWO.pow(3072);

  private static Num3072 number(BigInteger value) {
    var bytes = new byte[Num3072.LENGTH];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = value.shiftRight(8 * i).byteValue();
    }
    var number = new Num3072();
    number.set(bytes);
    return number;
  }

  @Test
  void beginsAsOne() {
    assertThat(new Num3072().toNumber()).isEqualTo(BigInteger.ONE);
  }

  @Test
  void readsNumbersFromThePrimeOnModuloThePrime() {
    assertThat(number(Num3072.PRIME).toNumber()).isEqualTo(BigInteger.ZERO);
    assertThat(number(LIMIT.subtract(BigInteger.ONE)).toNumber())
        .isEqualTo(BigInteger.valueOf(1_103_716));
  }

  @Test
  void multipliesTheLargestNumbers() {
    var values =
        List.of(
            BigInteger.ZERO,
            BigInteger.ONE,
            Num3072.PRIME.subtract(BigInteger.ONE),
            Num3072.PRIME,
            LIMIT.subtract(BigInteger.ONE),
            LIMIT.shiftRight(1));
    for (var a : values) {
      for (var b : values) {
        var product = number(a);
        product.multiply(number(b));
        assertThat(product.toNumber()).isEqualTo(a.multiply(b).mod(Num3072.PRIME));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void multipliesAsBigIntegersDo(long seed) {
    var random = new Random(seed);
    var number = new Num3072();
    var twin = BigInteger.ONE;
    for (int i = 0; i < 5000; i++) {
      var bytes = new byte[Num3072.LENGTH];
      random.nextBytes(bytes);
      if (random.nextInt(4) == 0) {
        Arrays.fill(bytes, random.nextInt(300), Num3072.LENGTH, (byte) 0xff);
      }
      var factor = new Num3072();
      factor.set(bytes);
      number.multiply(factor);
      twin = twin.multiply(factor.toNumber()).mod(Num3072.PRIME);
      if (i % 100 == 0) {
        number.multiply(number);
        twin = twin.multiply(twin).mod(Num3072.PRIME);
      }
    }
    assertThat(number.toNumber()).isEqualTo(twin);
  }
}
