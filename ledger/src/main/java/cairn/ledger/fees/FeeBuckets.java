package cairn.ledger.fees;

import cairn.primitives.ByteWriter;
import java.util.ArrayList;
import java.util.Arrays;

/**
 * The ranges into which fee rates are sorted, each from the end of the one before it to its own,
 * which belongs to it: in satoshis for 1,000 virtual bytes. Immutable.
 */
final class FeeBuckets {
  static final int MIN_COUNT = 2;
  static final int MAX_COUNT = 1000;

  private static final double LOWEST = 100;
  private static final double HIGHEST = 1e7;
  private static final double SPACING = 1.05;
  private static final double BEYOND_ALL = 1e99;

  private final double[] ends;

  private FeeBuckets(double[] ends) {
    this.ends = ends;
  }

  /** Those that are used where no file says otherwise. */
  static FeeBuckets usual() {
    var ends = new ArrayList<Double>();
    for (double end = LOWEST; end <= HIGHEST; end *= SPACING) {
      ends.add(end);
    }
    ends.add(BEYOND_ALL);
    return new FeeBuckets(ends.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** Those with these ends, which {@link #rise}. */
  static FeeBuckets of(double[] ends) {
    return new FeeBuckets(ends.clone());
  }

  /** Whether each number is more than the one before. */
  static boolean rise(double[] numbers) {
    for (int i = 1; i < numbers.length; i++) {
      if (!(numbers[i - 1] < numbers[i])) {
        return false;
      }
    }
    return true;
  }

  int count() {
    return ends.length;
  }

  /** Which one a rate belongs to; the last one if it is beyond all. */
  int of(double rate) {
    int found = Arrays.binarySearch(ends, rate);
    return found >= 0 ? found : Math.min(-found - 1, ends.length - 1);
  }

  double start(int bucket) {
    return bucket == 0 ? 0 : ends[bucket - 1];
  }

  double end(int bucket) {
    return ends[bucket];
  }

  void write(ByteWriter out) {
    Doubles.write(out, ends);
  }
}
