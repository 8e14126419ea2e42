package cairn.ledger.coins;

import cairn.ledger.SetHash;
import cairn.primitives.Bytes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A {@link MuHash3072} that several threads compute. Only one may call it. */
final class ParallelMuHash implements AutoCloseable {
  private static final int BATCH = 4096;

  private final ExecutorService workers;
  private final int maxPending;
  private final Queue<CompletableFuture<MuHash3072>> pending = new ArrayDeque<>();
  private final MuHash3072 total = new MuHash3072();
  private List<Bytes> batch = new ArrayList<>(BATCH);

  ParallelMuHash(int threads) {
    this.workers =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().daemon().name("muhash-", 0).factory());
    this.maxPending = 2 * threads;
  }

  /** Puts in {@code string}. Waits when the threads lag behind. */
  void add(Bytes string) {
    batch.add(string);
    if (batch.size() == BATCH) {
      submit();
    }
  }

  /** The hash of all that was put in. */
  SetHash hash() {
    submit();
    while (!pending.isEmpty()) {
      collect();
    }
    return total.hash();
  }

  private void submit() {
    if (pending.size() == maxPending) {
      collect();
    }
    var strings = batch;
    batch = new ArrayList<>(BATCH);
    pending.add(CompletableFuture.supplyAsync(() -> product(strings), workers));
  }

  private void collect() {
    total.combine(pending.remove().join());
  }

  private static MuHash3072 product(List<Bytes> strings) {
    var product = new MuHash3072();
    strings.forEach(product::add);
    return product;
  }

  @Override
  public void close() {
    workers.close();
  }
}
