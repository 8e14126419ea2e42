package cairn.ledger.chain;

import cairn.genesis.ChainFacts.Snapshot;
import cairn.genesis.Network;
import cairn.ledger.CoinsStatistics;
import cairn.ledger.CoinsStatistics.Hash;
import cairn.ledger.LedgerConfig;
import cairn.ledger.SetHash;
import cairn.ledger.StorageException;
import cairn.ledger.StorageException.Problem;
import cairn.ledger.headers.Chain;
import cairn.ledger.headers.HeaderEntry;
import cairn.ledger.headers.HeaderTree;
import cairn.ledger.rules.Limits;
import cairn.ledger.rules.Verdict;
import cairn.ledger.script.VerifiedScripts;
import cairn.primitives.Block;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The blocks up to that of a snapshot, which are verified one after the other while the active
 * chain goes on from there (Core's historical chainstate). There is one way, and no choice. In the
 * end the coins show whether those of the snapshot were the right ones. Belongs to the chain
 * thread, but for {@link #chain}, {@link #base} and {@link #stop}.
 */
final class History implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(History.class);

  /** How far above the last block the next ones are looked for, to be read ahead. */
  private static final int AHEAD = 16;

  private final Network network;
  private final BlockArchive archive;
  private final Workers workers;
  private final StageTimes times;
  private final CoinSet coins;
  private final Snapshot snapshot;
  private final HeaderEntry base;
  private final ConnectedChain chain;
  private final StopRequest stop = new StopRequest(0);
  private Runnable wake = () -> {};
  private @Nullable Route route;

  /** The hash of all coins after the last block, once that is {@link #base}. */
  private @Nullable CompletableFuture<Optional<SetHash>> hash;

  private boolean refuted;

  /**
   * @param coins those of the blocks that have been verified so far
   * @param snapshot what is known of the coins after {@code base}
   */
  History(
      LedgerConfig config,
      HeaderTree headers,
      BlockArchive archive,
      Workers workers,
      VerifiedScripts verified,
      Refusals refusals,
      StageTimes times,
      ChainListener listener,
      CoinSet coins,
      Snapshot snapshot,
      HeaderEntry base) {
    this.network = config.network();
    this.archive = archive;
    this.workers = workers;
    this.times = times;
    this.coins = coins;
    this.snapshot = snapshot;
    this.base = base;
    this.chain =
        new ConnectedChain(
            config,
            headers,
            archive,
            coins.cache(),
            workers,
            verified,
            new ForkChoice(),
            refusals,
            null,
            stop,
            times,
            new ChainListener() {
              @Override
              public void connected(HeaderEntry block, Block contents) {
                listener.verified(block);
              }

              @Override
              public void disconnected(HeaderEntry block, Block contents) {
                listener.verified(Objects.requireNonNull(block.previous()));
              }

              @Override
              public void stored(HeaderEntry tip) {
                listener.stored(tip);
              }
            });
  }

  /** The chain up to the last block that is verified. For any thread. */
  Chain chain() {
    return chain.settled();
  }

  /** The block of the snapshot, where this ends. For any thread. */
  HeaderEntry base() {
    return base;
  }

  /** Has what takes long end soon. For any thread. */
  void stop() {
    stop.make();
  }

  /** Has {@code wake} called, on any thread, whenever there may be another step to go. */
  void onReady(Runnable wake) {
    this.wake = wake;
    chain.onChecked(wake);
  }

  /** Whether the snapshot has turned out not to be what comes of the blocks. */
  boolean isRefuted() {
    return refuted;
  }

  /** Whether no change has broken off, so that what there is may be stored. */
  boolean isSound() {
    return chain.isSound();
  }

  /** What came of a step. */
  enum Progress {
    /** There may be another. */
    STEPPED,
    /** There is none before something else happens. */
    WAITING,
    /** The coins of the snapshot are the right ones. */
    PROVEN
  }

  /**
   * Goes one step, by a block, and does not wait for scripts.
   *
   * @throws StorageException if the snapshot is not what comes of the blocks; see {@link
   *     #isRefuted}
   */
  Progress step(int activeHeight) {
    chain.settleDone();
    if (stop.isMade()) {
      return Progress.WAITING;
    }
    var tip = chain.tip();
    expectPossible(activeHeight);
    if (tip == base) {
      return atTheEnd(activeHeight);
    }
    if (!tip.isAncestorOf(base)) {
      return leave(tip);
    }
    var target = lastStored(tip);
    if (target == tip) {
      return Progress.WAITING;
    }
    connectNext(target);
    return Progress.STEPPED;
  }

  /** Goes back by a block, once there is another to go on with. */
  private Progress leave(HeaderEntry tip) {
    var fork = tip.lastCommonAncestor(base);
    if (!base.ancestor(fork.height() + 1).hasData()) {
      return Progress.WAITING;
    }
    chain.settleAll();
    chain.disconnectTip();
    return Progress.STEPPED;
  }

  /**
   * None of the blocks is known to be invalid.
   *
   * @throws StorageException if one is, so that the snapshot cannot be the right one
   */
  void expectPossible(int activeHeight) {
    if (base.isFailed()) {
      throw refuted(activeHeight);
    }
  }

  /** The last block before which none is missing, as far as the next few go. */
  private HeaderEntry lastStored(HeaderEntry tip) {
    var last = tip;
    for (var entry = base.ancestor(Math.min(tip.height() + AHEAD, base.height()));
        entry != tip;
        entry = Objects.requireNonNull(entry.previous())) {
      if (!entry.hasData()) {
        last = tip;
      } else if (last == tip) {
        last = entry;
      }
    }
    return last;
  }

  private void connectNext(HeaderEntry target) {
    var ready = routeTo(target).next();
    var entry = ready.subject();
    var prepared = Objects.requireNonNull(ready.prepared());
    if (prepared.contents() instanceof Verdict.Invalid failure) {
      throw new StorageException(
          Problem.DAMAGED,
          "The stored block %s has changed (%s). Check the disk, and start with -reindex."
              .formatted(entry, failure));
    }
    if (!chain.connect(entry, prepared.block(), ready.coins())
        && !stop.isMade()
        && !base.isFailed()) {
      throw new StorageException(
          Problem.DAMAGED,
          "The stored block %s cannot be connected. Start with -reindex.".formatted(entry));
    }
  }

  private Route routeTo(HeaderEntry target) {
    var known = route;
    if (known != null && known.leadsOn(chain.tip(), target)) {
      return known;
    }
    var ahead = new CoinsAhead(coins.cache(), coins.store(), workers);
    var made = new Route(chain.tip(), target, this::read, ahead, times);
    route = made;
    return made;
  }

  private ReadAhead.Task<HeaderEntry> read(HeaderEntry entry) {
    return new ReadAhead.Task<>(
        entry, Limits.MAX_BLOCK_WEIGHT, workers.prepare(() -> archive.prepare(entry, network)));
  }

  private Progress atTheEnd(int activeHeight) {
    if (!chain.isSettled()) {
      return Progress.WAITING;
    }
    var computed = hash;
    if (computed == null) {
      chain.flush();
      computed = computeHash();
      hash = computed;
    }
    if (!computed.isDone()) {
      return Progress.WAITING;
    }
    var actual = Workers.await(computed);
    if (actual.isEmpty()) {
      return Progress.WAITING; // it was told to stop
    }
    if (!actual.get().bytes().equals(snapshot.coinsHash())) {
      log.warn(
          "[snapshot] hash mismatch: actual={}, expected={}",
          actual.get(),
          new SetHash(snapshot.coinsHash()));
      throw refuted(activeHeight);
    }
    log.info("[snapshot] snapshot beginning at {} has been fully validated", base.hash());
    return Progress.PROVEN;
  }

  /** The coins do not change any more, so this can be done beside everything else. */
  private CompletableFuture<Optional<SetHash>> computeHash() {
    log.info(
        "[snapshot] computing UTXO stats for background chainstate to validate snapshot - this"
            + " could take a few minutes");
    var all = coins.store().snapshot();
    var answer = new CompletableFuture<Optional<SetHash>>();
    var _ = answer.whenComplete((_, _) -> wake.run());
    Thread.ofPlatform()
        .name("coins-hash")
        .start(() -> {
          Optional<CoinsStatistics> statistics;
          try (all) {
            statistics =
                CoinsStatistics.of(all, EnumSet.of(Hash.SERIALIZED), 1, _ -> !stop.isMade());
          } catch (RuntimeException | Error e) {
            answer.completeExceptionally(e);
            return;
          }
          answer.complete(statistics.map(of -> Objects.requireNonNull(of.serialized())));
        });
    return answer;
  }

  private StorageException refuted(int activeHeight) {
    if (chain.isSound()) {
      chain.flush(); // so that the next start goes on from here
    }
    refuted = true;
    int height = chain.settled().height();
    var text =
        """
        Cairn failed to validate the -assumeutxo snapshot state. \
        This indicates a hardware problem, or a bug in the software, or a bad software \
        modification that allowed an invalid snapshot to be loaded. As a result of this, the node \
        will shut down and stop using any state that was built on the snapshot, resetting the \
        chain height from %d to %d. On the next restart, the node will resume syncing from %d \
        without using any snapshot data. Please report this incident, including how you obtained \
        the snapshot. The invalid snapshot chainstate will be left on disk in case it is helpful \
        in diagnosing the issue that caused this error.\
        """
            .formatted(activeHeight, height, height);
    log.error("[snapshot] !!! {}", text);
    log.error("[snapshot] deleting snapshot, reverting to validated chain, and stopping node");
    return new StorageException(
        Problem.DAMAGED, "A fatal internal error occurred, see debug.log for details: " + text);
  }

  /** Stores everything. */
  void flush() {
    chain.flush();
  }

  /** Stores everything if that has not been done for long. */
  void flushIfDue() {
    if (chain.isSettled()) {
      chain.flushIfDue();
    }
  }

  /** Waits until nobody reads the coins any more. */
  @Override
  public void close() {
    stop();
    var computing = hash;
    if (computing != null) {
      computing.handle((_, _) -> true).join();
    }
  }
}
