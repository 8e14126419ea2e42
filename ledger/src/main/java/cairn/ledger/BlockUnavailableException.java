package cairn.ledger;

/** A block cannot be read. The message is for the log. */
public final class BlockUnavailableException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Why that is. */
  public enum Reason {
    /** It has not come yet, or, of what it spent, it has not been connected yet. */
    NOT_STORED,
    /** It has been deleted to save space. */
    PRUNED,
    /** Its file is missing or damaged, or has just been pruned. */
    UNREADABLE
  }

  private final Reason reason;

  public BlockUnavailableException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public BlockUnavailableException(StorageException cause) {
    super(cause.getMessage(), cause);
    this.reason = Reason.UNREADABLE;
  }

  public Reason reason() {
    return reason;
  }
}
