/**
 * What transactions should pay to be in a block soon, learnt from how long others have waited.
 *
 * <p>Fee rates are sorted into buckets. How many transactions of each bucket were mined within so
 * many blocks is counted, the past counting less and less, over three horizons of time. The numbers
 * are Bitcoin Core's (CBlockPolicyEstimator), to the last bit, and so is the file that they are
 * kept in. Start with {@link cairn.ledger.fees.FeeEstimator}.
 */
@NullMarked
package cairn.ledger.fees;

import org.jspecify.annotations.NullMarked;
