/**
 * Every header that is known, as a tree that grows from the genesis block, with what has become of
 * each block.
 *
 * <p>{@link cairn.ledger.headers.HeaderTree} takes in headers that keep the rules; {@link
 * cairn.ledger.headers.HeaderEntry} is one of them; {@link cairn.ledger.headers.Chain} is the way
 * from the genesis block to one entry, by height. One thread writes, any thread may read: what a
 * header says never changes, and what becomes of its block is published with care.
 */
@NullMarked
package cairn.ledger.headers;

import org.jspecify.annotations.NullMarked;
