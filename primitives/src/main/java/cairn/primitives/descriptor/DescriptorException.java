package cairn.primitives.descriptor;

/** A text is no descriptor, or none that can be used; the message is Core's where Core has one. */
public final class DescriptorException extends Exception {
  private static final long serialVersionUID = 1L;

  DescriptorException(String message) {
    super(message);
  }

  /** What is wrong; empty where Core says nothing. */
  public String text() {
    return String.valueOf(getMessage());
  }
}
