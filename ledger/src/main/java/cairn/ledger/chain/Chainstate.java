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
final class Chainstate {
  private final LedgerConfig config;
  private final HeaderTree headers;
  private final BlockArchive archive;
  private final CoinStore coinStore;
  private final CoinsCache coins;
  private final Workers workers;
  private final StageTimes times;
  private final StopRequest stop;
  private final InvalidChains invalidChains;
  private final Refusals refusals;
  private final PruneLocks pruneLocks = new PruneLocks();
  private final @Nullable Pruner pruner;
  private final RecentBlocks recent = new RecentBlocks();
  private final ForkChoice forkChoice = new ForkChoice();
  private final BlockAcceptance acceptance;
  private final ConnectedChain chain;
  private final Activation activation;
  private final TemplateCheck templateCheck;

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
      VerifiedScripts verified,
      StageTimes times,
      ChainListener listener) {
    this.config = config;
    this.headers = headers;
    this.archive = archive;
    this.coinStore = coinStore;
    this.coins = coins;
    this.workers = workers;
    this.times = times;
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
    this.chain =
        new ConnectedChain(
            config,
            headers,
            archive,
            coins,
            workers,
            verified,
            forkChoice,
            refusals,
            pruner,
            stop,
            times,
            listener);
    this.templateCheck = new TemplateCheck(network.consensus(), config.clock());
    headers.chooseBest(chain.tip());
    forkChoice.restore(headers, chain.connected());
    this.activation =
        new Activation(
            network,
            headers,
            archive,
            workers,
            forkChoice,
            chain,
            recent,
            new CoinsAhead(coins, coinStore, workers),
            stop,
            times);
    if (stop.isReachedBy(chain.tip())) {
      stop.make();
    }
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
    return chain.isSound();
  }

  /** Has {@link #activate} return soon, as far as it has come. For any thread. */
  void stop() {
    stop.make();
  }

  /** Whether somebody asked to {@link #stop}, or the height to stop at is reached. */
  boolean isStopping() {
    return stop.isMade();
  }

  /** Whether the height to stop at is reached. */
  boolean isHighEnough() {
    return stop.isReachedBy(chain().tip());
  }

  Network network() {
    return config.network();
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
    chain.onChecked(wake);
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
    return Optional.ofNullable(coins.get(outpoint));
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
  }

  /** Stores everything if that has not been done for long. */
  void flushIfDue() {
    chain.flushIfDue();
  }
}
