package cairn.wallet.store;

import java.sql.SQLException;

/** The wallet's file cannot be read or written: the disk is full, or the file is damaged. */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StoreException(SQLException cause) {
    super("the wallet's file cannot be used: " + cause.getMessage(), cause);
  }
}
