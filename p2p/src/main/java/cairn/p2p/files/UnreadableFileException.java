package cairn.p2p.files;

/**
 * A file that does not hold what it should. Its message says why, in Core's words if it has any.
 */
public class UnreadableFileException extends Exception {
  private static final long serialVersionUID = 1L;

  public UnreadableFileException(String reason) {
    super(reason);
  }
}
