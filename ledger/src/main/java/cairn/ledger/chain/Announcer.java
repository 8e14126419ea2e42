package cairn.ledger.chain;

import cairn.ledger.LedgerListener;
import cairn.ledger.headers.Chain;
import cairn.ledger.headers.HeaderEntry;
import cairn.ledger.rules.Verdict;
import cairn.primitives.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Shows the chain to others, and tells the listeners what happens, having noted it in the {@link
 * SyncState} first. Belongs to the chain thread, but for what says otherwise.
 *
 * <p>A reorganisation is shown when it is over: the chain that others see ends with the same block
 * as before until it ends with a better one, and the mempool fits that.
 */
final class Announcer implements ChainListener {
  private final List<LedgerListener> listeners = new CopyOnWriteArrayList<>();
  private final Chainstate chainstate;
  private final SyncState state;
  private final Fates fates;

  /** Connected, and not shown yet. */
  private final List<HeaderEntry> hidden = new ArrayList<>();

  private volatile Chain shown;
  private HeaderEntry header;
  private boolean reorganising;

  /**
   * @param chainstate nothing has changed in it yet
   */
  Announcer(Chainstate chainstate, SyncState state, Fates fates) {
    this.chainstate = chainstate;
    this.state = state;
    this.fates = fates;
    this.shown = chainstate.chain();
    this.header = chainstate.headers().bestHeader();
  }

  /** From any thread. */
  void add(LedgerListener listener) {
    listeners.add(listener);
  }

  @Override
  public void connected(HeaderEntry block, Block contents) {
    state.tipMoved(block);
    var before = shown.tip();
    if (!reorganising) {
      shown = chainstate.chain();
    }
    tell(listener -> listener.blockConnected(block, contents));
    if (reorganising) {
      hidden.add(block);
    } else {
      announce(block, before);
      fates.connected(block);
    }
  }

  @Override
  public void disconnected(HeaderEntry block, Block contents) {
    reorganising = true;
    var previous = block.previous();
    if (previous != null) {
      state.tipMoved(previous);
    }
    tell(listener -> listener.blockDisconnected(block, contents));
  }

  @Override
  public void verified(HeaderEntry block) {
    tell(listener -> listener.historyMoved(block));
  }

  /** While there is a history, it is the chain that lasts, whatever becomes of the active one. */
  @Override
  public void stored(HeaderEntry block) {
    if (chainstate.validatedChain().contains(block)) {
      tell(listener -> listener.chainStored(block));
    }
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

  /** The active chain, with the mempool that fits it or a later one. For any thread. */
  Chain chain() {
    return shown;
  }

  /** Whether the chain has blocks that are not shown, or lacks some that are. */
  boolean isReorganising() {
    return reorganising;
  }

  /** Whether it is, and the branch it has come to is better than what is shown. */
  boolean hasBetter() {
    return reorganising && chainstate.connectedTip().compareWork(shown.tip()) > 0;
  }

  /** The chain goes on from coins that were loaded, all being settled. */
  void loaded() {
    var before = shown.tip();
    shown = chainstate.chain();
    var now = shown.tip();
    state.tipMoved(now);
    tell(listener -> listener.coinsLoaded(now));
    announce(now, before);
  }

  /** Shows the chain as it is, all being settled, and the mempool fits it. */
  void settled() {
    if (!reorganising) {
      return;
    }
    reorganising = false;
    var before = shown.tip();
    shown = chainstate.chain();
    var now = shown.tip();
    if (now != before) {
      announce(now, before);
    }
    var connected = List.copyOf(hidden);
    hidden.clear();
    connected.stream().filter(shown::contains).forEach(fates::connected);
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

  private void announce(HeaderEntry now, HeaderEntry before) {
    var fork = now.lastCommonAncestor(before);
    tell(listener -> listener.tipChanged(now, fork));
  }

  private void tell(Consumer<LedgerListener> what) {
    listeners.forEach(what);
  }
}
