package cairn.primitives.address;

import java.util.List;

/** A text that is not the address, the key or the words that it should be. */
public final class TextException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What is wrong with a text, for programs to act on; the message is for people. */
  public enum Reason {
    /** A character that the encoding does not have, or upper and lower case mixed. */
    CHARACTER,
    /** Too long, too short, or of a length that nothing of this kind has. */
    LENGTH,
    /** No {@code 1} between human-readable part and data, or one in a place where it cannot be. */
    SEPARATOR,
    /** Most likely a typing error. */
    CHECKSUM,
    /** A word that the list does not have, or a line of a list that is no word of its own. */
    WORD,
    /** For another network, or not this kind of text at all. */
    PREFIX,
    /** Bits are left over that are not zero, or more than four. */
    PADDING,
    /** A witness version above 16. */
    WITNESS_VERSION,
    /** Well encoded, but not a key of the curve, or a key that contradicts what comes with it. */
    KEY
  }

  private final Reason reason;
  private final transient List<Integer> positions;

  public TextException(Reason reason, String message) {
    this(reason, message, List.of());
  }

  public TextException(Reason reason, String message, List<Integer> positions) {
    super(message);
    this.reason = reason;
    this.positions = List.copyOf(positions);
  }

  public Reason reason() {
    return reason;
  }

  /**
   * Where the errors must be, as far as the encoding tells: indices of characters, or of words
   * where the reason is {@link Reason#WORD}, ascending. Empty where it does not tell.
   */
  public List<Integer> positions() {
    return positions;
  }
}
