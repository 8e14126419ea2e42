package cairn.p2p.net;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Counts the bytes of one connection. One thread counts, any thread reads. */
final class TrafficMeter {
  private final Set<String> commands;
  private final Totals totals;
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong received = new AtomicLong();
  private final Map<String, Long> sentBy = new ConcurrentHashMap<>();
  private final Map<String, Long> receivedBy = new ConcurrentHashMap<>();
  private volatile @Nullable Instant lastSent;
  private volatile @Nullable Instant lastReceived;

  /**
   * @param commands whose messages are counted for themselves when they are received
   * @param totals where messages are counted once more
   */
  TrafficMeter(Set<String> commands, Totals totals) {
    this.commands = commands;
    this.totals = totals;
  }

  void sent(long bytes, Instant now) {
    sent.addAndGet(bytes);
    lastSent = now;
  }

  void sent(String command, long bytes) {
    sentBy.merge(command, bytes, Long::sum);
    totals.sent(command, bytes);
  }

  void received(long bytes, Instant now) {
    received.addAndGet(bytes);
    lastReceived = now;
  }

  void received(String command, long bytes) {
    var counted = commands.contains(command) ? command : Traffic.OTHER;
    receivedBy.merge(counted, bytes, Long::sum);
    totals.received(counted, bytes);
  }

  long sent() {
    return sent.get();
  }

  Traffic read() {
    return new Traffic(
        sent.get(),
        received.get(),
        Optional.ofNullable(lastSent),
        Optional.ofNullable(lastReceived),
        Map.copyOf(sentBy),
        Map.copyOf(receivedBy));
  }
}
