/** Coins for whoever asks, on networks where they are worth nothing. */
@NullMarked
package cairn.node.faucet;

import org.jspecify.annotations.NullMarked;
