package cairn.p2p.net;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How many bytes all connections have carried since the start. Thread-safe. */
public final class Totals {
  private final LongAdder sent = new LongAdder();
  private final LongAdder received = new LongAdder();

  private final Map<String, LongAdder> sentBy = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> receivedBy = new ConcurrentHashMap<>();

  Totals() {}

  /** What carried messages, by command; the same commands as in {@link Traffic}. */
  public Map<String, Long> sentBy() {
    return sums(sentBy);
  }

  /** What carried whole messages, by command; the same commands as in {@link Traffic}. */
  public Map<String, Long> receivedBy() {
    return sums(receivedBy);
  }

  private static Map<String, Long> sums(Map<String, LongAdder> adders) {
    var sums = new TreeMap<String, Long>();
    adders.forEach((command, adder) -> sums.put(command, adder.sum()));
    return sums;
  }

  void sent(String command, long bytes) {
    sentBy.computeIfAbsent(command, _ -> new LongAdder()).add(bytes);
  }

  void received(String command, long bytes) {
    receivedBy.computeIfAbsent(command, _ -> new LongAdder()).add(bytes);
  }

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
