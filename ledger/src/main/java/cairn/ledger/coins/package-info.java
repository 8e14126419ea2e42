/**
 * The unspent outputs, as they are after the best block: a packed cache in front of what is stored,
 * and hashes over the whole set.
 *
 * <p>Start with {@link cairn.ledger.coins.CoinsCache}, which the chain spends from and adds to; it
 * stands on a {@link cairn.ledger.store.CoinStore}. Why answers that were fetched ahead of need are
 * never wrong is in {@code docs/decisions/0007-coins-ahead-of-need.md}.
 */
@NullMarked
package cairn.ledger.coins;

import org.jspecify.annotations.NullMarked;
