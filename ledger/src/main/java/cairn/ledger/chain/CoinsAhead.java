package cairn.ledger.chain;

import cairn.ledger.coins.CoinsCache;
import cairn.ledger.store.CoinStore;
import cairn.ledger.store.FetchedCoins;
import cairn.primitives.Block;
import java.util.concurrent.CompletableFuture;

/** Has workers fetch the coins that a block will spend. Belongs to the chain thread. */
final class CoinsAhead {
  private static final CompletableFuture<FetchedCoins> NONE =
      CompletableFuture.completedFuture(FetchedCoins.NONE);

  private final CoinsCache coins;
  private final CoinStore store;
  private final Workers workers;

  CoinsAhead(CoinsCache coins, CoinStore store, Workers workers) {
    this.coins = coins;
    this.store = store;
    this.workers = workers;
  }

  /** Those that are not in memory. */
  CompletableFuture<FetchedCoins> fetch(Block block) {
    var missing = coins.missing(block);
    return missing.isEmpty() ? NONE : workers.prepare(() -> store.fetch(missing));
  }
}
