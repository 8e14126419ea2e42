package cairn.rpc.call;

import static cairn.rpc.json.Json.Null.NULL;

import cairn.rpc.json.Json;
import java.util.Optional;

/**
 * One request, as far as it could be understood.
 *
 * @param params an array or an object
 */
record RpcRequest(Envelope envelope, String method, Json params) {
  /**
   * How a response has to look.
   *
   * @param modern whether it is one of version 2.0
   * @param id empty if there is none, which in version 2.0 means that no answer is wanted
   */
  record Envelope(boolean modern, Optional<Json> id) {
    static final Envelope UNKNOWN = new Envelope(false, Optional.of(NULL));

    /** Whether no answer is wanted. */
    boolean isNotification() {
      return modern && id.isEmpty();
    }

    /** A response with a result. */
    Json.Obj result(Json result) {
      var response = Json.object();
      if (modern) {
        response.put("jsonrpc", "2.0").put("result", result);
      } else {
        response.put("result", result).put("error", NULL);
      }
      id.ifPresent(value -> response.put("id", value));
      return response.build();
    }

    /** A response that tells of an error. */
    Json.Obj error(RpcException error) {
      var response = Json.object();
      if (modern) {
        response.put("jsonrpc", "2.0");
      } else {
        response.put("result", NULL);
      }
      response.put("error", error.toJson());
      id.ifPresent(value -> response.put("id", value));
      return response.build();
    }
  }

  /** What can be said of {@code json} even if the rest of it makes no sense. */
  static Envelope envelope(Json json) {
    if (!(json instanceof Json.Obj request)) {
      return Envelope.UNKNOWN;
    }
    var id = request.has("id") ? Optional.of(request.find("id")) : Optional.<Json>empty();
    return new Envelope(request.find("jsonrpc").equals(Json.of("2.0")), id);
  }

  /** Reads a request; fails in Core's words where it is none. */
  static RpcRequest of(Json json) throws RpcException {
    if (!(json instanceof Json.Obj request)) {
      throw invalid("Invalid Request object");
    }
    switch (request.find("jsonrpc")) {
      case Json.Null _ -> {}
      case Json.Str(var version) when version.equals("1.0") || version.equals("2.0") -> {}
      case Json.Str _ -> throw invalid("JSON-RPC version not supported");
      default -> throw invalid("jsonrpc field must be a string");
    }
    var method =
        switch (request.find("method")) {
          case Json.Str(var name) -> name;
          case Json.Null _ -> throw invalid("Missing method");
          default -> throw invalid("Method must be a string");
        };
    var params =
        switch (request.find("params")) {
          case Json.Arr array -> array;
          case Json.Obj object -> object;
          case Json.Null _ -> Json.Arr.EMPTY;
          default -> throw invalid("Params must be an array or object");
        };
    return new RpcRequest(envelope(json), method, params);
  }

  private static RpcException invalid(String message) {
    return new RpcException(ErrorCode.INVALID_REQUEST, message);
  }
}
