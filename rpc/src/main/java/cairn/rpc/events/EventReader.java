package cairn.rpc.events;

import cairn.primitives.Bytes;
import cairn.rpc.events.EventLog.Position;
import cairn.rpc.http.ResponseStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one reader gets of the log. Belongs to the thread of his connection.
 *
 * <p>Nothing is kept for him: he may be as slow as he likes, until the log no longer has what he
 * wants. He is told so then, and goes on with what happens next.
 */
final class EventReader implements ResponseStream {
  private static final Logger log = LoggerFactory.getLogger(EventReader.class);

  /** So often something is said at least, so that it is noticed when he has gone. */
  static final Duration HEARTBEAT = Duration.ofSeconds(15);

  private static final int PIECE = 1 << 16;

  private static final Map<String, String> FIELDS =
      Map.of("Content-Type", "text/event-stream", "Cache-Control", "no-store");

  private static final Bytes SILENCE =
      Bytes.wrap(": nothing new\n\n".getBytes(StandardCharsets.UTF_8));

  private final EventLog events;
  private final Supplier<Beginning> beginAnew;
  private final BooleanSupplier ended;
  private final Consumer<EventReader> onClose;
  private Segment segment;
  private long offset;
  private FileChannel file;
  private @Nullable Bytes greeting;

  /**
   * Where somebody begins who knows nothing.
   *
   * @param greeting says how everything is there
   */
  record Beginning(Position position, Bytes greeting) {}

  /**
   * @param greeting null if he knows how everything is
   * @param beginAnew where to go on if he was too slow
   * @param ended whether there is no more for anybody
   * @param onClose is told when nobody reads any more
   */
  EventReader(
      EventLog events,
      Position position,
      @Nullable Bytes greeting,
      Supplier<Beginning> beginAnew,
      BooleanSupplier ended,
      Consumer<EventReader> onClose)
      throws IOException {
    this.events = events;
    this.beginAnew = beginAnew;
    this.ended = ended;
    this.onClose = onClose;
    this.segment = position.segment();
    this.offset = position.offset();
    this.greeting = greeting;
    this.file = segment.openToRead();
  }

  @Override
  public Map<String, String> fields() {
    return FIELDS;
  }

  @Override
  public Optional<Bytes> next() throws InterruptedException {
    var said = greeting;
    if (said != null) {
      greeting = null;
      return Optional.of(said);
    }
    try {
      return more();
    } catch (IOException e) {
      log.warn("A reader of events is left: {}", e.toString());
      return Optional.empty();
    }
  }

  private Optional<Bytes> more() throws IOException, InterruptedException {
    long length = events.await(segment, offset, HEARTBEAT, ended);
    if (ended.getAsBoolean()) {
      return Optional.empty();
    }
    if (length > offset) {
      return Optional.of(read(length));
    }
    if (events.isClosed()) {
      return Optional.empty();
    }
    var next = events.after(segment);
    if (next.isEmpty()) {
      var beginning = beginAnew.get();
      move(beginning.position().segment(), beginning.position().offset());
      return Optional.of(beginning.greeting());
    }
    if (next.get() != segment) {
      move(next.get(), 0);
      return more();
    }
    return Optional.of(SILENCE);
  }

  private Bytes read(long length) throws IOException {
    var buffer = ByteBuffer.allocate((int) Math.min(PIECE, length - offset));
    while (buffer.hasRemaining()) {
      int read = file.read(buffer, offset + buffer.position());
      if (read < 0) {
        throw new IOException("a file of events is shorter than it was");
      }
    }
    offset += buffer.capacity();
    return Bytes.wrap(buffer.array());
  }

  private void move(Segment to, long at) throws IOException {
    var opened = to.openToRead();
    file.close();
    file = opened;
    segment = to;
    offset = at;
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      log.debug("Cannot close a file of events: {}", e.toString());
    }
    onClose.accept(this);
  }
}
