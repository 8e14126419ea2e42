package cairn.ledger.rules;

/** The limits that hold on every network. */
public final class Limits {
  /** The most that a block may weigh, in weight units (BIP 141). */
  public static final int MAX_BLOCK_WEIGHT = 4_000_000;

  /**
   * The most that a block's signature operations may cost: four each outside witnesses (BIP 141).
   */
  public static final int MAX_BLOCK_SIGOPS_COST = 80_000;

  /** How many blocks deep a coinbase must be buried before it is spent. */
  public static final int COINBASE_MATURITY = 100;

  /** How far a block may be ahead of the clock, in seconds. */
  public static final int MAX_FUTURE_BLOCK_TIME = 2 * 60 * 60;

  /**
   * How much a block that begins a period may be older than the one before, in seconds (BIP 94).
   */
  public static final int MAX_TIMEWARP = 600;

  private Limits() {}
}
