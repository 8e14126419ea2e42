package cairn.primitives;

/**
 * Bytes that cannot be read as what they should be. It says nothing of validity: what can be read
 * may still break a rule.
 */
public final class DecodeException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int offset;

  /**
   * @param offset where in its input the reader stood, in bytes from the start
   */
  public DecodeException(String message, int offset) {
    super(message + " at offset " + offset);
    this.offset = offset;
  }

  /** Where in its input the reader stood, in bytes from the start. */
  public int offset() {
    return offset;
  }
}
