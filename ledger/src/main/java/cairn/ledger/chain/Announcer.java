package cairn.ledger.chain;

import cairn.ledger.LedgerListener;
import cairn.ledger.headers.HeaderEntry;
import cairn.ledger.rules.Verdict;
import cairn.primitives.Block;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Tells the listeners what happens, having noted it in the {@link SyncState} first. Belongs to the
 * chain thread, but for {@link #add}.
 */
final class Announcer implements ChainListener {
  private final List<LedgerListener> listeners = new CopyOnWriteArrayList<>();
  private final SyncState state;
  private final Fates fates;
  private HeaderEntry tip;
  private HeaderEntry header;

  /**
   * @param chainstate nothing has changed in it yet
   */
  Announcer(Chainstate chainstate, SyncState state, Fates fates) {
    this.state = state;
    this.fates = fates;
    this.tip = chainstate.chain().tip();
    this.header = chainstate.headers().bestHeader();
  }

  /** From any thread. */
  void add(LedgerListener listener) {
    listeners.add(listener);
  }

  @Override
  public void connected(HeaderEntry block, Block contents) {
    state.tipMoved(block);
    tell(listener -> listener.blockConnected(block, contents));
    if (block.compareWork(tip) > 0) {
      announce(block);
    }
    fates.connected(block);
  }

  @Override
  public void disconnected(HeaderEntry block, Block contents) {
    var previous = block.previous();
    if (previous != null) {
      state.tipMoved(previous);
    }
    tell(listener -> listener.blockDisconnected(block, contents));
  }

  @Override
  public void stored(HeaderEntry block) {
    tell(listener -> listener.chainStored(block));
  }

  @Override
  public void refused(HeaderEntry block, Verdict.Invalid why) {
    tell(listener -> listener.blockRefused(block, why));
    fates.refused(block, why);
  }

  /** Whether the chain is not far behind any more. */
  boolean isCaughtUp() {
    return !state.isInitialBlockDownload();
  }

  /** A block is stored that builds on the tip. */
  void stored(HeaderEntry block, Block contents) {
    if (isCaughtUp()) {
      tell(listener -> listener.blockStored(block, contents));
    }
  }

  /** The chain ends with {@code now}, and nothing is under way that would change that. */
  void settled(HeaderEntry now) {
    if (now != tip) {
      announce(now);
    }
  }

  /** The header with the most work is this one now. */
  void header(HeaderEntry best) {
    if (best != header) {
      header = best;
      tell(listener -> listener.headerTipChanged(best));
    }
  }

  void stopHeightReached() {
    tell(LedgerListener::stopHeightReached);
  }

  void failed(Throwable why) {
    tell(listener -> listener.failed(why));
  }

  private void announce(HeaderEntry now) {
    var fork = now.lastCommonAncestor(tip);
    tip = now;
    tell(listener -> listener.tipChanged(now, fork));
  }

  private void tell(Consumer<LedgerListener> what) {
    listeners.forEach(what);
  }
}
