package cairn.ledger.chain;

import cairn.ledger.BestBlock;
import cairn.ledger.LedgerConfig;
import cairn.ledger.chain.StageTimes.Stage;
import cairn.ledger.coins.CoinsCache;
import cairn.ledger.headers.Chain;
import cairn.ledger.headers.HeaderEntry;
import cairn.ledger.headers.HeaderTree;
import cairn.ledger.headers.Validity;
import cairn.ledger.rules.Verdict;
import cairn.ledger.script.VerifiedScripts;
import cairn.ledger.store.FetchedCoins;
import cairn.primitives.Block;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The chain that the coins are about. The blocks at its end are connected while their scripts are
 * still being checked; once they have passed, a block is settled, and seen by others. All methods
 * belong to the chain thread, but for {@link #settled}.
 */
final class ConnectedChain {
  /** How much work a crash may cost, in long synchronisations. */
  private static final Duration FLUSH_EVERY = Duration.ofMinutes(10);

  /** While there is nothing else to do, what is new is stored within this. */
  private static final Duration FLUSH_AFTER = Duration.ofSeconds(2);

  /** So many times what it takes, there is between two such times. */
  private static final int FLUSH_SHARE = 100;

  private final HeaderTree headers;
  private final BlockArchive archive;
  private final CoinsCache coins;
  private final BlockConnector connector;
  private final AssumedValid assumedValid;
  private final ForkChoice forkChoice;
  private final Refusals refusals;
  private final @Nullable Pruner pruner;
  private final StopRequest stop;
  private final StageTimes times;
  private final ChainListener listener;
  private final Connections connections = new Connections();
  private Runnable onChecked = () -> {};

  /**
   * Set while a change is being made. If one breaks off it stays set, and nothing may be stored any
   * more: the next start goes on from what was stored before.
   */
  private boolean changing;

  /** When everything was last stored, by the clock of {@link System#nanoTime}. */
  private long lastFlush = System.nanoTime();

  /** How long that took. */
  private long lastFlushNanos;

  /** The tip that was stored then. */
  private @Nullable HeaderEntry stored;

  /** When it was last seen to be so still. */
  private long lastAllStored = lastFlush;

  /** With the blocks that may still fail. */
  private Chain connected;

  /** Without those. */
  private volatile Chain settled;

  /**
   * @param coins whose best block is known to {@code headers}
   * @param pruner null if nothing is to be pruned
   */
  ConnectedChain(
      LedgerConfig config,
      HeaderTree headers,
      BlockArchive archive,
      CoinsCache coins,
      Workers workers,
      VerifiedScripts verified,
      ForkChoice forkChoice,
      Refusals refusals,
      @Nullable Pruner pruner,
      StopRequest stop,
      StageTimes times,
      ChainListener listener) {
    this.headers = headers;
    this.archive = archive;
    this.coins = coins;
    this.connector = new BlockConnector(config.network().consensus(), coins, workers, verified);
    this.assumedValid = new AssumedValid(config.network(), headers);
    this.forkChoice = forkChoice;
    this.refusals = refusals;
    this.pruner = pruner;
    this.stop = stop;
    this.times = times;
    this.listener = listener;
    var best = Objects.requireNonNull(coins.bestBlock(), "the genesis block at least");
    var tip = Objects.requireNonNull(headers.find(best.hash()), "the coins' block is known");
    this.connected = Chain.to(tip);
    this.settled = connected;
  }

  /** The chain up to the last block all of whose checks have passed. For any thread. */
  Chain settled() {
    return settled;
  }

  /** The chain with the blocks that may still fail. */
  Chain connected() {
    return connected;
  }

  HeaderEntry tip() {
    return connected.tip();
  }

  /** Whether no change has broken off, so that what there is may be stored. */
  boolean isSound() {
    return !changing;
  }

  /**
   * Connects a block on top of the tip.
   *
   * @param ahead coins that were fetched for it
   * @return false if that cannot be: it is invalid, or one before it turned out so
   */
  boolean connect(HeaderEntry entry, Block block, FetchedCoins ahead) {
    if (stop.isMade()) {
      return false;
    }
    makeRoom();
    if (stop.isReachedBy(tip())) {
      settleAll(); // which tells whether the chain stays that high
    }
    if (stop.isMade() || entry.previous() != tip() || entry.isFailed()) {
      return false;
    }
    boolean checkScripts = assumedValid.requiresScripts(entry);
    long start = System.nanoTime();
    changing = true;
    var outcome = connector.connect(entry, block, ahead, checkScripts);
    times.add(Stage.CONNECT, start);
    return switch (outcome) {
      case BlockConnector.Outcome.Refused(var why) -> {
        changing = false;
        settleAll(); // a block before it may be the one to blame
        if (entry.previous() == tip()) {
          refusals.refuse(entry, why, tip());
        }
        yield false;
      }
      case BlockConnector.Outcome.Connected(var undo, var checks) -> {
        entry.raise(Validity.CHAIN);
        connected = connected.with(entry);
        coins.setBestBlock(new BestBlock(entry.hash(), entry.height()));
        connections.add(new Connections.Connection(entry, block, undo, checks));
        checks.whenDone(onChecked);
        forkChoice.tipImproved(entry);
        changing = false;
        settleDone();
        yield true;
      }
    };
  }

  /**
   * What would become of a block that is connected on top of the tip, all being settled. It is
   * taken back at once, whatever becomes of it.
   */
  Verdict tryOut(HeaderEntry draft, Block block) {
    changing = true;
    var verdict =
        switch (connector.connect(draft, block, FetchedCoins.NONE, true)) {
          case BlockConnector.Outcome.Refused(var why) -> why;
          case BlockConnector.Outcome.Connected(var undo, var checks) -> {
            var scripts = checks.await();
            connector.disconnect(draft, block, undo);
            yield scripts;
          }
        };
    changing = false;
    return verdict;
  }

  /** Settles what is under way, and stores the coins, as far as the next block needs it. */
  private void makeRoom() {
    while (connections.isFull()) {
      settleOldest();
    }
    if (coins.isFull()) {
      flush();
    }
    flushIfDue();
    pruneIfDue();
  }

  /** Deletes the oldest block files if all of them take too much room. */
  void pruneIfDue() {
    if (pruner != null && pruner.isDue(settled)) {
      flush();
      pruner.prune(settled);
    }
  }

  /** Has {@code wake} called, on any thread, whenever the scripts of a block are checked. */
  void onChecked(Runnable wake) {
    onChecked = wake;
  }

  /** Whether no block may still fail. */
  boolean isSettled() {
    return connections.isEmpty();
  }

  /** Settles the blocks whose scripts have been checked. */
  void settleDone() {
    while (connections.isOldestDone()) {
      settleOldest();
    }
  }

  /** Waits until all that is connected is settled. */
  void settleAll() {
    while (!connections.isEmpty()) {
      settleOldest();
    }
  }

  private void settleOldest() {
    changing = true;
    var connection = Objects.requireNonNull(connections.removeOldest());
    var entry = connection.entry();
    long start = System.nanoTime();
    var verdict = connection.checks().await();
    times.add(Stage.WAIT_FOR_SCRIPTS, start);
    switch (verdict) {
      case Verdict.Valid _ -> {
        start = System.nanoTime();
        archive.writeUndo(entry, connection.undo());
        entry.raise(Validity.SCRIPTS);
        archive.changed(entry);
        settled = settled.with(entry);
        if (stop.isReachedBy(entry)) {
          stop.make();
        }
        listener.connected(entry, connection.block());
        times.add(Stage.SETTLE, start);
      }
      case Verdict.Invalid why -> {
        for (var youngest = connections.removeYoungest();
            youngest != null;
            youngest = connections.removeYoungest()) {
          takeBack(youngest);
        }
        takeBack(connection);
        refusals.refuse(entry, why, tip());
        forkChoice.reconsider(headers, tip());
      }
    }
    changing = false;
  }

  /** Undoes a block that was connected and not settled. */
  private void takeBack(Connections.Connection connection) {
    connector.disconnect(connection.entry(), connection.block(), connection.undo());
    stepBack();
  }

  /** Undoes the block at the tip, all being settled. */
  void disconnectTip() {
    if (coins.isFull()) {
      flush();
    }
    var tip = tip();
    var block = archive.read(tip);
    var undo = archive.readUndo(tip);
    changing = true;
    connector.disconnect(tip, block, undo);
    stepBack();
    settled = connected;
    if (pruner != null) {
      pruner.steppedBack(settled);
    }
    listener.disconnected(tip, block);
    changing = false;
  }

  private void stepBack() {
    connected = connected.withoutTip();
    coins.setBestBlock(new BestBlock(tip().hash(), tip().height()));
  }

  /** Stores everything if that has not been done for long. */
  void flushIfDue() {
    if (System.nanoTime() - lastFlush > FLUSH_EVERY.toNanos()) {
      flush();
    }
  }

  /** Stores what is new, when there is nothing else to do, if that takes little of the time. */
  void flushAtRest() {
    long now = System.nanoTime();
    if (tip().equals(stored)) {
      lastAllStored = now;
    } else if (now - lastAllStored
        > Math.max(FLUSH_AFTER.toNanos(), FLUSH_SHARE * lastFlushNanos)) {
      flush();
    }
  }

  /** Stores everything, so that the next start finds the chain as it is now. */
  void flush() {
    if (changing) {
      throw new IllegalStateException("what a change has left half done must not be stored");
    }
    settleAll();
    long start = System.nanoTime();
    changing = true;
    archive.flush();
    coins.flush();
    changing = false;
    lastFlush = System.nanoTime();
    lastFlushNanos = lastFlush - start;
    stored = tip();
    lastAllStored = lastFlush;
    times.add(Stage.FLUSH, start);
    listener.stored(tip());
  }
}
