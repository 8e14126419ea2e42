/**
 * What a wallet remembers, in a SQLite database: keychains, transactions, coins, labels, and where
 * its scan of the chain stands. Of secrets only what is sealed.
 *
 * <p>Start with {@link cairn.wallet.store.Database}; each other class is one part of it.
 */
@NullMarked
package cairn.wallet.store;

import org.jspecify.annotations.NullMarked;
