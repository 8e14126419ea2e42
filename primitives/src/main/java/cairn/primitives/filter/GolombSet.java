package cairn.primitives.filter;

import cairn.primitives.ByteReader;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import cairn.primitives.SipHash;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;

/**
 * A Golomb-coded set (BIP 158): a set of byte strings in some 21 bits each, that can be asked for
 * its members and errs now and then, but never by a no. Immutable.
 *
 * <p>Each member is hashed to a number below their count times M. These numbers are spread evenly,
 * so the differences between neighbours, in ascending order, are small and of known distribution:
 * each is written as a quotient by 2^P in unary, that is so many ones and a zero, and a remainder
 * of P bits. Bits fill bytes from the most significant on.
 */
public final class GolombSet {
  /** One in this many strings that are not in the set seems to be (M of BIP 158). */
  public static final long FALSE_POSITIVE_RATE = 784_931;

  /** How many bits of a difference are written as they are (P of BIP 158). */
  private static final int REMAINDER_BITS = 19;

  private final long k0;
  private final long k1;
  private final long[] numbers;
  private final Bytes serialized;

  private GolombSet(long k0, long k1, long[] numbers, Bytes serialized) {
    this.k0 = k0;
    this.k1 = k1;
    this.numbers = numbers;
    this.serialized = serialized;
  }

  /**
   * The set of these strings.
   *
   * @param k0 the first half of the key to their hash
   * @param k1 the second half
   */
  public static GolombSet of(long k0, long k1, Set<Bytes> members) {
    var numbers = numbers(k0, k1, members, members.size());
    var out = new ByteWriter(members.size() * 3 + 9);
    out.compactSize(members.size());
    var bits = new BitWriter(out);
    long previous = 0;
    for (long number : numbers) {
      long difference = number - previous;
      bits.ones(difference >>> REMAINDER_BITS);
      bits.write(0, 1);
      bits.write(difference, REMAINDER_BITS);
      previous = number;
    }
    bits.flush();
    return new GolombSet(k0, k1, numbers, out.toBytes());
  }

  /**
   * Reads a set, and nothing after it.
   *
   * @throws DecodeException if the bytes are more or fewer than its number of members takes
   */
  public static GolombSet decode(long k0, long k1, Bytes bytes) throws DecodeException {
    var in = new ByteReader(bytes);
    long count = in.compactSizeUnbounded();
    // A member takes a zero and a remainder at least, so that no count makes room for more.
    if (count < 0 || count > in.remaining() * 8L / (REMAINDER_BITS + 1)) {
      throw in.failure("end of data");
    }
    var numbers = new long[(int) count];
    var bits = new BitReader(in);
    long number = 0;
    for (int i = 0; i < numbers.length; i++) {
      long quotient = bits.countOnes();
      number += (quotient << REMAINDER_BITS) + bits.read(REMAINDER_BITS);
      numbers[i] = number;
    }
    in.expectEnd();
    return new GolombSet(k0, k1, numbers, bytes);
  }

  public Bytes serialized() {
    return serialized;
  }

  /** How many members it has. */
  public int size() {
    return numbers.length;
  }

  /** Whether one of {@code candidates} is a member, or seems to be. */
  public boolean containsAny(Collection<Bytes> candidates) {
    long range = numbers.length * FALSE_POSITIVE_RATE;
    for (var candidate : candidates) {
      if (Arrays.binarySearch(numbers, number(k0, k1, candidate, range)) >= 0) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof GolombSet other
        && k0 == other.k0
        && k1 == other.k1
        && serialized.equals(other.serialized);
  }

  @Override
  public int hashCode() {
    return serialized.hashCode();
  }

  @Override
  public String toString() {
    return serialized.toString();
  }

  /** The numbers of {@code strings} in a set of {@code size}, in ascending order. */
  private static long[] numbers(long k0, long k1, Collection<Bytes> strings, int size) {
    long range = size * FALSE_POSITIVE_RATE;
    var numbers = new long[strings.size()];
    int i = 0;
    for (var string : strings) {
      numbers[i++] = number(k0, k1, string, range);
    }
    Arrays.sort(numbers);
    return numbers;
  }

  private static long number(long k0, long k1, Bytes string, long range) {
    // The upper half of the product: the hash, as a share of 2^64, of the range.
    return Math.unsignedMultiplyHigh(SipHash.of(k0, k1, string), range);
  }
}
