package cairn.rpc.call;

import cairn.rpc.json.Json;

/** A call fails, for a reason that the caller is told. */
public final class RpcException extends Exception {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  public RpcException(ErrorCode code, String message) {
    super(message);
    this.code = code;
  }

  public ErrorCode code() {
    return code;
  }

  /** As responses carry it. */
  Json toJson() {
    return Json.object()
        .put("code", code.code())
        .put("message", String.valueOf(getMessage()))
        .build();
  }
}
