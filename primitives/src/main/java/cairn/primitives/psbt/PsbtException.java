package cairn.primitives.psbt;

/** Bytes are no PSBT; the message is Core's where Core has one. */
public final class PsbtException extends Exception {
  private static final long serialVersionUID = 1L;

  PsbtException(String message) {
    super(message);
  }

  /** What is wrong. */
  public String text() {
    return String.valueOf(getMessage());
  }
}
