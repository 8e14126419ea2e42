package cairn.genesis.json;

/** A text is not JSON; the message says where, and what was expected. */
public final class JsonException extends Exception {
  private static final long serialVersionUID = 1L;

  JsonException(String message) {
    super(message);
  }

  /** What is wrong. */
  public String problem() {
    return String.valueOf(getMessage());
  }
}
