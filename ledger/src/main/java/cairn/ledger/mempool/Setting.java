package cairn.ledger.mempool;

import cairn.ledger.MempoolLimits;
import cairn.ledger.policy.PolicyOptions;
import cairn.primitives.Transaction;

/** What those need who decide on transactions. */
record Setting(
    Pool pool,
    Housekeeping housekeeping,
    ChainView chain,
    PolicyOptions policy,
    MempoolLimits limits,
    Prioritisations priorities,
    Scripts scripts) {
  /**
   * Looks at a transaction as far as that is quick.
   *
   * @throws PolicyException if it does not keep a rule
   */
  Applicant examine(Transaction transaction, Terms terms, CoinSource coins) throws PolicyException {
    return new Examination(this, coins).examine(transaction, terms);
  }
}
