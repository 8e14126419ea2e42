package cairn.ledger.fees;

import cairn.ledger.Ledger;
import cairn.ledger.MempoolEntry;
import cairn.ledger.MempoolListener;
import cairn.primitives.ByteReader;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import cairn.primitives.FeeRate;
import cairn.primitives.Txid;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches how long transactions wait in the mempool for their block, and says by that what others
 * should pay. Thread-safe.
 *
 * <p>Only those are watched that came by themselves and could be in the next block: what others pay
 * for says nothing of what is enough.
 */
public final class FeeEstimator implements MempoolListener {
  private static final Logger log = LoggerFactory.getLogger(FeeEstimator.class);

  /** The number with which the file begins. */
  private static final int VERSION = 309_900;

  private static final Duration MAX_TIP_AGE = Duration.ofHours(3);

  /** What a file tells of blocks before these is not believed any more. */
  private static final int OLDEST_HISTORY = 6 * 1008;

  /** The part of transactions that has to be mined in half the time, in time, in twice the time. */
  private static final double HALF_SUCCESS = 0.6;

  private static final double SUCCESS = 0.85;
  private static final double DOUBLE_SUCCESS = 0.95;

  private static final List<Horizon> FILE_ORDER =
      List.of(Horizon.MEDIUM, Horizon.SHORT, Horizon.LONG);

  private final BooleanSupplier upToDate;
  private final Map<Txid, Watched> watched = new HashMap<>();
  private Map<Horizon, WaitCounts> counts = new EnumMap<>(Horizon.class);
  private FeeBuckets buckets = FeeBuckets.usual();
  private int bestHeight;

  /** The block in which the first watched transaction was mined; 0 for none yet. */
  private int firstRecorded;

  /** From where to where blocks were counted that the file tells of. */
  private int historyFirst;

  private int historyBest;

  /**
   * Has seen nothing yet.
   *
   * @param upToDate whether the chain is, so far as it is known: only then does it show how long
   *     transactions wait
   */
  public FeeEstimator(BooleanSupplier upToDate) {
    this.upToDate = upToDate;
    for (var horizon : Horizon.values()) {
      counts.put(horizon, WaitCounts.empty(horizon, buckets));
    }
  }

  /** Watches the mempool of {@code ledger}, and has seen nothing yet. */
  public static FeeEstimator watching(Ledger ledger) {
    var estimator = new FeeEstimator(() -> isUpToDate(ledger));
    ledger.listen(estimator);
    return estimator;
  }

  private static boolean isUpToDate(Ledger ledger) {
    var tip = ledger.chain().tip();
    long earliest = ledger.config().clock().instant().minus(MAX_TIP_AGE).getEpochSecond();
    return !ledger.state().isInitialBlockDownload()
        && tip.time() >= earliest
        && tip.height() >= ledger.index().bestHeader().height() - 1;
  }

  /**
   * A transaction in the mempool.
   *
   * @param height of the chain when it came
   */
  private record Watched(int height, int bucket) {}

  /**
   * What a transaction should pay.
   *
   * @param rate empty if there is too little to judge by
   * @param blocks within which it will probably be mined then: it may be others than was asked for
   */
  public record Estimate(Optional<FeeRate> rate, int blocks) {
    static Estimate of(double median, int blocks) {
      long rate = median < 0 ? 0 : Math.round(median);
      return new Estimate(
          rate == 0 ? Optional.empty() : Optional.of(FeeRate.perKilobyte(rate)), blocks);
    }
  }

  @Override
  public synchronized void added(MempoolEntry entry, long sequence, boolean standsAlone) {
    if (entry.height() != bestHeight || !standsAlone || !upToDate.getAsBoolean()) {
      return;
    }
    int bucket = buckets.of(rate(entry));
    var txid = entry.transaction().txid();
    if (watched.putIfAbsent(txid, new Watched(bestHeight, bucket)) == null) {
      counts.values().forEach(each -> each.added(bestHeight, bucket));
    }
  }

  @Override
  public synchronized void removed(MempoolEntry entry, Removal why, long sequence) {
    if (why != Removal.BLOCK) {
      var _ = forget(entry.transaction().txid(), false);
    }
  }

  @Override
  public synchronized void mined(List<? extends MempoolEntry> entries, int height) {
    if (height <= bestHeight) {
      return; // a reorganisation, which says nothing of how long transactions wait
    }
    bestHeight = height;
    counts.values().forEach(each -> each.block(height));
    int counted = 0;
    for (var entry : entries) {
      int blocks = height - entry.height();
      if (forget(entry.transaction().txid(), true) && blocks > 0) {
        counts.values().forEach(each -> each.mined(blocks, rate(entry)));
        counted++;
      }
    }
    if (firstRecorded == 0 && counted > 0) {
      firstRecorded = height;
    }
    log.debug(
        "Blockpolicy estimates updated by {} of {} block txs, mempool map size {}, max target {}",
        counted,
        entries.size(),
        watched.size(),
        mostBlocks());
  }

  private boolean forget(Txid txid, boolean mined) {
    var gone = watched.remove(txid);
    if (gone != null) {
      counts
          .values()
          .forEach(each -> each.removed(gone.height(), bestHeight, gone.bucket(), mined));
    }
    return gone != null;
  }

  private static double rate(MempoolEntry entry) {
    return new FeeRate(entry.feeSats(), entry.virtualSize()).satsPerKilobyte();
  }

  /** Within how many blocks at most a transaction can be, as this horizon counts. */
  public synchronized int maxBlocks(Horizon horizon) {
    return counts(horizon).maxBlocks();
  }

  /**
   * What a transaction should pay so that it is probably mined soon enough.
   *
   * @param target within how many blocks, 1 to {@link #maxBlocks} of the longest horizon
   * @param conservative whether longer horizons have to agree, so that the answer does not fall as
   *     soon as fees do
   */
  public synchronized Estimate estimate(int target, boolean conservative) {
    int blocks = Math.min(Math.max(target, 2), mostBlocks()); // the next one cannot be foreseen
    if (blocks <= 1) {
      return Estimate.of(-1, blocks);
    }
    double median = combined(blocks / 2, HALF_SUCCESS, true);
    median = Math.max(median, combined(blocks, SUCCESS, true));
    median = Math.max(median, combined(2 * blocks, DOUBLE_SUCCESS, !conservative));
    if (conservative || median == -1) {
      median = Math.max(median, conservative(2 * blocks));
    }
    return Estimate.of(median, blocks);
  }

  /**
   * What one horizon says.
   *
   * @param target within how many blocks, 1 to {@link #maxBlocks}
   * @param success the part of transactions that has to be mined by then
   */
  public synchronized RateFinding look(int target, double success, Horizon horizon) {
    return counts(horizon).find(target, horizon.enough(), success, bestHeight);
  }

  /**
   * What the shortest horizon says that counts so many blocks.
   *
   * @param shorter whether shorter ones may say less, for as many blocks as they count
   */
  private double combined(int blocks, double success, boolean shorter) {
    double median = -1;
    boolean looked = false;
    for (var horizon : Horizon.values()) {
      if (!looked && blocks <= maxBlocks(horizon)) {
        looked = true;
        median = look(blocks, success, horizon).median();
      }
    }
    if (!looked || !shorter) {
      return median;
    }
    for (var horizon : List.of(Horizon.MEDIUM, Horizon.SHORT)) {
      int most = maxBlocks(horizon);
      if (blocks > most) {
        double other = look(most, success, horizon).median();
        if (other > 0 && (median == -1 || other < median)) {
          median = other;
        }
      }
    }
    return median;
  }

  /** The most that the longer horizons say. */
  private double conservative(int blocks) {
    double median = -1;
    if (blocks <= maxBlocks(Horizon.SHORT)) {
      median = look(blocks, DOUBLE_SUCCESS, Horizon.MEDIUM).median();
    }
    if (blocks <= maxBlocks(Horizon.MEDIUM)) {
      median = Math.max(median, look(blocks, DOUBLE_SUCCESS, Horizon.LONG).median());
    }
    return median;
  }

  /** There has to have been time for as many to fail. */
  private int mostBlocks() {
    return Math.min(maxBlocks(Horizon.LONG), Math.max(recordedBlocks(), historyBlocks()) / 2);
  }

  private int recordedBlocks() {
    return firstRecorded == 0 ? 0 : bestHeight - firstRecorded;
  }

  private int historyBlocks() {
    boolean tooOld = bestHeight - historyBest > OLDEST_HISTORY;
    return historyFirst == 0 || tooOld ? 0 : historyBest - historyFirst;
  }

  private WaitCounts counts(Horizon horizon) {
    return Objects.requireNonNull(counts.get(horizon));
  }

  /** Watches no transaction any more: the node ends, and they have not been mined until then. */
  public synchronized void forgetAll() {
    for (var txid : List.copyOf(watched.keySet())) {
      var _ = forget(txid, false);
    }
  }

  /** All that was counted, as the file has it. */
  synchronized Bytes encode() {
    var out = new ByteWriter(1 << 18);
    out.int32(VERSION).int32(bestHeight);
    if (recordedBlocks() > historyBlocks() / 2) {
      out.int32(firstRecorded).int32(bestHeight);
    } else {
      out.int32(historyFirst).int32(historyBest);
    }
    buckets.write(out);
    for (var horizon : FILE_ORDER) {
      counts(horizon).write(out);
    }
    return out.toBytes();
  }

  /**
   * Goes on from what a file has. To be called before anything is seen.
   *
   * @throws DecodeException if it is no such file; nothing has changed then
   */
  synchronized void decode(Bytes file) throws DecodeException {
    var in = new ByteReader(file);
    int version = in.int32();
    if (version != VERSION) {
      throw in.failure("version %d cannot be read, only %d".formatted(version, VERSION));
    }
    int best = in.int32();
    int first = in.int32();
    int last = in.int32();
    if (first < 0 || first > last || last > best) {
      throw in.failure("range of blocks is invalid");
    }
    var ends = Doubles.readArray(in);
    if (ends.length < FeeBuckets.MIN_COUNT || ends.length > FeeBuckets.MAX_COUNT) {
      throw in.failure("not 2 to 1000 buckets");
    }
    if (!FeeBuckets.rise(ends)) {
      throw in.failure("buckets do not rise");
    }
    var read = FeeBuckets.of(ends);
    var all = new EnumMap<Horizon, WaitCounts>(Horizon.class);
    for (var horizon : FILE_ORDER) {
      all.put(horizon, WaitCounts.read(in, read));
    }
    buckets = read;
    counts = all;
    bestHeight = best;
    historyFirst = first;
    historyBest = last;
  }
}
