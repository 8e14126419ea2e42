package cairn.rpc.events;

import cairn.rpc.http.AnswerMemory;
import cairn.rpc.http.HttpHandler;
import cairn.rpc.http.HttpRequest;
import cairn.rpc.http.HttpResponse;
import cairn.rpc.http.HttpStatus;
import cairn.rpc.http.Query;
import cairn.rpc.http.RequestHead;
import cairn.rpc.http.ResponseStream;
import cairn.rpc.http.Route;
import cairn.rpc.http.Turn;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells whoever asks at {@code /events} what happens, and what he has missed. Thread-safe. */
public final class EventFeed implements HttpHandler {
  private static final Logger log = LoggerFactory.getLogger(EventFeed.class);
  private static final String PATH = "/events";
  static final int MAX_READERS = 50;

  private final Set<EventReader> readers = new HashSet<>();
  private volatile @Nullable Events events;
  private volatile boolean closed;
  private int opening;

  /** What takes the requests. */
  public Route route() {
    return new Route(PATH, false, this);
  }

  /** The node is ready. */
  public void ready(Events recorded) {
    events = recorded;
  }

  /** Ends all streams; there will be no more. */
  public void close() {
    closed = true;
    var recorded = events;
    if (recorded != null) {
      recorded.wake();
    }
  }

  @Override
  public boolean isPublic() {
    return true;
  }

  @Override
  public boolean needsBody(RequestHead head) {
    return false;
  }

  @Override
  public Optional<ResponseStream> stream(HttpRequest request) {
    var recorded = events;
    if (recorded == null || closed || recorded.hasFailed() || refusal(request.head()).isPresent()) {
      return Optional.empty();
    }
    synchronized (this) {
      if (readers.size() + opening >= MAX_READERS) {
        return Optional.empty();
      }
      opening++;
    }
    EventReader reader = null;
    try {
      reader = recorded.read(cursor(request.head()).orElse(null), () -> closed, this::left);
      return Optional.of(reader);
    } catch (IOException e) {
      log.warn("Events cannot be read: {}", e.toString());
      return Optional.empty();
    } finally {
      synchronized (this) {
        opening--;
        if (reader != null) {
          readers.add(reader);
        }
      }
    }
  }

  private synchronized void left(EventReader reader) {
    readers.remove(reader);
  }

  /** What is wrong with the request itself. */
  private static Optional<HttpResponse> refusal(RequestHead head) {
    var path = head.target();
    if (!path.equals(PATH) && !path.startsWith(PATH + "?")) {
      return Optional.of(HttpResponse.refusal(HttpStatus.NOT_FOUND, ""));
    }
    if (!head.method().equals("GET")) {
      return Optional.of(HttpResponse.refusal(HttpStatus.BAD_METHOD, "Only GET is supported\r\n"));
    }
    var text = cursorText(head);
    return text.isPresent() && Cursor.parse(text.get()).isEmpty()
        ? Optional.of(HttpResponse.refusal(HttpStatus.BAD_REQUEST, "Invalid cursor\r\n"))
        : Optional.empty();
  }

  /** The header is what browsers send when they connect again, whatever address they had first. */
  private static Optional<String> cursorText(RequestHead head) {
    return head.headers()
        .first("Last-Event-ID")
        .or(() -> new Query(head.target()).find("cursor"))
        .filter(text -> !text.isEmpty());
  }

  private static Optional<Cursor> cursor(RequestHead head) {
    return cursorText(head).flatMap(Cursor::parse);
  }

  /** Why there is no stream. */
  @Override
  public HttpResponse handle(HttpRequest request, Turn turn, AnswerMemory memory) {
    return refusal(request.head())
        .orElseGet(
            () -> HttpResponse.refusal(HttpStatus.SERVICE_UNAVAILABLE, unavailable() + "\r\n"));
  }

  private String unavailable() {
    var recorded = events;
    if (recorded == null) {
      return "Service temporarily unavailable: the node is starting";
    }
    return recorded.hasFailed() ? "Events cannot be stored" : "Too many readers of events";
  }
}
