package cairn.rpc.rest;

import cairn.ledger.Ledger;
import cairn.ledger.index.Indexes;
import cairn.rpc.call.MethodTable;
import cairn.rpc.http.AnswerMemory;
import cairn.rpc.http.AnswerMemory.NoRoomException;
import cairn.rpc.http.HttpHandler;
import cairn.rpc.http.HttpRequest;
import cairn.rpc.http.HttpResponse;
import cairn.rpc.http.HttpStatus;
import cairn.rpc.http.RequestHead;
import cairn.rpc.http.Route;
import cairn.rpc.http.Turn;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers REST requests from the start on, and shows the node once it is ready. Thread-safe.
 *
 * <p>Nobody needs a password here, so nothing that costs much memory is taken from whoever asks.
 */
public final class RestServer {
  private static final Logger log = LoggerFactory.getLogger(RestServer.class);

  /** The longest body that is read: many times what fifteen outputs take in hex. */
  static final int MAX_BODY_BYTES = 1 << 14;

  private volatile String status = "RPC server started";
  private volatile @Nullable Map<RestPath, Resource> resources;

  /** What takes the requests. */
  public List<Route> routes() {
    return Stream.of(RestPath.values())
        .map(path -> new Route(path.prefix(), false, new Handler(path)))
        .toList();
  }

  /** Says what the node is doing before it is ready. */
  public void starting(String what) {
    status = what;
  }

  /**
   * The node is ready.
   *
   * @param methods with those that show the same things
   */
  public void ready(Ledger ledger, Indexes indexes, MethodTable methods) {
    resources = Resources.of(ledger, indexes, methods);
  }

  /** Takes requests for what is behind one path. */
  private final class Handler implements HttpHandler {
    private final RestPath path;

    Handler(RestPath path) {
      this.path = path;
    }

    @Override
    public boolean isPublic() {
      return true;
    }

    @Override
    public boolean needsBody(RequestHead head) {
      return path == RestPath.UNSPENT_OUTPUTS && !isBodyTooLong(head);
    }

    @Override
    public HttpResponse handle(HttpRequest request, Turn turn, AnswerMemory memory)
        throws InterruptedException {
      try {
        return answer(request, turn).response(memory);
      } catch (RestException e) {
        return e.response();
      } catch (NoRoomException e) {
        log.warn("An answer to a REST request needs too much memory");
        return e.response();
      }
    }

    private Answer answer(HttpRequest request, Turn turn)
        throws RestException, InterruptedException {
      var known = resources;
      if (known == null) {
        throw new RestException(
            HttpStatus.SERVICE_UNAVAILABLE, "Service temporarily unavailable: " + status);
      }
      if (path == RestPath.UNSPENT_OUTPUTS && isBodyTooLong(request.head())) {
        throw new RestException(
            HttpStatus.CONTENT_TOO_LARGE,
            "Error: body too long, or of unknown length (max: %d bytes)".formatted(MAX_BODY_BYTES));
      }
      return Objects.requireNonNull(known.get(path)).answer(RestRequest.of(request, path, turn));
    }
  }

  /** Whether a body may be longer than any that makes sense. */
  private static boolean isBodyTooLong(RequestHead head) {
    var headers = head.headers();
    return headers.first("Transfer-Encoding").isPresent()
        || Values.unsigned64(headers.first("Content-Length").orElse("0")).orElse(-1)
            > MAX_BODY_BYTES;
  }
}
