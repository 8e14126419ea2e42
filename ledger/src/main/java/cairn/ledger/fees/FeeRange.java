package cairn.ledger.fees;

/**
 * What is counted of transactions that pay about the same, in sums that shrink with every block.
 *
 * @param start what they pay more than, in satoshis for 1,000 virtual bytes; below zero for no
 *     range at all
 * @param end what they pay at most
 * @param withinTarget how many were mined within the time in question
 * @param confirmed how many were mined at any time
 * @param waiting how many are in the mempool for longer than that
 * @param gone how many have left it unmined after that time
 */
public record FeeRange(
    double start, double end, double withinTarget, double confirmed, double waiting, double gone) {
  /** No range. */
  static final FeeRange NONE = new FeeRange(-1, -1, 0, 0, 0, 0);

  public boolean isNone() {
    return start == -1;
  }
}
