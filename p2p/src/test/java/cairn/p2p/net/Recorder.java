package cairn.p2p.net;

import static org.awaitility.Awaitility.await;

import cairn.p2p.transport.Frame;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** Writes down what it is told, and waits for it. */
final class Recorder implements SocketListener {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Queue<Connection> opened = new ConcurrentLinkedQueue<>();
  private final Queue<Connection> begun = new ConcurrentLinkedQueue<>();
  private final Queue<Message> messages = new ConcurrentLinkedQueue<>();
  private final Queue<String> dropped = new ConcurrentLinkedQueue<>();
  private final Queue<Connection> drained = new ConcurrentLinkedQueue<>();
  private final Queue<End> ends = new ConcurrentLinkedQueue<>();
  private final Queue<Failure> failures = new ConcurrentLinkedQueue<>();
  private volatile boolean processing = true;
  private volatile boolean forgetting = true;
  private volatile Consumer<Connection> onOpen = _ -> {};
  private volatile Consumer<Connection> onClose = _ -> {};

  record Message(Connection connection, Frame frame, int wireSize) {}

  record End(Connection connection, CloseReason reason, boolean retryWithV1) {}

  record Failure(Dial dial, String reason, boolean ofProxy) {}

  static void eventually(Callable<Boolean> condition) {
    await().atMost(PATIENCE).pollInterval(Duration.ofMillis(2)).until(condition);
  }

  /** Takes messages from now on as one does who has no time for them. */
  void stopProcessing() {
    processing = false;
  }

  /** Keeps the places of connections that end from now on taken. */
  void stopForgetting() {
    forgetting = false;
  }

  /** Has {@code action} run when it is told that a connection stands. */
  void onOpen(Consumer<Connection> action) {
    onOpen = action;
  }

  /** Has {@code action} run when it is told that a connection ends. */
  void onClose(Consumer<Connection> action) {
    onClose = action;
  }

  /** The connection that was opened, as the first one or after {@code before} others. */
  Connection connection(int before) {
    eventually(() -> opened.size() > before);
    return opened.stream().skip(before).findFirst().orElseThrow();
  }

  Connection connection() {
    return connection(0);
  }

  int openedSoFar() {
    return opened.size();
  }

  /** The first {@code count} messages, when so many have come. */
  List<Message> messages(int count) {
    eventually(() -> messages.size() >= count);
    return messages.stream().limit(count).toList();
  }

  List<Frame> frames(int count) {
    return messages(count).stream().map(Message::frame).toList();
  }

  int messagesSoFar() {
    return messages.size();
  }

  End end() {
    return next(ends);
  }

  int endsSoFar() {
    return ends.size();
  }

  Failure failure() {
    return next(failures);
  }

  int drainedSoFar() {
    return drained.size();
  }

  String drop() {
    return next(dropped);
  }

  boolean hasBegunHandshake(Connection connection) {
    return begun.contains(connection);
  }

  private static <T> T next(Queue<T> queue) {
    eventually(() -> !queue.isEmpty());
    return queue.remove();
  }

  @Override
  public void opened(Connection connection) {
    onOpen.accept(connection);
    opened.add(connection);
  }

  @Override
  public void handshakeBegun(Connection connection) {
    begun.add(connection);
  }

  @Override
  public void received(Connection connection, Frame frame, int wireSize) {
    messages.add(new Message(connection, frame, wireSize));
    if (processing) {
      connection.processed(frame);
    }
  }

  @Override
  public void dropped(Connection connection, String reason, int wireSize) {
    dropped.add(reason);
  }

  @Override
  public void drained(Connection connection) {
    drained.add(connection);
  }

  @Override
  public void closed(Connection connection, CloseReason reason, boolean retryWithV1) {
    onClose.accept(connection);
    ends.add(new End(connection, reason, retryWithV1));
    if (forgetting) {
      connection.forget();
    }
  }

  @Override
  public void connectFailed(Dial dial, String reason, boolean ofProxy) {
    failures.add(new Failure(dial, reason, ofProxy));
  }
}
