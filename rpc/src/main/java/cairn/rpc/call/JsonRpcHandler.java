package cairn.rpc.call;

import cairn.rpc.auth.Authenticator;
import cairn.rpc.http.AnswerMemory;
import cairn.rpc.http.HttpHandler;
import cairn.rpc.http.HttpRequest;
import cairn.rpc.http.HttpResponse;
import cairn.rpc.http.HttpStatus;
import cairn.rpc.http.RequestHead;
import cairn.rpc.http.Turn;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers JSON-RPC requests of those who may send them. */
final class JsonRpcHandler implements HttpHandler {
  private static final Logger log = LoggerFactory.getLogger(JsonRpcHandler.class);

  /** How long a wrong password has to wait for its refusal, so that trying many takes long. */
  private static final Duration DELAY = Duration.ofMillis(250);

  private final Authenticator authenticator;
  private final JsonRpc jsonRpc;

  JsonRpcHandler(Authenticator authenticator, JsonRpc jsonRpc) {
    this.authenticator = authenticator;
    this.jsonRpc = jsonRpc;
  }

  @Override
  public boolean needsBody(RequestHead head) {
    return isPost(head) && credentials(head).flatMap(authenticator::user).isPresent();
  }

  @Override
  public HttpResponse handle(HttpRequest request, Turn turn, AnswerMemory memory)
      throws InterruptedException {
    var head = request.head();
    if (!isPost(head)) {
      return HttpResponse.of(HttpStatus.BAD_METHOD, "JSONRPC server handles only POST requests");
    }
    var credentials = credentials(head);
    if (credentials.isEmpty()) {
      return unauthorized();
    }
    var user = authenticator.user(credentials.get());
    if (user.isEmpty()) {
      log.warn("ThreadRPCServer incorrect password attempt from {}", request.peer());
      pause(turn);
      return unauthorized();
    }
    return jsonRpc.answer(request.body(), user.get(), turn, memory);
  }

  private static boolean isPost(RequestHead head) {
    return head.method().equals("POST");
  }

  private static Optional<String> credentials(RequestHead head) {
    return head.headers().first("Authorization");
  }

  /** Takes nobody's place meanwhile, or guessing passwords would keep everybody out. */
  private static void pause(Turn turn) throws InterruptedException {
    turn.outside(() -> {
      TimeUnit.NANOSECONDS.sleep(DELAY.toNanos());
      return true;
    });
  }

  private static HttpResponse unauthorized() {
    return HttpResponse.of(HttpStatus.UNAUTHORIZED)
        .with(Map.of("WWW-Authenticate", "Basic realm=\"jsonrpc\""));
  }
}
