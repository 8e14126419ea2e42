package cairn.node.config;

/**
 * Something to be said at the start, which goes on all the same.
 *
 * @param text one line, but for some that were several in {@code bitcoind} too
 */
public record Notice(Kind kind, String text) {
  /** Whom it is for. */
  public enum Kind {
    /** For the log. */
    INFO,
    /** For the log, as a warning. */
    WARNING,
    /** For the operator, on stderr, and for the log as a warning. */
    ALERT,
    /** For the operator alone, as it is. */
    PLAIN
  }
}
