package cairn.node.embedded;

import cairn.rpc.call.RpcException;

/** The node answers a call with an error. */
public final class CallException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int code;

  CallException(String method, RpcException error) {
    super(method + ": " + error.getMessage(), error);
    this.code = error.code().code();
  }

  /** The error's number, as JSON-RPC has it. */
  public int code() {
    return code;
  }
}
