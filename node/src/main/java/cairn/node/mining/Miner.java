package cairn.node.mining;

import cairn.ledger.BlockAnswer;
import cairn.ledger.IndexedBlock;
import cairn.ledger.Ledger;
import cairn.ledger.LedgerClosedException;
import cairn.ledger.LedgerListener;
import cairn.ledger.mining.BlockAssembler;
import cairn.ledger.mining.BlockOptions;
import cairn.ledger.mining.BlockTemplate;
import cairn.ledger.mining.HeaderSearch;
import cairn.ledger.rules.Place;
import cairn.node.config.MineConfig;
import cairn.primitives.Block;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Mines with the processors of this machine, from its start until it is closed. One thread decides
 * what to work on, the others hash.
 *
 * <p>There is a new block to work on when there is a new tip, when the fees of one have risen, and
 * when it is old, so that its time is right. While better headers than the chain are known, nothing
 * is mined: that would be in vain.
 */
public final class Miner implements LedgerListener, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Miner.class);

  private static final Duration MAX_AGE = Duration.ofSeconds(30);

  /** So often it is looked whether fees have risen, as that takes time. */
  private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

  private static final Duration REPORT_EVERY = Duration.ofMinutes(10);

  /** So many hashes take some milliseconds. */
  private static final int AT_ONCE = 1 << 14;

  private final Ledger ledger;
  private final BlockOptions options;
  private final MineConfig config;
  private final MiningCounts counts;
  private final List<Thread> threads = new ArrayList<>();

  /** The first nonce: nodes that mine for the same address are not to try the same. */
  private final int offset = ThreadLocalRandom.current().nextInt();

  /** What the threads work on; null if there is nothing that would not be in vain. */
  private volatile @Nullable Work work;

  private volatile boolean closed;
  private boolean isTipNews;

  /** A block to find. Equal only to itself. */
  private static final class Work {
    final IndexedBlock previous;
    final BlockTemplate template;

    /** Of the candidates, as they were counted then. */
    final long changes;

    private final long madeAt = System.nanoTime();

    Work(IndexedBlock previous, BlockTemplate template, long changes) {
      this.previous = previous;
      this.template = template;
      this.changes = changes;
    }

    boolean isOlderThan(Duration age) {
      return System.nanoTime() - madeAt > age.toNanos();
    }
  }

  private Miner(Ledger ledger, BlockOptions options, MineConfig config, MiningCounts counts) {
    this.ledger = ledger;
    this.options = options;
    this.config = config;
    this.counts = counts;
  }

  /**
   * Begins to mine.
   *
   * @param options of the blocks
   * @param counts what is mined
   */
  public static Miner start(
      Ledger ledger, BlockOptions options, MineConfig config, MiningCounts counts) {
    var miner = new Miner(ledger, options, config, counts);
    ledger.listen(miner);
    log.info("Mining with {} threads", config.threads());
    miner.start("miner", miner::decide);
    for (int i = 0; i < config.threads(); i++) {
      int number = i;
      miner.start("miner-" + i, () -> miner.hash(number));
    }
    return miner;
  }

  private void start(String name, Runnable task) {
    threads.add(
        Thread.ofPlatform()
            .name(name)
            .daemon()
            .uncaughtExceptionHandler((_, e) -> log.error("A bug has ended a thread", e))
            .start(task));
  }

  @Override
  public synchronized void tipChanged(IndexedBlock tip, IndexedBlock fork) {
    work = null; // at once, as what is found now would be of no use
    isTipNews = true;
    notifyAll();
  }

  @Override
  public synchronized void headerTipChanged(IndexedBlock best) {
    isTipNews = true;
    notifyAll();
  }

  /** Keeps what there is to work on up to date. */
  private void decide() {
    long reportedAt = System.nanoTime();
    long reported = 0;
    try {
      while (!closed) {
        renew();
        if (System.nanoTime() - reportedAt > REPORT_EVERY.toNanos()) {
          double seconds = (System.nanoTime() - reportedAt) / 1e9;
          long hashes = counts.hashes();
          log.info(
              "Mining: {} hashes a second, {} blocks found",
              "%.0f".formatted((hashes - reported) / seconds),
              counts.blocks());
          reportedAt = System.nanoTime();
          reported = hashes;
        }
        await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void await() throws InterruptedException {
    if (!isTipNews && !closed) {
      TimeUnit.NANOSECONDS.timedWait(this, LOOK_EVERY.toNanos());
    }
    isTipNews = false;
  }

  private void renew() {
    var tip = ledger.chain().tip();
    if (ledger.index().bestHeader().work().compareTo(tip.work()) > 0) {
      set(null);
      return;
    }
    var now = work;
    if (now == null || !now.previous.equals(tip) || now.isOlderThan(MAX_AGE)) {
      set(make(tip));
    } else if (ledger.mempool().candidates().changes() != now.changes) {
      var made = make(tip);
      if (made.template.rewardSats() > now.template.rewardSats()) {
        set(made);
      }
    }
  }

  /** Unless there is another tip already. */
  private synchronized void set(@Nullable Work made) {
    if (!isTipNews) {
      work = made;
      notifyAll();
    }
  }

  private Work make(IndexedBlock tip) {
    var place = new Place(ledger.config().network().consensus(), tip);
    var candidates = ledger.mempool().candidates();
    long changes = candidates.changes();
    var template =
        BlockAssembler.assemble(
            place,
            ledger.state().versionBits().versionAfter(tip),
            ledger.config().clock().instant().getEpochSecond(),
            config.output(),
            options,
            candidates);
    return new Work(tip, template, changes);
  }

  /**
   * Hashes.
   *
   * @param number of the thread: each has nonces of its own
   */
  private void hash(int number) {
    try {
      while (!closed) {
        var now = awaitWork();
        if (now != null) {
          search(now, number);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized @Nullable Work awaitWork() throws InterruptedException {
    while (work == null && !closed) {
      wait();
    }
    return work;
  }

  private void search(Work now, int number) throws InterruptedException {
    var block = now.template.block();
    var search = new HeaderSearch(block.header());
    long share = (1L << Integer.SIZE) / config.threads();
    long first = share * number + offset;
    for (long tried = 0; tried < share; tried += AT_ONCE) {
      if (!now.equals(work) || closed) {
        return;
      }
      long begin = System.nanoTime();
      var nonce = search.search((int) (first + tried), AT_ONCE);
      counts.tried(AT_ONCE);
      rest(System.nanoTime() - begin);
      if (nonce.isPresent() && now.equals(work)) {
        submit(Block.of(block.header().withNonce(nonce.getAsLong()), block.transactions()));
        finished(now);
        return;
      }
    }
    finished(now); // none of its nonces will do, but they may a second later
  }

  /** Leaves the processor to others after so many nanoseconds of work, if it is to do so. */
  private void rest(long worked) throws InterruptedException {
    if (config.percent() < 100) {
      TimeUnit.NANOSECONDS.sleep(worked * (100 - config.percent()) / config.percent());
    }
  }

  private void submit(Block block) throws InterruptedException {
    try {
      var answer = ledger.commands().submitBlock(block, true, true).get();
      if (answer instanceof BlockAnswer.Accepted) {
        counts.found();
        log.info("Mined block {}", block.hash());
      } else {
        log.warn("Mined block {} is of no use: {}", block.hash(), answer);
      }
    } catch (ExecutionException | CancellationException | LedgerClosedException e) {
      log.debug("Mined block {} comes too late: {}", block.hash(), e.toString());
    }
  }

  /** There is nothing more to be found with this; the deciding thread makes another. */
  private synchronized void finished(Work now) {
    if (now.equals(work)) {
      work = null;
    }
    isTipNews = true;
    notifyAll();
  }

  /** Ends at once. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      work = null;
      notifyAll();
    }
    for (var thread : threads) {
      thread.interrupt();
    }
  }
}
