/**
 * Finds what the chain and the mempool have for a wallet, without telling the node which addresses
 * are its own.
 *
 * <p>Start with {@link cairn.wallet.sync.Synchronizer}.
 */
@NullMarked
package cairn.wallet.sync;

import org.jspecify.annotations.NullMarked;
