package cairn.ledger.fees;

import cairn.primitives.ByteReader;
import cairn.primitives.ByteWriter;
import cairn.primitives.DecodeException;

/** Writes numbers by their bits (IEEE 754), and lists of them with their length before them. */
final class Doubles {
  private Doubles() {}

  static void write(ByteWriter out, double number) {
    out.int64(Double.doubleToLongBits(number));
  }

  static void write(ByteWriter out, double[] numbers) {
    out.compactSize(numbers.length);
    for (double number : numbers) {
      write(out, number);
    }
  }

  static void write(ByteWriter out, double[][] lists) {
    out.compactSize(lists.length);
    for (var list : lists) {
      write(out, list);
    }
  }

  static double read(ByteReader in) throws DecodeException {
    return Double.longBitsToDouble(in.int64());
  }

  /** A list of any length that the input can hold. */
  static double[] readArray(ByteReader in) throws DecodeException {
    return readElements(in, in.count(Double.BYTES));
  }

  /** A list of {@code count}. */
  static double[] readArray(ByteReader in, int count) throws DecodeException {
    if (in.count(Double.BYTES) != count) {
      throw in.failure("not a number for each of %d buckets".formatted(count));
    }
    return readElements(in, count);
  }

  /** So many lists of {@code count} each; their number has been read before. */
  static double[][] readArrays(ByteReader in, int lists, int count) throws DecodeException {
    var all = new double[lists][];
    for (int i = 0; i < lists; i++) {
      all[i] = readArray(in, count);
    }
    return all;
  }

  private static double[] readElements(ByteReader in, int count) throws DecodeException {
    var numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = read(in);
    }
    return numbers;
  }
}
