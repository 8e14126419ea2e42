package cairn.ledger.chain;

import cairn.genesis.Network;
import cairn.ledger.LedgerConfig;
import cairn.ledger.StorageException;
import cairn.ledger.StorageException.Problem;
import cairn.ledger.blockfiles.FilePosition;
import cairn.ledger.chain.BlockAcceptance.Taken;
import cairn.ledger.chain.StageTimes.Stage;
import cairn.ledger.coins.CoinsCache;
import cairn.ledger.headers.Acceptance;
import cairn.ledger.headers.Chain;
import cairn.ledger.headers.HeaderEntry;
import cairn.ledger.headers.HeaderTree;
import cairn.ledger.rules.Verdict;
import cairn.ledger.store.CoinStore;
import cairn.ledger.store.FetchedCoins;
import cairn.primitives.Block;
import cairn.primitives.BlockHash;
import cairn.primitives.BlockHeader;
import java.util.ArrayList;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The headers, the blocks, the active chain and its coins: everything that changes when a block
 * comes. Here the branch is chosen that is the active one; {@link ConnectedChain} goes along it.
 * All methods belong to the chain thread, but for those that say otherwise.
 */
public final class Chainstate {
  private final Network network;
  private final HeaderTree headers;
  private final BlockArchive archive;
  private final CoinStore coinStore;
  private final CoinsCache coins;
  private final Workers workers;
  private final StageTimes times;
  private final StopRequest stop;
  private final Refusals refusals;
  private final ForkChoice forkChoice = new ForkChoice();
  private final BlockAcceptance acceptance;
  private final ConnectedChain chain;

  /**
   * @param coins whose best block is known to {@code headers}
   */
  Chainstate(
      LedgerConfig config,
      HeaderTree headers,
      BlockArchive archive,
      CoinStore coinStore,
      CoinsCache coins,
      Workers workers,
      StageTimes times,
      ChainListener listener) {
    this.network = config.network();
    this.headers = headers;
    this.archive = archive;
    this.coinStore = coinStore;
    this.coins = coins;
    this.workers = workers;
    this.times = times;
    this.stop = new StopRequest(config.stopAtHeight());
    this.refusals = new Refusals(headers, archive, listener);
    this.acceptance =
        new BlockAcceptance(network, config.clock(), headers, archive, forkChoice, refusals);
    var pruner =
        config.prunes()
            ? new Pruner(network, archive, headers, config.pruneTargetBytes(), config.clock())
            : null;
    this.chain =
        new ConnectedChain(
            config,
            headers,
            archive,
            coins,
            workers,
            forkChoice,
            refusals,
            pruner,
            stop,
            times,
            listener);
    headers.chooseBest(chain.tip());
    forkChoice.restore(headers, chain.connected());
    if (stop.isReachedBy(chain.tip())) {
      stop.make();
    }
  }

  /** The active chain. For any thread. */
  public Chain chain() {
    return chain.settled();
  }

  /** How much memory the coins take, and how many are held, for people. */
  public String coinsUsage() {
    return "%.1fMiB(%dtxo)".formatted(coins.usedBytes() / 1048576.0, coins.size());
  }

  /** All headers. For any thread, as far as it only looks up. */
  public HeaderTree headers() {
    return headers;
  }

  /** Whether no change has broken off, so that what there is may be stored. */
  boolean isSound() {
    return chain.isSound();
  }

  /** Has {@link #activate} return soon, as far as it has come. For any thread. */
  public void stop() {
    stop.make();
  }

  /** Whether somebody asked to {@link #stop}, or the height to stop at is reached. */
  public boolean isStopping() {
    return stop.isMade();
  }

  Workers workers() {
    return workers;
  }

  CoinsCache coins() {
    return coins;
  }

  CoinStore coinStore() {
    return coinStore;
  }

  StageTimes times() {
    return times;
  }

  BlockArchive archive() {
    return archive;
  }

  /** How many blocks, having been stored, have turned out to be invalid so far. */
  long invalidBlocks() {
    return refusals.storedBlocks();
  }

  /** Takes in the header alone. */
  Acceptance acceptHeader(BlockHeader header, BlockHash hash) {
    return acceptance.header(header, hash);
  }

  /**
   * Takes in a block that has been asked for, whatever its branch. {@link #activate} then does the
   * rest.
   *
   * @param where it stands already, when block files are gone through; null to have it written
   */
  Taken accept(PreparedBlock prepared, @Nullable FilePosition where) {
    long start = System.nanoTime();
    try {
      return acceptance.block(prepared, where, chain.tip());
    } finally {
      times.add(Stage.STORE, start);
    }
  }

  /** Makes the best branch the active one, and waits until all of it is settled. */
  void activate() {
    leaveInvalid();
    do {
      activate(null, FetchedCoins.NONE);
      chain.settleAll();
    } while (!stop.isMade() && forkChoice.best(chain.connected()) != chain.tip());
  }

  /**
   * Goes back to the last block that is not marked as invalid. Where the program died while it
   * stored an {@link #invalidate}, the mark may be on disk although the coins are those after it.
   */
  private void leaveInvalid() {
    if (!chain.tip().isFailed()) {
      return;
    }
    while (chain.tip().isFailed() && !stop.isMade()) {
      chain.disconnectTip();
    }
    headers.chooseBest(chain.tip());
    forkChoice.reconsider(headers, chain.tip());
  }

  /**
   * Makes the best branch the active one, as far as that goes without waiting for scripts: the last
   * blocks may not be settled when this returns, and another branch turn out to be the best.
   *
   * @param fresh a block that has just been stored and need not be read again; null if there is
   *     none
   * @param ahead the coins that were fetched for it
   */
  void activate(@Nullable Block fresh, FetchedCoins ahead) {
    chain.settleDone();
    var target = forkChoice.best(chain.connected());
    while (target != chain.tip() && !stop.isMade()) {
      if (fresh != null && target.previous() == chain.tip() && target.hash().equals(fresh.hash())) {
        chain.connect(target, fresh, ahead);
      } else {
        follow(target);
      }
      target = forkChoice.best(chain.connected());
    }
  }

  /** Goes over to the branch that ends with {@code target}, or as far as it is valid. */
  private void follow(HeaderEntry target) {
    if (!leaveFor(target)) {
      return;
    }
    var path = new ArrayList<HeaderEntry>();
    for (int height = chain.tip().height() + 1; height <= target.height(); height++) {
      path.add(target.ancestor(height));
    }
    var tasks = path.stream().map(entry -> archive.readTask(entry, network)).iterator();
    var readAhead = new ReadAhead<HeaderEntry>(workers, coins, coinStore, times, tasks);
    for (var ready = readAhead.next(); ready != null; ready = readAhead.next()) {
      var prepared = Objects.requireNonNull(ready.prepared());
      if (ready.subject().previous() != chain.tip()) {
        return; // one before it has failed
      }
      if (prepared.contents() instanceof Verdict.Invalid failure) {
        // It was good when it was stored.
        throw new StorageException(
            Problem.DAMAGED,
            "The stored block %s has changed (%s). Check the disk, and start with -reindex."
                .formatted(ready.subject(), failure));
      }
      if (!chain.connect(ready.subject(), prepared.block(), ready.coins())) {
        return;
      }
    }
  }

  /** Goes back to where the branch of {@code target} begins; false if that is not to be. */
  private boolean leaveFor(HeaderEntry target) {
    if (chain.connected().fork(target) == chain.tip()) {
      return true;
    }
    chain.settleAll();
    if (target.isFailed()) {
      return false;
    }
    while (chain.tip() != chain.connected().fork(target)) {
      if (stop.isMade()) {
        return false;
      }
      chain.disconnectTip();
    }
    return true;
  }

  /**
   * Marks a block as invalid, and with it all that build on it, as the operator wants it; then
   * follows the best of the others. If it is asked to {@link #stop} on the way, nothing is marked.
   *
   * @throws IllegalArgumentException if it is the genesis block
   */
  void invalidate(HeaderEntry block) {
    if (block.height() == 0) {
      throw new IllegalArgumentException("every chain has the genesis block");
    }
    chain.settleAll();
    while (chain.connected().contains(block)) {
      if (stop.isMade()) {
        return;
      }
      chain.disconnectTip();
    }
    headers.fail(block, chain.tip()).forEach(archive::changed);
    forkChoice.reconsider(headers, chain.tip());
    activate();
  }

  /** Takes {@link #invalidate} back, for the block, those before it and those after it. */
  void reconsider(HeaderEntry block) {
    chain.settleAll();
    headers.forgive(block, chain.tip()).forEach(archive::changed);
    forkChoice.reconsider(headers, chain.tip());
    activate();
  }

  /** Prefers a block to others with as much work. */
  void precious(HeaderEntry block) {
    chain.settleAll();
    if (forkChoice.precious(block, chain.tip())) {
      activate();
    }
  }

  /** Stores everything, so that the next start finds the chain as it is now. */
  void flush() {
    chain.flush();
  }
}
