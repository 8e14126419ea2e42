/**
 * What it takes to bring a wallet up to date, and to ask it for its balance. Start with {@link
 * cairn.bench.wallet.WalletCommand}.
 */
@NullMarked
package cairn.bench.wallet;

import org.jspecify.annotations.NullMarked;
