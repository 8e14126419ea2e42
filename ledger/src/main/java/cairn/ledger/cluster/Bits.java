package cairn.ledger.cluster;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Sets of numbers below 64, as the bits of a {@code long}. */
final class Bits {
  private Bits() {}

  static long of(int number) {
    return 1L << number;
  }

  static boolean has(long set, int number) {
    return (set >>> number & 1) != 0;
  }

  static boolean overlap(long set, long other) {
    return (set & other) != 0;
  }

  /** The set with a number in it, or without. */
  static long put(long set, int number, boolean in) {
    return in ? set | of(number) : set & ~of(number);
  }

  /** Whether all of the one set is in the other. */
  static boolean within(long set, long other) {
    return (set & ~other) == 0;
  }

  static int count(long set) {
    return Long.bitCount(set);
  }

  /** The lowest number in a set that is not empty. */
  static int first(long set) {
    return Long.numberOfTrailingZeros(set);
  }

  /** The set without its lowest number. */
  static long rest(long set) {
    return set & (set - 1);
  }

  /** The number in a set that has this many below it. */
  static int nth(long set, int below) {
    return Long.numberOfTrailingZeros(Long.expand(1L << below, set));
  }

  /** One of the numbers in a set that is not empty, each as likely as the others. */
  static int pick(long set, SplittableRandom random) {
    return Bits.rest(set) == 0 ? first(set) : nth(set, random.nextInt(count(set)));
  }

  /** The numbers in a set, ascending. */
  static IntStream stream(long set) {
    return IntStream.range(0, Long.SIZE).filter(number -> has(set, number));
  }

  /** All numbers below a bound of at most 64. */
  static long below(int bound) {
    return bound == Long.SIZE ? -1 : (1L << bound) - 1;
  }
}
