package cairn.rpc.cli;

import java.io.IOException;

/** A node answers with an error. */
public final class NodeErrorException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int code;

  NodeErrorException(int code, String message) {
    super(message);
    this.code = code;
  }

  public int code() {
    return code;
  }
}
