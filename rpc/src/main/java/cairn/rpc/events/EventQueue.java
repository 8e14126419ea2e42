package cairn.rpc.events;

import cairn.primitives.Bytes;
import cairn.rpc.http.ResponseStream;
import cairn.rpc.json.Json;
import cairn.rpc.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The events that wait for one reader. Thread-safe.
 *
 * <p>If he is so slow that there is no more room, all that happens until he has read what waits is
 * lost to him; then he is told how much that was.
 */
final class EventQueue implements ResponseStream {
  static final int MOST = 1000;

  /** So often something is said at least, so that it is noticed when he has gone. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  private static final Map<String, String> FIELDS =
      Map.of("Content-Type", "text/event-stream", "Cache-Control", "no-store");

  private static final Bytes SILENCE = utf8(": nothing new\n\n");

  private final Consumer<EventQueue> onClose;
  private final Queue<Bytes> waiting = new ArrayDeque<>();
  private long lost;
  private boolean closed;

  /**
   * @param onClose is told when nobody reads any more
   */
  EventQueue(Consumer<EventQueue> onClose) {
    this.onClose = onClose;
  }

  /** An event as it goes over the wire. */
  static Bytes event(String name, Json.Obj data) {
    return utf8("event: " + name + "\ndata: " + JsonWriter.text(data) + "\n\n");
  }

  private static Bytes utf8(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds an event, or forgets it. */
  synchronized void add(Bytes event) {
    if (lost > 0 || waiting.size() >= MOST) {
      lost++;
    } else {
      waiting.add(event);
      notifyAll();
    }
  }

  @Override
  public Map<String, String> fields() {
    return FIELDS;
  }

  @Override
  public synchronized Optional<Bytes> next() throws InterruptedException {
    if (waiting.isEmpty() && lost == 0 && !closed) {
      TimeUnit.NANOSECONDS.timedWait(this, HEARTBEAT.toNanos());
    }
    if (closed) {
      return Optional.empty();
    }
    var next = waiting.poll();
    if (next != null) {
      return Optional.of(next);
    }
    if (lost > 0) {
      var told = event("lost", Json.object().put("events", lost).build());
      lost = 0;
      return Optional.of(told);
    }
    return Optional.of(SILENCE);
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    onClose.accept(this);
  }
}
