package cairn.ledger.chain;

import cairn.ledger.coins.CoinsCache;
import cairn.ledger.store.CoinsDatabase;
import java.security.SecureRandom;

/**
 * Coins on disk, and what is in memory of them. Belongs to the chain thread, but for reading the
 * store.
 */
final class CoinSet implements AutoCloseable {
  private final CoinsDatabase store;
  private CoinsCache cache;
  private boolean cacheClosed;

  CoinSet(CoinsDatabase store, long cacheBytes) {
    this.store = store;
    this.cache = new CoinsCache(store, cacheBytes, new SecureRandom());
  }

  CoinsDatabase store() {
    return store;
  }

  CoinsCache cache() {
    return cache;
  }

  /** Takes another amount of memory; everything must have been flushed. */
  void resize(long cacheBytes) {
    cache.close();
    cache = new CoinsCache(store, cacheBytes, new SecureRandom());
  }

  /** Gives the memory back: nothing will be spent or added any more. */
  void closeCache() {
    if (!cacheClosed) {
      cacheClosed = true;
      cache.close();
    }
  }

  @Override
  public void close() {
    closeCache();
    store.close();
  }
}
