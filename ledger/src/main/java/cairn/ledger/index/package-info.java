/**
 * What is not needed to follow the chain, but to find things in it: where a transaction is, what
 * spent an output, the filter of a block, what all coins came to after a block.
 *
 * <p>{@link cairn.ledger.index.Indexes} opens those that are wanted and follows the chain with
 * them, on a thread of its own. What an {@link cairn.ledger.index.Index} holds of a block never
 * changes and is never removed, whatever becomes of the block; the chain says which blocks count.
 * It follows {@link cairn.ledger.Ledger#validatedChain}, so nothing is in it that was not verified.
 * Why that is enough is in {@code docs/decisions/0019-indexes.md}.
 */
@NullMarked
package cairn.ledger.index;

import org.jspecify.annotations.NullMarked;
