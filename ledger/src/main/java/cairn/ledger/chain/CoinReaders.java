package cairn.ledger.chain;

import cairn.ledger.BestBlock;
import cairn.ledger.Coin;
import cairn.ledger.CoinSnapshot;
import cairn.ledger.LedgerClosedException;
import cairn.primitives.OutPoint;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The snapshots of the coins that others hold. They end before the database is closed: whoever
 * still reads gets a {@link LedgerClosedException}. Handing out and closing belong to the chain
 * thread; a snapshot is for any thread.
 */
final class CoinReaders implements AutoCloseable {
  private final Set<Held> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** Hands a snapshot out, which is closed here if nobody does. */
  CoinSnapshot hold(CoinSnapshot snapshot) {
    var held = new Held(snapshot);
    open.add(held);
    return held;
  }

  /** Waits until nobody reads, which is soon, and closes all that is left open. */
  @Override
  public void close() {
    closed = true;
    open.forEach(Held::close);
  }

  private final class Held implements CoinSnapshot {
    private final CoinSnapshot snapshot;

    /** Reading holds the one, closing the other. */
    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    Held(CoinSnapshot snapshot) {
      this.snapshot = snapshot;
    }

    private <T extends @Nullable Object> T read(Supplier<T> reading) {
      lock.readLock().lock();
      try {
        expectOpen();
        return reading.get();
      } finally {
        lock.readLock().unlock();
      }
    }

    private void expectOpen() {
      if (closed || !open.contains(this)) {
        throw new LedgerClosedException(null);
      }
    }

    @Override
    public @Nullable BestBlock bestBlock() {
      return read(snapshot::bestBlock);
    }

    @Override
    public @Nullable Coin get(OutPoint outpoint) {
      return read(() -> snapshot.get(outpoint));
    }

    @Override
    public boolean forEach(Visitor visitor) {
      return read(() ->
          snapshot.forEach((outpoint, coin) -> {
            if (closed) {
              throw new LedgerClosedException(null);
            }
            return visitor.visit(outpoint, coin);
          }));
    }

    @Override
    public long diskBytes() {
      return read(snapshot::diskBytes);
    }

    @Override
    public void close() {
      lock.writeLock().lock();
      try {
        if (open.remove(this)) {
          snapshot.close();
        }
      } finally {
        lock.writeLock().unlock();
      }
    }
  }
}
