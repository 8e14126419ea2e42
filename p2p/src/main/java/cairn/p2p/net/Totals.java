package cairn.p2p.net;

import java.util.concurrent.atomic.LongAdder;

/** How many bytes all connections have carried since the start. Thread-safe. */
public final class Totals {
  private final LongAdder sent = new LongAdder();
  private final LongAdder received = new LongAdder();

  Totals() {}

  public long sent() {
    return sent.sum();
  }

  public long received() {
    return received.sum();
  }

  void sent(long bytes) {
    sent.add(bytes);
  }

  void received(long bytes) {
    received.add(bytes);
  }
}
