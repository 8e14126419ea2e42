package cairn.ledger.fees;

import cairn.primitives.ByteReader;
import cairn.primitives.ByteWriter;
import cairn.primitives.DecodeException;

/**
 * How long transactions have waited to be mined, by what they pay, as one horizon counts it (Core's
 * TxConfirmStats). The order in which numbers are added up is Core's too: estimates are the same to
 * the last bit. Not thread-safe.
 */
final class WaitCounts {
  private static final int MAX_BLOCKS = 6 * 24 * 7;

  private final FeeBuckets buckets;
  private final double decay;
  private final int blocksPerPeriod;

  /** By bucket. */
  private final double[] feeSums;

  private final double[] confirmed;

  /** By number of periods, less one, and bucket: mined within so many. */
  private final double[][] confirmedWithin;

  /** By number of periods, less one, and bucket: gone unmined after so many or more. */
  private final double[][] gone;

  /** By height, around in a circle, and bucket: in the mempool since then. */
  private final int[][] waiting;

  /** By bucket: in the mempool for longer than that goes back. */
  private final int[] waitingLong;

  /** Whether there may be numbers other than zero. Blocks are many while the chain is fetched. */
  private boolean used;

  private WaitCounts(
      FeeBuckets buckets,
      double decay,
      int blocksPerPeriod,
      double[] feeSums,
      double[] confirmed,
      double[][] confirmedWithin,
      double[][] gone) {
    this.buckets = buckets;
    this.decay = decay;
    this.blocksPerPeriod = blocksPerPeriod;
    this.feeSums = feeSums;
    this.confirmed = confirmed;
    this.confirmedWithin = confirmedWithin;
    this.gone = gone;
    this.waiting = new int[blocksPerPeriod * confirmedWithin.length][buckets.count()];
    this.waitingLong = new int[buckets.count()];
  }

  /** Nothing is counted yet. */
  static WaitCounts empty(Horizon horizon, FeeBuckets buckets) {
    int count = buckets.count();
    return new WaitCounts(
        buckets,
        horizon.decay(),
        horizon.blocksPerPeriod(),
        new double[count],
        new double[count],
        new double[horizon.periods()][count],
        new double[horizon.periods()][count]);
  }

  /** How many blocks of waiting are told from more. */
  int maxBlocks() {
    return waiting.length;
  }

  /** A transaction has come while the chain was so high. */
  void added(int height, int bucket) {
    waiting[height % waiting.length][bucket]++;
    used = true;
  }

  /**
   * A transaction that has {@link #added come} is gone.
   *
   * @param bestHeight the height of the last block that was counted
   * @param mined whether it is in a block
   */
  void removed(int height, int bestHeight, int bucket, boolean mined) {
    int blocksAgo = bestHeight == 0 ? 0 : bestHeight - height;
    if (blocksAgo < 0) {
      return; // the chain is another than when it came
    }
    var counts = blocksAgo >= waiting.length ? waitingLong : waiting[height % waiting.length];
    counts[bucket] = Math.max(0, counts[bucket] - 1);
    if (!mined) {
      int periods = Math.min(blocksAgo / blocksPerPeriod, gone.length);
      for (int i = 0; i < periods; i++) {
        gone[i][bucket]++;
      }
    }
  }

  /** A block of this height comes: what was counted before counts less from now on. */
  void block(int height) {
    if (!used) {
      return;
    }
    var oldest = waiting[height % waiting.length];
    for (int bucket = 0; bucket < oldest.length; bucket++) {
      waitingLong[bucket] += oldest[bucket];
      oldest[bucket] = 0;
      for (int period = 0; period < confirmedWithin.length; period++) {
        confirmedWithin[period][bucket] *= decay;
        gone[period][bucket] *= decay;
      }
      feeSums[bucket] *= decay;
      confirmed[bucket] *= decay;
    }
  }

  /** A transaction was mined after so many blocks, 1 being the next one. */
  void mined(int blocks, double rate) {
    int bucket = buckets.of(rate);
    for (int i = Math.ceilDiv(blocks, blocksPerPeriod); i <= confirmedWithin.length; i++) {
      confirmedWithin[i - 1][bucket]++;
    }
    confirmed[bucket]++;
    feeSums[bucket] += rate;
  }

  /**
   * Finds the lowest fee rate at which most transactions are mined soon enough.
   *
   * @param blocks within which, 1 to {@link #maxBlocks}
   * @param enough how many transactions a block to judge a rate by
   * @param success which part of them is most
   * @param height of the last block that was counted
   */
  RateFinding find(int blocks, double enough, double success, int height) {
    return new RateSearch(this, blocks, enough, success, height).run();
  }

  FeeBuckets buckets() {
    return buckets;
  }

  double decay() {
    return decay;
  }

  int blocksPerPeriod() {
    return blocksPerPeriod;
  }

  double feeSum(int bucket) {
    return feeSums[bucket];
  }

  double confirmed(int bucket) {
    return confirmed[bucket];
  }

  double confirmedWithin(int blocks, int bucket) {
    return confirmedWithin[Math.ceilDiv(blocks, blocksPerPeriod) - 1][bucket];
  }

  double goneAfter(int blocks, int bucket) {
    return gone[Math.ceilDiv(blocks, blocksPerPeriod) - 1][bucket];
  }

  /** How many have waited since {@code blocks} before {@code height}, or for longer. */
  int waiting(int blocks, int height, int bucket) {
    int sum = waitingLong[bucket];
    for (int ago = blocks; ago < waiting.length; ago++) {
      sum += waiting[Integer.remainderUnsigned(height - ago, waiting.length)][bucket];
    }
    return sum;
  }

  /** All but what is in the mempool now. */
  void write(ByteWriter out) {
    Doubles.write(out, decay);
    out.int32(blocksPerPeriod);
    Doubles.write(out, feeSums);
    Doubles.write(out, confirmed);
    Doubles.write(out, confirmedWithin);
    Doubles.write(out, gone);
  }

  /**
   * Reads what {@link #write} has written.
   *
   * @throws DecodeException if it is anything else
   */
  static WaitCounts read(ByteReader in, FeeBuckets buckets) throws DecodeException {
    double decay = Doubles.read(in);
    if (!(decay > 0 && decay < 1)) {
      throw in.failure("decay is not between 0 and 1");
    }
    int blocksPerPeriod = in.int32();
    int count = buckets.count();
    var feeSums = Doubles.readArray(in, count);
    var confirmed = Doubles.readArray(in, count);
    int periods = in.compactSize();
    if (periods < 1
        || blocksPerPeriod < 1
        || blocksPerPeriod > MAX_BLOCKS
        || periods * (long) blocksPerPeriod > MAX_BLOCKS) {
      throw in.failure("counts are not of 1 to 1008 blocks");
    }
    var within = Doubles.readArrays(in, periods, count);
    if (in.compactSize() != periods) {
      throw in.failure("counts are not of as many blocks");
    }
    var gone = Doubles.readArrays(in, periods, count);
    var counts = new WaitCounts(buckets, decay, blocksPerPeriod, feeSums, confirmed, within, gone);
    counts.used = true;
    return counts;
  }
}
