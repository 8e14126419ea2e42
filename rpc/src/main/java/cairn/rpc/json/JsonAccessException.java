package cairn.rpc.json;

/** A value is not of the type, or in the range, in which it is wanted; the message is Core's. */
public final class JsonAccessException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean wrongType;

  private JsonAccessException(String message, boolean wrongType) {
    super(message);
    this.wrongType = wrongType;
  }

  static JsonAccessException wrongType(Json.Type actual, Json.Type expected) {
    return new JsonAccessException(mismatch(actual, expected), true);
  }

  static JsonAccessException outOfRange() {
    return new JsonAccessException("JSON integer out of range", false);
  }

  /** What is said of a value of the wrong type. */
  public static String mismatch(Json.Type actual, Json.Type expected) {
    return "JSON value of type %s is not of expected type %s".formatted(actual, expected);
  }

  /** Whether the type is wrong, rather than the range. */
  public boolean isWrongType() {
    return wrongType;
  }
}
