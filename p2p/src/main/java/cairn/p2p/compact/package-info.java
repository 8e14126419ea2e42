/**
 * Compact blocks (BIP 152): making one of a block, and a block of one again.
 *
 * <p>Start with {@link cairn.p2p.compact.CompactBlocks}. What the transactions are taken from is
 * behind {@link cairn.p2p.compact.TransactionSource}.
 */
@NullMarked
package cairn.p2p.compact;

import org.jspecify.annotations.NullMarked;
