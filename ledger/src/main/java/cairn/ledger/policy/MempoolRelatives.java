package cairn.ledger.policy;

import cairn.primitives.Transaction;
import java.util.List;

/** What the rules about chains of unconfirmed transactions ask of the mempool that holds them. */
public interface MempoolRelatives {
  /**
   * How many transactions {@code member} comes from, itself included: those that it spends, those
   * that they spend, and so on.
   */
  int ancestorCount(Transaction member);

  /** The transactions that come from {@code member}, without itself. */
  List<Transaction> descendants(Transaction member);
}
