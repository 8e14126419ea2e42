package cairn.rpc.call;

import cairn.primitives.Bytes;
import cairn.rpc.auth.Whitelists;
import cairn.rpc.call.RpcRequest.Envelope;
import cairn.rpc.http.AnswerMemory;
import cairn.rpc.http.AnswerMemory.NoRoomException;
import cairn.rpc.http.HttpResponse;
import cairn.rpc.http.HttpStatus;
import cairn.rpc.http.Turn;
import cairn.rpc.json.Json;
import cairn.rpc.json.JsonReader;
import cairn.rpc.json.JsonWriter;
import cairn.rpc.json.MalformedJsonException;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * JSON-RPC 1.0, 1.1 and 2.0 over HTTP, as Core speaks them. Thread-safe.
 *
 * <p>Up to version 1.1 an error has an HTTP status, and a response has both a result and an error,
 * one of them null. With version 2.0, and in batches, the status is that of HTTP alone.
 */
final class JsonRpc {
  private static final Logger log = LoggerFactory.getLogger(JsonRpc.class);
  private static final Map<String, String> IS_JSON = Map.of("Content-Type", "application/json");

  /** What a value or a name takes in memory besides its text, about. */
  private static final long VALUE_BYTES = 64;

  private final Executor executor;
  private final Whitelists whitelists;

  /** What calls methods. */
  interface Executor {
    Json execute(String method, Json params, Turn turn) throws RpcException, InterruptedException;
  }

  JsonRpc(Executor executor, Whitelists whitelists) {
    this.executor = executor;
    this.whitelists = whitelists;
  }

  /**
   * Answers the body of a request.
   *
   * @param user who has proved to be who sends it
   */
  HttpResponse answer(Bytes body, String user, Turn turn, AnswerMemory memory)
      throws InterruptedException {
    try {
      return answer(body, new Caller(user, turn, memory));
    } catch (NoRoomException e) {
      log.warn("RPC user {}: {} needs too much memory", user, e.getMessage());
      return e.response();
    }
  }

  /** Who calls, and with what means. */
  private record Caller(String user, Turn turn, AnswerMemory memory) {
    JsonWriter writer() {
      return new JsonWriter(0, memory::need);
    }
  }

  private HttpResponse answer(Bytes body, Caller caller) throws InterruptedException {
    var user = caller.user();
    if (whitelists.forbidEverything(user)) {
      log.warn("RPC User {} not allowed to call any methods", user);
      return HttpResponse.of(HttpStatus.FORBIDDEN);
    }
    caller.memory().needForRequest(bytesOnceRead(body));
    Json request;
    try {
      request = JsonReader.read(body);
    } catch (MalformedJsonException e) {
      return failure(
          caller, Envelope.UNKNOWN, new RpcException(ErrorCode.PARSE_ERROR, "Parse error"));
    }
    return switch (request) {
      case Json.Obj single -> single(single, caller);
      case Json.Arr(var batch) -> batch(batch, caller);
      default ->
          failure(
              caller,
              Envelope.UNKNOWN,
              new RpcException(ErrorCode.PARSE_ERROR, "Top-level object parse error"));
    };
  }

  /** What a text takes once it is read, estimated by the signs before values and names. */
  private static int bytesOnceRead(Bytes body) {
    long values = 1;
    var text = body.backingArray();
    for (int i = body.backingOffset(), end = i + body.length(); i < end; i++) {
      switch (text[i]) {
        case '[', '{', ',', ':' -> values++;
        default -> {}
      }
    }
    return (int) Math.min(values * VALUE_BYTES, Integer.MAX_VALUE);
  }

  private HttpResponse single(Json.Obj json, Caller caller) throws InterruptedException {
    var envelope = RpcRequest.envelope(json);
    RpcRequest request;
    try {
      request = RpcRequest.of(json);
    } catch (RpcException e) {
      return failure(caller, envelope, e);
    }
    if (isForbidden(caller.user(), request.method())) {
      return HttpResponse.of(HttpStatus.FORBIDDEN);
    }
    try {
      var result = execute(request, caller);
      return envelope.isNotification()
          ? HttpResponse.of(HttpStatus.NO_CONTENT)
          : json(caller, HttpStatus.OK, envelope.result(result));
    } catch (RpcException e) {
      if (envelope.isNotification()) {
        return HttpResponse.of(HttpStatus.NO_CONTENT);
      }
      return envelope.modern()
          ? json(caller, HttpStatus.OK, envelope.error(e))
          : failure(caller, envelope, e);
    }
  }

  private boolean isForbidden(String user, String method) {
    boolean forbidden = !whitelists.allow(user, method);
    if (forbidden) {
      log.warn("RPC User {} not allowed to call method {}", user, LogText.safe(method));
    }
    return forbidden;
  }

  private HttpResponse batch(List<Json> batch, Caller caller) throws InterruptedException {
    if (whitelists.restrict(caller.user())) {
      for (var json : batch) {
        if (!(json instanceof Json.Obj request)) {
          return failure(
              caller,
              Envelope.UNKNOWN,
              new RpcException(ErrorCode.INVALID_REQUEST, "Invalid Request object"));
        }
        if (!(request.find("method") instanceof Json.Str(var method))
            || isForbidden(caller.user(), method)) {
          return HttpResponse.of(HttpStatus.FORBIDDEN);
        }
      }
    }
    var writer = caller.writer();
    boolean any = false;
    for (var json : batch) {
      var response = inBatch(json, caller);
      if (!RpcRequest.envelope(json).isNotification()) {
        writer.append(any ? "," : "[");
        writer.write(response);
        any = true;
      }
    }
    if (!any && !batch.isEmpty()) {
      return HttpResponse.of(HttpStatus.NO_CONTENT);
    }
    writer.append(any ? "]\n" : "[]\n");
    return new HttpResponse(HttpStatus.OK, IS_JSON, writer.finish());
  }

  private Json inBatch(Json json, Caller caller) throws InterruptedException {
    var envelope = RpcRequest.envelope(json);
    try {
      return envelope.result(execute(RpcRequest.of(json), caller));
    } catch (RpcException e) {
      return envelope.error(e);
    }
  }

  private Json execute(RpcRequest request, Caller caller)
      throws RpcException, InterruptedException {
    if (log.isDebugEnabled()) {
      log.debug(
          "ThreadRPCServer method={} user={} id={}",
          LogText.safe(request.method()),
          caller.user(),
          request.envelope().id().map(LogText::ofId).orElse(""));
    }
    return executor.execute(request.method(), request.params(), caller.turn());
  }

  /** A response of version 1.1 that tells of an error. */
  private static HttpResponse failure(Caller caller, Envelope envelope, RpcException error) {
    var status =
        switch (error.code()) {
          case INVALID_REQUEST -> HttpStatus.BAD_REQUEST;
          case METHOD_NOT_FOUND -> HttpStatus.NOT_FOUND;
          default -> HttpStatus.INTERNAL_SERVER_ERROR;
        };
    return json(caller, status, envelope.error(error));
  }

  private static HttpResponse json(Caller caller, HttpStatus status, Json response) {
    var writer = caller.writer();
    writer.write(response);
    writer.append("\n");
    return new HttpResponse(status, IS_JSON, writer.finish());
  }
}
