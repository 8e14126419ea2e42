/**
 * Makes transactions: who is paid, from which coins, at what fee; signed, and told to a node.
 *
 * <p>Start with {@link cairn.wallet.spend.PaymentBuilder}, then {@link
 * cairn.wallet.spend.WalletSigner} and {@link cairn.wallet.spend.Broadcaster}.
 */
@NullMarked
package cairn.wallet.spend;

import org.jspecify.annotations.NullMarked;
