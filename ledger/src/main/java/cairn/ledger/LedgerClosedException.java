package cairn.ledger;

import org.jspecify.annotations.Nullable;

/** The ledger does nothing more, because it was closed, or because of {@link #getCause}. */
public final class LedgerClosedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LedgerClosedException(@Nullable Throwable cause) {
    super("the ledger is closed", cause);
  }
}
