/**
 * The mempool in a file, {@code mempool.dat}, so that it is there again after a restart. The format
 * is Bitcoin Core's, and either program reads what the other has written.
 *
 * <p>Start with {@link cairn.ledger.mempoolfile.MempoolFile}.
 */
@NullMarked
package cairn.ledger.mempoolfile;

import org.jspecify.annotations.NullMarked;
