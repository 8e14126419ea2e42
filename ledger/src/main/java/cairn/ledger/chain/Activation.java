package cairn.ledger.chain;

import cairn.genesis.Network;
import cairn.ledger.StorageException;
import cairn.ledger.StorageException.Problem;
import cairn.ledger.headers.HeaderEntry;
import cairn.ledger.headers.HeaderTree;
import cairn.ledger.rules.Limits;
import cairn.ledger.rules.Verdict;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Goes over to the best branch, one block after the other. It does not wait for scripts: once these
 * are checked, another branch may turn out to be the best. Belongs to the chain thread.
 */
final class Activation {
  /**
   * How many blocks should be stored above the tip before the next is connected, so that the coins
   * that they spend are fetched by the time their turn has come.
   */
  private static final int WANTED_AHEAD = 6;

  private final Network network;
  private final HeaderTree headers;
  private final BlockArchive archive;
  private final Workers workers;
  private final ForkChoice forkChoice;
  private final ConnectedChain chain;
  private final RecentBlocks recent;
  private final CoinsAhead coins;
  private final StopRequest stop;
  private final StageTimes times;
  private @Nullable Route route;

  /** The best block, as of the fork choice's {@link #revision}. */
  private HeaderEntry target;

  private int revision;

  Activation(
      Network network,
      HeaderTree headers,
      BlockArchive archive,
      Workers workers,
      ForkChoice forkChoice,
      ConnectedChain chain,
      RecentBlocks recent,
      CoinsAhead coins,
      StopRequest stop,
      StageTimes times) {
    this.network = network;
    this.headers = headers;
    this.archive = archive;
    this.workers = workers;
    this.forkChoice = forkChoice;
    this.chain = chain;
    this.recent = recent;
    this.coins = coins;
    this.stop = stop;
    this.times = times;
    this.target = chain.tip();
    this.revision = forkChoice.revision() - 1;
  }

  /**
   * Connects or disconnects one block.
   *
   * @return false if there was none to do that with: the best branch is connected, as far as its
   *     blocks are known to be good or bad, or no more is to be done
   */
  boolean step() {
    chain.settleDone();
    if (stop.isMade()) {
      return false;
    }
    if (chain.tip().isFailed()) {
      leaveInvalid();
      return true;
    }
    var best = target();
    if (best == chain.tip()) {
      route = null;
      return false;
    }
    if (chain.connected().fork(best) == chain.tip()) {
      goOnTo(best);
    } else {
      goBackTo(best);
    }
    return true;
  }

  /** Whether another block should be stored, if one is at hand, before the next is connected. */
  boolean wantsBlocks() {
    return target().height() - chain.tip().height() < WANTED_AHEAD && !recent.isFull();
  }

  /** The block that should be the tip. It is looked for only when that may have changed. */
  HeaderEntry target() {
    if (target == chain.tip() || revision != forkChoice.revision()) {
      target = forkChoice.best(chain.connected());
      revision = forkChoice.revision();
    }
    return target;
  }

  /**
   * Goes back by a block that is marked as invalid. Where the program died while it stored what the
   * operator marked, the mark may be on disk although the coins are those after it.
   */
  private void leaveInvalid() {
    chain.disconnectTip();
    if (!chain.tip().isFailed()) {
      headers.chooseBest(chain.tip());
      forkChoice.reconsider(headers, chain.tip());
    }
  }

  /** Goes back by one block, to where the branch of {@code best} begins. */
  private void goBackTo(HeaderEntry best) {
    chain.settleAll();
    if (!best.isFailed() && chain.connected().fork(best) != chain.tip()) {
      chain.disconnectTip();
    }
  }

  /** Connects the next block on the way to {@code best}. */
  private void goOnTo(HeaderEntry best) {
    var ready = routeTo(best).next();
    var entry = ready.subject();
    var prepared = Objects.requireNonNull(ready.prepared());
    if (prepared.contents() instanceof Verdict.Invalid failure) {
      // It was good when it was stored.
      throw new StorageException(
          Problem.DAMAGED,
          "The stored block %s has changed (%s). Check the disk, and start with -reindex."
              .formatted(entry, failure));
    }
    if (chain.connect(entry, prepared.block(), ready.coins())) {
      recent.forgetUpTo(entry.height());
    } else {
      revision = forkChoice.revision() - 1;
    }
  }

  private Route routeTo(HeaderEntry best) {
    var known = route;
    if (known != null && known.leadsOn(chain.tip(), best)) {
      return known;
    }
    var made = new Route(chain.tip(), best, this::read, coins, times);
    route = made;
    return made;
  }

  /** Begins to read a block, unless it is at hand. */
  private ReadAhead.Task<HeaderEntry> read(HeaderEntry entry) {
    var atHand = recent.take(entry);
    return atHand == null
        ? new ReadAhead.Task<>(
            entry, Limits.MAX_BLOCK_WEIGHT, workers.prepare(() -> archive.prepare(entry, network)))
        : new ReadAhead.Task<>(
            entry,
            atHand.block().totalSize(),
            CompletableFuture.<@Nullable PreparedBlock>completedFuture(atHand));
  }
}
