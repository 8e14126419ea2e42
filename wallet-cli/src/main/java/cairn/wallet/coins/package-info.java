/**
 * Which coins to spend.
 *
 * <p>Start with {@link cairn.wallet.coins.CoinSelector}. What a coin is worth here is its
 * <i>effective value</i>: what is left of it when the fee for its input is paid.
 */
@NullMarked
package cairn.wallet.coins;

import org.jspecify.annotations.NullMarked;
