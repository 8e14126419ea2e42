/**
 * New blocks: what goes into them, and the search for their proof of work.
 *
 * <p>{@link cairn.ledger.mining.BlockAssembler} makes a block of what it is handed, the same one
 * that Bitcoin Core would make, byte for byte. Everything here is a function of its arguments.
 */
@NullMarked
package cairn.ledger.mining;

import org.jspecify.annotations.NullMarked;
