package cairn.ledger;

import cairn.primitives.Wtxid;
import java.util.Map;

/**
 * What became, or would become, of transactions that were offered to the mempool together.
 *
 * @param code why not all were taken, as Core has it; empty if they were
 * @param detail for people; empty where there is nothing to add
 * @param transactions what became of each; not of those that were not looked at
 */
public record PackageAnswer(
    Outcome outcome, String code, String detail, Map<Wtxid, MempoolAnswer> transactions) {
  /** How it went for all of them together. */
  public enum Outcome {
    ACCEPTED,
    /** Something is wrong with them as a package. */
    PACKAGE_REFUSED,
    /** Something is wrong with one of them. */
    TRANSACTION_REFUSED
  }
}
