package cairn.genesis;

import cairn.primitives.Block;
import cairn.primitives.BlockHash;
import cairn.primitives.BlockHeader;
import cairn.primitives.Sha256;
import cairn.primitives.Target;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;

/**
 * Searches for the nonce of a genesis block, on several threads.
 *
 * <p>It finds the smallest one that will do, so the same block comes out however many threads take
 * part. Where no nonce will do, it goes on with a time one second later.
 */
final class GenesisMiner {
  private static final long NONCES = 1L << 32;

  /** Nonces that a thread takes at a time; as they are taken in order, few are tried in vain. */
  private static final int SHARE = 1 << 14;

  private static final long REPORT_MILLIS = 200;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] header;
  private final Target target;
  private final AtomicLong nextShare = new AtomicLong();
  private final AtomicLong found = new AtomicLong(NONCES);
  private final LongAdder tried;

  private GenesisMiner(BlockHeader header, Target target, LongAdder tried) {
    this.header = header.serialized().toArray();
    this.target = target;
    this.tried = tried;
  }

  /**
   * Gives {@code genesis} its proof of work.
   *
   * @param threads how many search at once, at least 1
   * @param progress told now and then, on the calling thread, how many hashes have been tried
   * @throws IllegalArgumentException if the block's bits are no target
   * @throws InterruptedException if the calling thread is interrupted; the search has ended then
   */
  static Block mine(GenesisBlock genesis, int threads, LongConsumer progress)
      throws InterruptedException {
    var target =
        Target.fromCompact(genesis.bits())
            .orElseThrow(() -> new IllegalArgumentException("bits that are no target"));
    var tried = new LongAdder();
    for (long time = genesis.time(); ; time++) {
      var timed = genesis.with(time, 0);
      var miner = new GenesisMiner(timed.toBlock().header(), target, tried);
      long nonce = miner.search(threads, progress);
      if (nonce < NONCES) {
        return timed.with(time, nonce).toBlock();
      }
    }
  }

  /** The smallest nonce that will do; {@link #NONCES} if none does. */
  private long search(int threads, LongConsumer progress) throws InterruptedException {
    try (var executor = Executors.newFixedThreadPool(threads)) {
      var searches = new ArrayList<Future<?>>();
      for (int i = 0; i < threads; i++) {
        searches.add(executor.submit(this::takeShares));
      }
      try {
        for (var search : searches) {
          await(search, progress);
        }
      } catch (InterruptedException e) {
        executor.shutdownNow();
        throw e;
      }
    }
    return found.get();
  }

  private void await(Future<?> search, LongConsumer progress) throws InterruptedException {
    while (true) {
      try {
        search.get(REPORT_MILLIS, TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException e) {
        progress.accept(tried.sum());
      } catch (ExecutionException e) {
        throw new IllegalStateException("the search failed", e.getCause());
      }
    }
  }

  private void takeShares() {
    var candidate = header.clone();
    var sha256 = new Sha256();
    while (!Thread.currentThread().isInterrupted()) {
      long from = nextShare.getAndAdd(SHARE);
      if (from >= found.get()) {
        return; // also once all nonces are taken
      }
      for (long nonce = from; nonce < from + SHARE; nonce++) {
        INT.set(candidate, BlockHeader.NONCE_OFFSET, (int) nonce);
        var digest = sha256.update(candidate, 0, candidate.length).finishTwice();
        if (target.isMetBy(BlockHash.fromWire(digest.backingArray(), digest.backingOffset()))) {
          found.accumulateAndGet(nonce, Math::min);
          break;
        }
      }
      tried.add(SHARE);
    }
  }
}
