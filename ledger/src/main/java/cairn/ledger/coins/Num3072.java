package cairn.ledger.coins;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A number modulo the prime 2^3072 - 1103717, to be multiplied millions of times. Not thread-safe.
 *
 * <p>It is kept as 110 limbs of 28 bits, the least significant first, and may be any of the numbers
 * below 2^3080 that are the same modulo the prime. Limbs so short leave room in 64 bits for the sum
 * of 110 products, so carries wait until the end, and the loop that multiplies is one that the
 * compiler turns into vector instructions.
 */
final class Num3072 {
  /** How many bytes a number has. */
  static final int LENGTH = 384;

  static final BigInteger PRIME = BigInteger.TWO.pow(3072).subtract(BigInteger.valueOf(1_103_717));

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int LIMBS = 110;
  private static final int BITS = 28;
  private static final int MASK = (1 << BITS) - 1;

  /** 2^3080 modulo the prime: what a carry out of the last limb is worth in the first. */
  private static final long WRAP = 1_103_717L << (LIMBS * BITS - 3072);

  private final int[] limbs = new int[LIMBS];
  private final long[] product = new long[2 * LIMBS];

  /** Begins as one. */
  Num3072() {
    limbs[0] = 1;
  }

  /**
   * Takes another value.
   *
   * @param bytes 384, the least significant first; the number may be the prime or above
   */
  void set(byte[] bytes) {
    for (int i = 0; i < LIMBS - 1; i++) {
      int bit = i * BITS;
      limbs[i] = (int) INT.get(bytes, bit / 8) >>> (bit % 8) & MASK;
    }
    int last = LENGTH - Integer.BYTES;
    limbs[LIMBS - 1] = (int) INT.get(bytes, last) >>> ((LIMBS - 1) * BITS - last * 8);
  }

  /** Multiplies this by {@code factor}, which may be this. */
  void multiply(Num3072 factor) {
    Arrays.fill(product, 0);
    for (int i = 0; i < LIMBS; i++) {
      addMultiple(product, i, limbs[i], factor.limbs);
    }
    carryProduct();
    wrapProduct();
  }

  private static void addMultiple(long[] sums, int from, int multiplier, int[] limbs) {
    for (int i = 0; i < LIMBS; i++) {
      sums[from + i] += (long) multiplier * limbs[i];
    }
  }

  private void carryProduct() {
    long carry = 0;
    for (int i = 0; i < product.length; i++) {
      carry += product[i];
      product[i] = carry & MASK;
      carry >>>= BITS;
    }
  }

  /** Makes the product, of 6160 bits, one of 3080 again. */
  private void wrapProduct() {
    long carry = 0;
    for (int i = 0; i < LIMBS; i++) {
      carry += product[i] + WRAP * product[LIMBS + i];
      limbs[i] = (int) carry & MASK;
      carry >>>= BITS;
    }
    while (carry != 0) {
      carry *= WRAP;
      for (int i = 0; i < LIMBS && carry != 0; i++) {
        carry += limbs[i];
        limbs[i] = (int) carry & MASK;
        carry >>>= BITS;
      }
    }
  }

  /** The number it is modulo the prime. */
  BigInteger toNumber() {
    var number = BigInteger.ZERO;
    for (int i = LIMBS - 1; i >= 0; i--) {
      number = number.shiftLeft(BITS).add(BigInteger.valueOf(limbs[i]));
    }
    return number.mod(PRIME);
  }
}
