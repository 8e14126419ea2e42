package cairn.wallet.rpc;

import cairn.wallet.WalletException;

/** A node's answer that it will not do something. */
public final class NodeError extends WalletException {
  private static final long serialVersionUID = 1L;

  /** No such block, transaction or address. */
  public static final int NOT_FOUND = -5;

  /** The transaction is in a block already. */
  public static final int ALREADY_IN_CHAIN = -27;

  /** Something that the node keeps only if it is told to is not there. */
  public static final int MISC = -1;

  /** The method is not there. */
  public static final int NO_METHOD = -32_601;

  /** The node is starting. */
  public static final int WARMING_UP = -28;

  private final int code;

  NodeError(String method, int code, String message) {
    super(
        code == WARMING_UP ? Kind.NO_NODE : Kind.FAILED,
        code == WARMING_UP
            ? "the node is still starting: " + message
            : "the node refuses " + method + ": " + message + " (" + code + ")");
    this.code = code;
  }

  public int code() {
    return code;
  }
}
