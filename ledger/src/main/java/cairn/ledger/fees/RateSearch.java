package cairn.ledger.fees;

/**
 * One search for the lowest fee rate at which most transactions are mined soon enough (Core's
 * EstimateMedianVal). It goes from the dearest bucket to the cheapest, and takes several together
 * until there are enough transactions to judge by. For one call.
 */
final class RateSearch {
  private final WaitCounts counts;
  private final FeeBuckets buckets;
  private final int blocks;
  private final double enough;
  private final double success;
  private final int height;

  /** Of the buckets since the last that were mined soon enough. */
  private double within;

  private double confirmed;
  private int waiting;
  private double gone;

  private FeeRange pass = FeeRange.NONE;
  private FeeRange fail = FeeRange.NONE;

  /** The last that were mined soon enough; from is above to until there are any. */
  private int bestFrom;

  private int bestTo;
  private boolean found;

  RateSearch(WaitCounts counts, int blocks, double enough, double success, int height) {
    this.counts = counts;
    this.buckets = counts.buckets();
    this.blocks = blocks;
    this.enough = enough / (1 - counts.decay());
    this.success = success;
    this.height = height;
  }

  RateFinding run() {
    int dearest = buckets.count() - 1;
    double partial = 0;
    int top = dearest;
    boolean passing = true;
    for (int bucket = dearest; bucket >= 0; bucket--) {
      add(bucket);
      partial += counts.confirmed(bucket);
      if (partial < enough) {
        continue;
      }
      partial = 0;
      if (within / (confirmed + gone + waiting) >= success) {
        fail = FeeRange.NONE;
        passing = true;
        passed(bucket, top);
        top = bucket - 1;
      } else if (passing) {
        passing = false;
        fail = range(bucket, top);
      }
    }
    if (passing && top >= 0) {
      fail = range(0, top); // too few to judge by
    }
    return new RateFinding(median(), counts.decay(), counts.blocksPerPeriod(), pass, fail);
  }

  private void add(int bucket) {
    within += counts.confirmedWithin(blocks, bucket);
    confirmed += counts.confirmed(bucket);
    gone += counts.goneAfter(blocks, bucket);
    waiting += counts.waiting(blocks, height, bucket);
  }

  private void passed(int bottom, int top) {
    found = true;
    bestFrom = bottom;
    bestTo = top;
    pass = range(bottom, top);
    within = 0;
    confirmed = 0;
    waiting = 0;
    gone = 0;
  }

  private FeeRange range(int bottom, int top) {
    return new FeeRange(buckets.start(bottom), buckets.end(top), within, confirmed, waiting, gone);
  }

  /** What is paid on the average in the bucket that the middle one of the best is in. */
  private double median() {
    double sum = 0;
    for (int bucket = bestFrom; found && bucket <= bestTo; bucket++) {
      sum += counts.confirmed(bucket);
    }
    double half = sum / 2;
    for (int bucket = bestFrom; sum != 0 && bucket <= bestTo; bucket++) {
      if (counts.confirmed(bucket) < half) {
        half -= counts.confirmed(bucket);
      } else {
        return counts.feeSum(bucket) / counts.confirmed(bucket);
      }
    }
    return -1;
  }
}
