package cairn.p2p.permissions;

/** A value of {@code -whitelist} or {@code -whitebind} that says nothing; in Core's words. */
public final class PermissionException extends Exception {
  private static final long serialVersionUID = 1L;

  PermissionException(String message) {
    super(message);
  }
}
