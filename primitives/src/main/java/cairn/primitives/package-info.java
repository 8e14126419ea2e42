/**
 * Bitcoin's values: hashes, transactions, headers and blocks, with their exact encodings.
 *
 * <p>Everything here is immutable and pure: no I/O, no clock, no threads, and nothing that depends
 * on which network is spoken. Start with {@link cairn.primitives.Block} and {@link
 * cairn.primitives.Transaction}; {@link cairn.primitives.ByteReader} says what can be decoded at
 * all. Whether a value is <em>valid</em> is for the ledger to say.
 */
@NullMarked
package cairn.primitives;

import org.jspecify.annotations.NullMarked;
