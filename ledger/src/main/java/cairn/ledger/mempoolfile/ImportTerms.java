package cairn.ledger.mempoolfile;

/**
 * What is believed of a file, besides the transactions themselves.
 *
 * @param times since when they are in the mempool; otherwise they come now
 * @param feeDeltas what the operator has added to fees, which is added again
 * @param unbroadcast which of them no peer has fetched yet
 */
public record ImportTerms(boolean times, boolean feeDeltas, boolean unbroadcast) {
  /** For the node's own file. */
  public static final ImportTerms ALL = new ImportTerms(true, true, true);
}
