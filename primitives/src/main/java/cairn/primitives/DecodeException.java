package cairn.primitives;

/**
 * Bytes that cannot be read as what they should be. It says nothing of validity: what can be read
 * may still break a rule.
 */
public final class DecodeException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;
  private final int offset;
  private final boolean endOfData;

  /**
   * @param offset where in its input the reader stood, in bytes from the start
   */
  public DecodeException(String message, int offset) {
    this(message, offset, false);
  }

  private DecodeException(String message, int offset, boolean endOfData) {
    super(message + " at offset " + offset);
    this.reason = message;
    this.offset = offset;
    this.endOfData = endOfData;
  }

  /** Says that more was to come at {@code offset} than is there. */
  static DecodeException endOfData(int offset) {
    return new DecodeException("end of data", offset, true);
  }

  /** What is wrong, without where. */
  public String reason() {
    return reason;
  }

  /** Where in its input the reader stood, in bytes from the start. */
  public int offset() {
    return offset;
  }

  /** Whether the input may be the beginning of something that can be read. */
  public boolean isEndOfData() {
    return endOfData;
  }
}
