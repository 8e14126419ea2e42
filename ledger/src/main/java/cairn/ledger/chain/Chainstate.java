package cairn.ledger.chain;

import cairn.genesis.Network;
import cairn.ledger.Coin;
import cairn.ledger.LedgerConfig;
import cairn.ledger.blockfiles.FilePosition;
import cairn.ledger.chain.BlockAcceptance.Taken;
import cairn.ledger.chain.StageTimes.Stage;
import cairn.ledger.coins.CoinsCache;
import cairn.ledger.headers.Acceptance;
import cairn.ledger.headers.Chain;
import cairn.ledger.headers.HeaderEntry;
import cairn.ledger.headers.HeaderTree;
import cairn.ledger.rules.Verdict;
import cairn.ledger.script.VerifiedScripts;
import cairn.ledger.store.CoinStore;
import cairn.primitives.Block;
import cairn.primitives.BlockHash;
import cairn.primitives.BlockHeader;
import cairn.primitives.OutPoint;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The headers, the blocks, the active chain and its coins: everything that changes when a block
 * comes, and the parts that change it. All methods belong to the chain thread, but for those that
 * say otherwise.
 */
final class Chainstate implements AutoCloseable {
  private final LedgerConfig config;
  private final HeaderTree headers;
  private final BlockArchive archive;
  private final Workers workers;
  private final VerifiedScripts verified;
  private final StageTimes times;
  private final StopRequest stop;
  private final InvalidChains invalidChains;
  private final Refusals refusals;
  private final PruneLocks pruneLocks = new PruneLocks();
  private final @Nullable Pruner pruner;
  private final RecentBlocks recent = new RecentBlocks();
  private final ForkChoice forkChoice = new ForkChoice();
  private final BlockAcceptance acceptance;
  private final TemplateCheck templateCheck;
  private final ChainListener listener;
  private Runnable onChecked = () -> {};

  /**
   * The coins that the chain is about, and the parts that work on them; others after a snapshot.
   */
  private CoinSet coins;

  private volatile ConnectedChain chain;
  private Activation activation;

  /** What is being verified below the block of a snapshot; null if nothing is. */
  private volatile @Nullable History history;

  /** The block after which the coins were loaded, if they were. */
  private volatile @Nullable HeaderEntry base;

  /**
   * @param coins whose best block is known to {@code headers}
   */
  Chainstate(
      LedgerConfig config,
      HeaderTree headers,
      BlockArchive archive,
      CoinSet coins,
      Workers workers,
      VerifiedScripts verified,
      StageTimes times,
      ChainListener listener) {
    this.config = config;
    this.headers = headers;
    this.archive = archive;
    this.coins = coins;
    this.workers = workers;
    this.verified = verified;
    this.times = times;
    this.listener = listener;
    var network = config.network();
    this.stop = new StopRequest(config.stopAtHeight());
    this.invalidChains = new InvalidChains(headers);
    this.refusals = new Refusals(headers, archive, invalidChains, listener);
    this.acceptance =
        new BlockAcceptance(network, config.clock(), headers, archive, forkChoice, refusals);
    this.pruner =
        config.prunes()
            ? new Pruner(
                network, archive, headers, pruneLocks, config.pruneTargetBytes(), config.clock())
            : null;
    this.templateCheck = new TemplateCheck(network.consensus(), config.clock());
    this.chain = chainOf(coins);
    this.activation = activationOf(coins, chain);
    headers.chooseBest(chain.tip());
    forkChoice.restore(headers, chain.connected());
    if (stop.isReachedBy(chain.tip())) {
      stop.make();
    }
  }

  private ConnectedChain chainOf(CoinSet coins) {
    return new ConnectedChain(
        config,
        headers,
        archive,
        coins.cache(),
        workers,
        verified,
        forkChoice,
        refusals,
        pruner,
        stop,
        times,
        listener);
  }

  private Activation activationOf(CoinSet coins, ConnectedChain chain) {
    return new Activation(
        config.network(),
        headers,
        archive,
        workers,
        forkChoice,
        chain,
        recent,
        new CoinsAhead(coins.cache(), coins.store(), workers),
        stop,
        times);
  }

  /**
   * Has the chain go on from coins that were loaded, and verifies what leads to them meanwhile. All
   * is settled and stored.
   *
   * @param loaded the coins after the snapshot's block, or one that builds on it
   * @param computed the coins that the chain was about before, perhaps with another cache
   */
  void standOn(CoinSets.Loaded loaded, CoinSet computed) {
    var base = loaded.base();
    var verifying =
        new History(
            config,
            headers,
            archive,
            workers,
            verified,
            refusals,
            times,
            listener,
            computed,
            loaded.snapshot(),
            base);
    verifying.onReady(onChecked);
    this.history = verifying;
    if (pruner != null) {
      pruner.keepFor(verifying);
    }
    this.coins = loaded.coins();
    this.chain = chainOf(coins);
    this.activation = activationOf(coins, chain);
    chain.onChecked(onChecked);
    forkChoice.trust(headers, chain.connected(), base, loaded.snapshot().transactionCount());
    headers.chooseBest(chain.tip());
    this.base = base; // last, as whoever sees it takes what has no history to be proven
  }

  /** The block after which the coins were loaded; null if none were. For any thread. */
  @Nullable HeaderEntry snapshotBase() {
    return base;
  }

  /** What is being verified below that block; null if nothing is. For any thread. */
  @Nullable History history() {
    return history;
  }

  /** The chain that this node has verified from the genesis block on. For any thread. */
  Chain validatedChain() {
    var verifying = history;
    return verifying == null ? chain() : verifying.chain();
  }

  /**
   * Goes one step towards the block of the snapshot.
   *
   * @param onProven is told when the coins of the snapshot have turned out to be the right ones,
   *     before anything relies on it
   * @return false if there was none to go, and there will not be before something else happens
   * @throws cairn.ledger.StorageException if they have turned out not to be
   */
  boolean stepHistory(Runnable onProven) {
    var verifying = history;
    if (verifying == null) {
      return false;
    }
    var progress = verifying.step(chain.tip().height());
    if (progress == History.Progress.PROVEN) {
      onProven.run();
      if (pruner != null) {
        pruner.keepFor(null);
      }
      forkChoice.trustIsEarned(headers, chain.tip());
      history = null;
      listener.verified(verifying.base());
    } else {
      chain.pruneIfDue();
    }
    return progress != History.Progress.WAITING;
  }

  /** Whether the coins that were loaded have turned out not to be the right ones. */
  boolean isRefuted() {
    var verifying = history;
    return verifying != null && verifying.isRefuted();
  }

  /** Whether the chain could not go back before the block, as what leads there is not here yet. */
  boolean isTrusted(HeaderEntry block) {
    var verifying = history;
    return verifying != null && block.isAncestorOf(verifying.base());
  }

  /** The chain up to the last block all of whose checks have passed. For any thread. */
  Chain chain() {
    return chain.settled();
  }

  /** All headers. For any thread, as far as it only looks up. */
  HeaderTree headers() {
    return headers;
  }

  /** Who still needs which blocks. For any thread. */
  PruneLocks pruneLocks() {
    return pruneLocks;
  }

  /** The branches that are known to be invalid. */
  InvalidChains invalidChains() {
    return invalidChains;
  }

  /** Whether no change has broken off, so that what there is may be stored. */
  boolean isSound() {
    var verifying = history;
    return chain.isSound()
        && (verifying == null || (verifying.isSound() && !verifying.isRefuted()));
  }

  /** Has {@link #activate} return soon, as far as it has come. For any thread. */
  void stop() {
    stop.make();
    var verifying = history;
    if (verifying != null) {
      verifying.stop();
    }
  }

  /** Whether somebody asked to {@link #stop}, or the height to stop at is reached. */
  boolean isStopping() {
    return stop.isMade();
  }

  /** Whether the height to stop at is reached. */
  boolean isHighEnough() {
    return stop.isReachedBy(chain().tip());
  }

  LedgerConfig config() {
    return config;
  }

  Network network() {
    return config.network();
  }

  Workers workers() {
    return workers;
  }

  CoinsCache coins() {
    return coins.cache();
  }

  CoinStore coinStore() {
    return coins.store();
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

  /**
   * Takes in the header alone.
   *
   * @param workIsEnough see {@link HeaderTree#accept}
   */
  Acceptance acceptHeader(BlockHeader header, BlockHash hash, boolean workIsEnough) {
    return acceptance.header(header, hash, workIsEnough);
  }

  /**
   * Whether a block without proof of work would be valid on top of the tip (Core's
   * TestBlockValidity).
   *
   * @param merkleRoot whether the header must commit to the transactions
   * @return empty if it does not build on the tip
   */
  Optional<Verdict> check(Block template, boolean merkleRoot) {
    chain.settleAll();
    return template.header().previous().equals(chain.tip().hash())
        ? Optional.of(templateCheck.verdict(template, merkleRoot, chain))
        : Optional.empty();
  }

  /**
   * Takes in a block from a file, whatever its branch. {@link #step} then does the rest.
   *
   * @param where it stands already, when the node's own files are gone through; null to have it
   *     written
   */
  Taken accept(PreparedBlock prepared, @Nullable FilePosition where) {
    long start = System.nanoTime();
    var taken = acceptance.block(prepared, where, chain.tip());
    return kept(taken, prepared, start);
  }

  /**
   * Takes in a block that somebody has submitted. {@link #step} then does the rest.
   *
   * @param requested whether it is wanted whatever its branch
   * @param workIsEnough see {@link HeaderTree#accept}
   */
  Taken accept(PreparedBlock prepared, boolean requested, boolean workIsEnough) {
    long start = System.nanoTime();
    var taken = acceptance.submitted(prepared, requested, workIsEnough, chain.tip());
    return kept(taken, prepared, start);
  }

  /** Keeps a block at hand that has just been stored. */
  private Taken kept(Taken taken, PreparedBlock prepared, long start) {
    if (taken instanceof Taken.Stored(var entry, var isNew)
        && isNew
        && entry.height() > chain.tip().height()) {
      recent.add(entry, prepared);
    }
    times.add(Stage.STORE, start);
    return taken;
  }

  /** The last block that is connected, whose checks may yet fail. */
  HeaderEntry connectedTip() {
    return chain.tip();
  }

  /** Settles the blocks whose scripts have been checked. */
  void settleDone() {
    chain.settleDone();
  }

  /** Whether the block builds on the tip, as far as blocks are connected. */
  boolean isNext(HeaderEntry entry) {
    return entry.previous() == chain.tip();
  }

  /** The block that should be the tip, as far as is known. */
  HeaderEntry target() {
    return activation.target();
  }

  /** Whether the block is, or will be on the way to, the tip, unless it or another is refused. */
  boolean isPromising(HeaderEntry entry) {
    return entry.isAncestorOf(activation.target());
  }

  /**
   * Goes one step towards the best branch, by a block, and does not wait for scripts.
   *
   * @return false if there was none to go, and there will not be before something else happens
   */
  boolean step() {
    var verifying = history;
    if (verifying != null) {
      verifying.expectPossible(chain.tip().height());
    }
    return activation.step();
  }

  /** Whether another block should be accepted, if one is at hand, before the next {@link #step}. */
  boolean wantsBlocks() {
    return activation.wantsBlocks();
  }

  /** Whether the scripts of all connected blocks have been checked. */
  boolean isSettled() {
    return chain.isSettled();
  }

  /** Waits until all that is connected is settled. */
  void settleAll() {
    chain.settleAll();
  }

  /** Has {@code wake} called, on any thread, whenever the scripts of a block are checked. */
  void onChecked(Runnable wake) {
    onChecked = wake;
    chain.onChecked(wake);
    var verifying = history;
    if (verifying != null) {
      verifying.onReady(wake);
    }
  }

  /** Makes the best branch the active one, and waits until all of it is settled. */
  void activate() {
    do {
      while (activation.step()) {
        // one block after the other
      }
      chain.settleAll();
    } while (!stop.isMade() && activation.target() != chain.tip());
  }

  /**
   * Marks a block as invalid, and with it all that build on it, as the operator wants it; the best
   * of the others is where {@link #step} goes then. If it is asked to {@link #stop} on the way,
   * nothing is marked.
   *
   * @throws IllegalArgumentException if it is the genesis block
   */
  void invalidate(HeaderEntry block) {
    if (block.height() == 0) {
      throw new IllegalArgumentException("every chain has the genesis block");
    }
    if (isTrusted(block)) {
      throw new IllegalArgumentException("what comes before " + block + " is not here yet");
    }
    chain.settleAll();
    while (chain.connected().contains(block)) {
      if (stop.isMade()) {
        return;
      }
      chain.disconnectTip();
    }
    var failed = headers.fail(block, chain.tip());
    failed.forEach(archive::changed);
    invalidChains.found(failed, chain.tip());
    forkChoice.reconsider(headers, chain.tip());
  }

  /** Takes {@link #invalidate} back, for the block, those before it and those after it. */
  void reconsider(HeaderEntry block) {
    chain.settleAll();
    var forgiven = headers.forgive(block, chain.tip());
    forgiven.forEach(archive::changed);
    invalidChains.forgiven(forgiven, chain.tip());
    forkChoice.reconsider(headers, chain.tip());
  }

  /** Prefers a block to others with as much work. */
  void precious(HeaderEntry block) {
    chain.settleAll();
    forkChoice.precious(block, chain.tip());
  }

  /** The coin there is at {@code outpoint} after the tip, all being settled. */
  Optional<Coin> coin(OutPoint outpoint) {
    return Optional.ofNullable(coins.cache().get(outpoint));
  }

  /**
   * Deletes the files all of whose blocks are at this height or below, as far as that is allowed.
   *
   * @throws IllegalStateException if nothing is to be pruned here
   */
  void pruneTo(int height) {
    if (pruner == null) {
      throw new IllegalStateException("this ledger keeps all blocks");
    }
    chain.flush();
    pruner.pruneTo(chain.settled(), height);
  }

  /** Stores everything, so that the next start finds the chain as it is now. */
  void flush() {
    chain.flush();
    var verifying = history;
    if (verifying != null) {
      verifying.flush();
    }
  }

  /** Stores what is new, when there is nothing else to do. */
  void flushAtRest() {
    chain.flushAtRest();
  }

  /** Stores everything if that has not been done for long. */
  void flushIfDue() {
    chain.flushIfDue();
    var verifying = history;
    if (verifying != null) {
      verifying.flushIfDue();
    }
  }

  /** Waits until nothing is being done beside the chain thread that reads the coins. */
  @Override
  public void close() {
    var verifying = history;
    if (verifying != null) {
      verifying.close();
    }
  }
}
