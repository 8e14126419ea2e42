package cairn.ledger.chain;

import cairn.ledger.MempoolEntry;
import cairn.ledger.MempoolListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Tells all who want to know what comes into the mempool and leaves it. */
final class MempoolListeners implements MempoolListener {
  private final List<MempoolListener> listeners = new CopyOnWriteArrayList<>();

  /** From any thread. */
  void add(MempoolListener listener) {
    listeners.add(listener);
  }

  @Override
  public void added(MempoolEntry entry, long sequence, boolean standsAlone) {
    listeners.forEach(listener -> listener.added(entry, sequence, standsAlone));
  }

  @Override
  public void removed(MempoolEntry entry, Removal why, long sequence) {
    listeners.forEach(listener -> listener.removed(entry, why, sequence));
  }

  @Override
  public void mined(List<? extends MempoolEntry> entries, int height) {
    listeners.forEach(listener -> listener.mined(entries, height));
  }
}
