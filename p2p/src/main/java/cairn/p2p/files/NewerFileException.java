package cairn.p2p.files;

/** A file of a format that only later programs know. */
public final class NewerFileException extends UnreadableFileException {
  private static final long serialVersionUID = 1L;

  public NewerFileException(String reason) {
    super(reason);
  }
}
