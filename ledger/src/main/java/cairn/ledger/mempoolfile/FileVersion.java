package cairn.ledger.mempoolfile;

/** The number with which the file begins. */
final class FileVersion {
  /** All bytes stand there as they are. */
  static final long PLAIN = 1;

  /**
   * A key follows, and all that comes after it is XORed with that, as block files are: virus
   * scanners must not find what somebody has put into a transaction.
   */
  static final long OBFUSCATED = 2;

  private FileVersion() {}
}
