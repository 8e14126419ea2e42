package cairn.ledger;

/** A file of coins is not loaded. The message is Core's. */
public final class SnapshotException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean unreadable;

  private SnapshotException(String message, boolean unreadable) {
    super(message);
    this.unreadable = unreadable;
  }

  /** What comes before the coins cannot be read, or is of another network. */
  public static SnapshotException unreadable(String why) {
    return new SnapshotException(why, true);
  }

  /** The coins cannot be used, or not now. */
  public static SnapshotException refused(String why) {
    return new SnapshotException(why, false);
  }

  /** Whether nothing is known of the file but that it is none of this network's. */
  public boolean isUnreadable() {
    return unreadable;
  }
}
