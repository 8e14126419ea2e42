package cairn.rpc.call;

/** The codes of errors, which programs rely on: those of JSON-RPC, and Core's own. */
public enum ErrorCode {
  INVALID_REQUEST(-32600),
  METHOD_NOT_FOUND(-32601),
  INVALID_PARAMS(-32602),
  INTERNAL_ERROR(-32603),
  PARSE_ERROR(-32700),

  /** Anything that has no code of its own. */
  MISC_ERROR(-1),
  TYPE_ERROR(-3),
  INVALID_ADDRESS_OR_KEY(-5),
  INVALID_PARAMETER(-8),
  CLIENT_NOT_CONNECTED(-9),
  CLIENT_IN_INITIAL_DOWNLOAD(-10),
  DATABASE_ERROR(-20),
  DESERIALIZATION_ERROR(-22),
  CLIENT_NODE_ALREADY_ADDED(-23),
  CLIENT_NODE_NOT_ADDED(-24),
  VERIFY_ERROR(-25),
  VERIFY_REJECTED(-26),
  VERIFY_ALREADY_IN_UTXO_SET(-27),
  IN_WARMUP(-28),
  CLIENT_NODE_NOT_CONNECTED(-29),
  CLIENT_INVALID_IP_OR_SUBNET(-30),
  CLIENT_NODE_CAPACITY_REACHED(-34),
  LIMIT_EXCEEDED(-37);

  private final int code;

  ErrorCode(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
