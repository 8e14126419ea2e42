package cairn.ledger.chain;

import cairn.genesis.BuriedDeployment;
import cairn.genesis.Network;
import cairn.ledger.blockfiles.FilePosition;
import cairn.ledger.chain.StageTimes.Stage;
import cairn.ledger.coins.CoinsCache;
import cairn.ledger.headers.Acceptance;
import cairn.ledger.headers.Chain;
import cairn.ledger.headers.HeaderEntry;
import cairn.ledger.headers.HeaderTree;
import cairn.ledger.headers.Validity;
import cairn.ledger.rules.BlockInContext;
import cairn.ledger.rules.Fault;
import cairn.ledger.rules.Place;
import cairn.ledger.rules.PlacedBlock;
import cairn.ledger.rules.Verdict;
import cairn.ledger.store.BestBlock;
import cairn.ledger.store.CoinStore;
import cairn.ledger.store.FetchedCoins;
import cairn.ledger.store.StorageException;
import cairn.ledger.store.StorageException.Problem;
import cairn.primitives.Block;
import cairn.primitives.BlockHash;
import cairn.primitives.BlockHeader;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The headers, the blocks, the active chain and its coins: everything that changes when a block
 * comes. All methods belong to the chain thread, but for {@link #chain} and {@link #headers}.
 */
public final class Chainstate {
  private static final Logger log = LoggerFactory.getLogger(Chainstate.class);

  /** How much work a crash may cost, in long synchronisations. */
  private static final Duration FLUSH_EVERY = Duration.ofMinutes(10);

  private final Network network;
  private final HeaderTree headers;
  private final BlockArchive archive;
  private final CoinStore coinStore;
  private final CoinsCache coins;
  private final Workers workers;
  private final StageTimes times;
  private final InstantSource clock;
  private final ChainListener listener;
  private final BlockConnector connector;
  private final AssumedValid assumedValid;
  private final @Nullable Pruner pruner;
  private final ForkChoice forkChoice = new ForkChoice();
  private final Connections connections = new Connections();

  /** Where to stop connecting blocks; 0 for nowhere. */
  private final int stopAtHeight;

  private volatile boolean stopping;

  /**
   * Set while a change is being made. If one breaks off it stays set, and nothing may be stored any
   * more: the next start goes on from what was stored before.
   */
  private boolean changing;

  /** When everything was last stored, by the clock of {@link System#nanoTime}. */
  private long lastFlush;

  private long invalidBlocks;

  /** The chain that the coins are about; some blocks at its end may still fail. */
  private Chain connected;

  /** The chain without those. */
  private volatile Chain settled;

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
    this.clock = config.clock();
    this.listener = listener;
    this.stopAtHeight = config.stopAtHeight();
    this.connector = new BlockConnector(network.consensus(), coins, workers);
    this.assumedValid = new AssumedValid(network, headers);
    this.pruner =
        config.prunes()
            ? new Pruner(network, archive, headers, config.pruneTargetBytes(), clock)
            : null;
    var best = Objects.requireNonNull(coins.bestBlock(), "the genesis block at least");
    var tip = Objects.requireNonNull(headers.lookup(best.hash()), "the coins' block is known");
    this.connected = Chain.to(tip);
    this.settled = connected;
    this.lastFlush = System.nanoTime();
    headers.chooseBest(tip);
    forkChoice.restore(headers, connected);
    this.stopping = isHighEnough(tip);
  }

  /** The active chain. For any thread. */
  public Chain chain() {
    return settled;
  }

  /** How much memory the coins take, and how many are held, for people. On the chain thread. */
  public String coinsUsage() {
    return "%.1fMiB(%dtxo)".formatted(coins.usedBytes() / 1048576.0, coins.size());
  }

  /** All headers. Any thread may look up. */
  public HeaderTree headers() {
    return headers;
  }

  /** Whether no change has broken off, so that what there is may be stored. */
  boolean isSound() {
    return !changing;
  }

  /** Has {@link #activate} return soon, as far as it has come. For any thread. */
  public void stop() {
    stopping = true;
  }

  /** Whether somebody asked to {@link #stop}, or the height to stop at is reached. */
  public boolean isStopping() {
    return stopping;
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

  /** What became of a block that was offered. */
  public sealed interface Taken {
    /**
     * It is stored.
     *
     * @param isNew whether it was not before
     */
    record Stored(HeaderEntry entry, boolean isNew) implements Taken {}

    /** It breaks a rule. */
    record Refused(Verdict.Invalid why) implements Taken {}
  }

  /** Takes in the header alone. */
  Acceptance acceptHeader(BlockHeader header, BlockHash hash) {
    var acceptance = headers.accept(header, hash, clock.instant().getEpochSecond(), true);
    if (acceptance instanceof Acceptance.Accepted(var entry, var isNew) && isNew) {
      archive.changed(entry);
    }
    return acceptance;
  }

  /**
   * Takes in a block that has been asked for, whatever its branch (Core's AcceptBlock): checks what
   * can be checked without its coins, and stores it. {@link #activate} then does the rest.
   *
   * @param where it stands already, when block files are gone through; null to have it written
   */
  Taken accept(PreparedBlock prepared, @Nullable FilePosition where) {
    long start = System.nanoTime();
    try {
      return take(prepared, where);
    } finally {
      times.add(Stage.STORE, start);
    }
  }

  private Taken take(PreparedBlock prepared, @Nullable FilePosition where) {
    var block = prepared.block();
    switch (acceptHeader(block.header(), block.hash())) {
      case Acceptance.Refused(var why) -> {
        return new Taken.Refused(why);
      }
      case Acceptance.Accepted(var entry, _) -> {
        if (entry.hasData()) {
          return new Taken.Stored(entry, false);
        }
        if (check(prepared, entry) instanceof Verdict.Invalid failure) {
          refuse(entry, failure);
          return new Taken.Refused(failure);
        }
        store(block, entry, where);
        return new Taken.Stored(entry, true);
      }
    }
  }

  private Verdict check(PreparedBlock prepared, HeaderEntry entry) {
    var contents = prepared.contents();
    var previous = entry.previous();
    return contents.isValid() && previous != null
        ? BlockInContext.check(
            new PlacedBlock(prepared.block(), new Place(network.consensus(), previous)))
        : contents;
  }

  private void store(Block block, HeaderEntry entry, @Nullable FilePosition where) {
    var position = where;
    if (position == null) {
      position = archive.write(block, entry);
    } else {
      archive.adopt(position, block, entry);
    }
    boolean witness = entry.height() >= network.consensus().buried().of(BuriedDeployment.SEGWIT);
    entry.stored(position.file(), (int) position.offset(), block.transactions().size(), witness);
    entry.raise(Validity.TRANSACTIONS);
    archive.changed(entry);
    forkChoice.stored(entry, connected.tip());
  }

  /** How many blocks, having been stored, have turned out to be invalid so far. */
  long invalidBlocks() {
    return invalidBlocks;
  }

  /** Tells why, and remembers it if that can never change. */
  private void refuse(HeaderEntry entry, Verdict.Invalid why) {
    log.info(
        "Block validation error: {}, block {} at height {}", why, entry.hash(), entry.height());
    listener.refused(entry, why);
    if (why.reason().fault() != Fault.MUTATED) {
      var failed = headers.fail(entry, connected.tip());
      failed.forEach(archive::changed);
      invalidBlocks += failed.stream().filter(HeaderEntry::hasData).count();
    }
  }

  /** Makes the best branch the active one, and waits until all of it is settled. */
  void activate() {
    leaveInvalid();
    do {
      activate(null, FetchedCoins.NONE);
      settleAll();
    } while (!stopping && forkChoice.best(connected) != connected.tip());
  }

  /**
   * Goes back to the last block that is not marked as invalid. Where the program died while it
   * stored an {@link #invalidate}, the mark may be on disk although the coins are those after it.
   */
  private void leaveInvalid() {
    if (!connected.tip().isFailed()) {
      return;
    }
    while (connected.tip().isFailed() && !stopping) {
      disconnectTip();
    }
    headers.chooseBest(connected.tip());
    forkChoice.reconsider(headers, connected.tip());
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
    settleDone();
    var target = forkChoice.best(connected);
    while (target != connected.tip() && !stopping) {
      if (fresh != null
          && target.previous() == connected.tip()
          && target.hash().equals(fresh.hash())) {
        connect(target, fresh, ahead);
      } else {
        follow(target);
      }
      target = forkChoice.best(connected);
    }
  }

  /** Goes over to the branch that ends with {@code target}, or as far as it is valid. */
  private void follow(HeaderEntry target) {
    var fork = connected.fork(target);
    if (fork != connected.tip()) {
      settleAll();
      if (target.isFailed()) {
        return;
      }
      while (connected.tip() != connected.fork(target)) {
        if (stopping) {
          return;
        }
        disconnectTip();
      }
    }
    var path = new ArrayList<HeaderEntry>();
    for (int height = connected.height() + 1; height <= target.height(); height++) {
      path.add(target.ancestor(height));
    }
    var tasks = path.stream().map(entry -> archive.readTask(entry, network)).iterator();
    var readAhead = new ReadAhead<HeaderEntry>(workers, coins, coinStore, times, tasks);
    for (var ready = readAhead.next(); ready != null; ready = readAhead.next()) {
      var prepared = Objects.requireNonNull(ready.prepared());
      if (ready.subject().previous() != connected.tip()) {
        return; // one before it has failed
      }
      if (prepared.contents() instanceof Verdict.Invalid failure) {
        // It was good when it was stored.
        throw new StorageException(
            Problem.DAMAGED,
            "The stored block %s has changed (%s). Check the disk, and start with -reindex."
                .formatted(ready.subject(), failure));
      }
      if (!connect(ready.subject(), prepared.block(), ready.coins())) {
        return;
      }
    }
  }

  /** Connects a block on top of the tip; false if it is invalid, or one before it turned out so. */
  private boolean connect(HeaderEntry entry, Block block, FetchedCoins ahead) {
    if (stopping) {
      return false;
    }
    makeRoom();
    if (isHighEnough(connected.tip())) {
      settleAll(); // which tells whether the chain stays that high
    }
    if (stopping || entry.previous() != connected.tip() || entry.isFailed()) {
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
        if (entry.previous() == connected.tip()) {
          refuse(entry, why);
        }
        yield false;
      }
      case BlockConnector.Outcome.Connected(var undo, var checks) -> {
        entry.raise(Validity.CHAIN);
        connected = connected.with(entry);
        coins.setBestBlock(new BestBlock(entry.hash(), entry.height()));
        connections.add(new Connections.Connection(entry, block, undo, checks));
        forkChoice.tipImproved(entry);
        changing = false;
        settleDone();
        yield true;
      }
    };
  }

  /** Whether no block should come after this one. */
  private boolean isHighEnough(HeaderEntry tip) {
    return stopAtHeight > 0 && tip.height() >= stopAtHeight;
  }

  /** Settles what is under way, and stores the coins, as far as the next block needs it. */
  private void makeRoom() {
    while (connections.isFull()) {
      settleOldest();
    }
    if (coins.isFull() || System.nanoTime() - lastFlush > FLUSH_EVERY.toNanos()) {
      flush();
    }
    if (pruner != null && pruner.isDue(settled)) {
      flush();
      pruner.prune(settled);
    }
  }

  private void settleDone() {
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
        if (isHighEnough(entry)) {
          stopping = true;
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
        refuse(entry, why);
        forkChoice.reconsider(headers, connected.tip());
      }
    }
    changing = false;
  }

  /** Undoes a block that was connected and not settled. */
  private void takeBack(Connections.Connection connection) {
    connector.disconnect(connection.entry(), connection.block(), connection.undo());
    stepBack();
  }

  /** Undoes the settled block at the tip. */
  private void disconnectTip() {
    if (coins.isFull()) {
      flush();
    }
    var tip = connected.tip();
    var block = archive.read(tip);
    var undo = archive.readUndo(tip);
    changing = true;
    connector.disconnect(tip, block, undo);
    stepBack();
    settled = connected;
    listener.disconnected(tip, block);
    changing = false;
  }

  private void stepBack() {
    connected = connected.withoutTip();
    var tip = connected.tip();
    coins.setBestBlock(new BestBlock(tip.hash(), tip.height()));
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
    settleAll();
    while (connected.contains(block)) {
      if (stopping) {
        return;
      }
      disconnectTip();
    }
    headers.fail(block, connected.tip()).forEach(archive::changed);
    forkChoice.reconsider(headers, connected.tip());
    activate();
  }

  /** Takes {@link #invalidate} back, for the block, those before it and those after it. */
  void reconsider(HeaderEntry block) {
    settleAll();
    headers.forgive(block, connected.tip()).forEach(archive::changed);
    forkChoice.reconsider(headers, connected.tip());
    activate();
  }

  /** Prefers a block to others with as much work. */
  void precious(HeaderEntry block) {
    settleAll();
    if (forkChoice.precious(block, connected.tip())) {
      activate();
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
    times.add(Stage.FLUSH, start);
  }
}
