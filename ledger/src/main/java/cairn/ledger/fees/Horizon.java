package cairn.ledger.fees;

/**
 * Over how much time is counted. The shorter, the sooner a change shows; the longer, the more
 * blocks a transaction can have waited.
 */
public enum Horizon {
  /** Half of what is counted is of the last 18 blocks, which are about 3 hours. */
  SHORT("short", 12, 1, 0.962, 0.5),
  /** Half is of the last 144, about a day. */
  MEDIUM("medium", 24, 2, 0.9952, 0.1),
  /** Half is of the last 1008, about a week. */
  LONG("long", 42, 24, 0.99931, 0.1);

  private final String label;
  private final int periods;
  private final int blocksPerPeriod;
  private final double decay;
  private final double enough;

  Horizon(String label, int periods, int blocksPerPeriod, double decay, double enough) {
    this.label = label;
    this.periods = periods;
    this.blocksPerPeriod = blocksPerPeriod;
    this.decay = decay;
    this.enough = enough;
  }

  /** As RPC calls it. */
  public String label() {
    return label;
  }

  /** How many lengths of waiting are told apart. */
  int periods() {
    return periods;
  }

  int blocksPerPeriod() {
    return blocksPerPeriod;
  }

  /** What is left of a count after a block. */
  double decay() {
    return decay;
  }

  /** How many transactions a block there must be, on the average, for a rate to be judged by. */
  double enough() {
    return enough;
  }
}
