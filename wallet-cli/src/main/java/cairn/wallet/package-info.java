/**
 * The wallet: keys, descriptors, coin selection and signing, as a library and on the command line.
 * It reaches a node over JSON-RPC alone.
 *
 * <p>Start with {@link cairn.wallet.Wallet}, which needs nothing of the command line; that is in
 * {@code cairn.wallet.cli}.
 */
@NullMarked
package cairn.wallet;

import org.jspecify.annotations.NullMarked;
