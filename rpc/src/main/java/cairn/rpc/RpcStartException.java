package cairn.rpc;

/** The RPC server cannot start as it was asked to; the message says why, or where to look. */
public final class RpcStartException extends Exception {
  private static final long serialVersionUID = 1L;

  RpcStartException(String message) {
    super(message);
  }

  /** The log has the reason. */
  static RpcStartException seeLog() {
    return new RpcStartException("Unable to start HTTP server. See debug log for details.");
  }
}
