/**
 * The transactions that are not in a block yet: which are taken, which have to go, and in which
 * order they are best mined.
 *
 * <p>{@link cairn.ledger.mempool.Pool} holds them, in clusters. What is to change is worked out as
 * a {@link cairn.ledger.mempool.Regrouping} first, so that the rules can judge what would come of
 * it. Why it is done so is in {@code docs/decisions/0017-mempool.md}.
 */
@NullMarked
package cairn.ledger.mempool;

import org.jspecify.annotations.NullMarked;
