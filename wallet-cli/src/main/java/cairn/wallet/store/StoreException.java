package cairn.wallet.store;

import java.sql.SQLException;

/** The wallet's file cannot be read or written: the disk is full, or the file is damaged. */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** SQLite's primary result codes, which are the lowest byte of all codes. */
  private static final int BUSY = 5;

  private static final int LOCKED = 6;
  private static final int READ_ONLY = 8;
  private static final int IO_ERROR = 10;
  private static final int CORRUPT = 11;
  private static final int FULL = 13;
  private static final int CANNOT_OPEN = 14;
  private static final int NOT_A_DATABASE = 26;

  private final boolean damage;

  StoreException(SQLException cause) {
    super("the wallet's file cannot be used: " + reason(cause), cause);
    int code = primary(cause);
    damage = code == CORRUPT || code == NOT_A_DATABASE;
  }

  /** For what is in the file and cannot be: SQLite does not know what belongs there. */
  StoreException(RuntimeException cause) {
    super("the wallet's file is damaged: 'restore' makes another from the words", cause);
    damage = true;
  }

  private static int primary(SQLException cause) {
    return cause.getErrorCode() & 0xff;
  }

  private static String reason(SQLException cause) {
    return switch (primary(cause)) {
      case BUSY, LOCKED -> "another program has it open";
      case READ_ONLY -> "it must not be written";
      case IO_ERROR -> "the disk cannot read or write it, or is full";
      case CORRUPT, NOT_A_DATABASE -> "it is damaged; 'restore' makes another from the words";
      case FULL -> "the disk is full";
      case CANNOT_OPEN -> "it cannot be opened; whose is it, and may its folder be written?";
      default -> String.valueOf(cause.getMessage());
    };
  }

  /** Whether what the file has is not what was written into it. */
  boolean isDamage() {
    return damage;
  }
}
