/**
 * Signature hashes: the 32 bytes that a signature signs, in each of Bitcoin's three schemes.
 *
 * <p>Start with {@link cairn.primitives.sighash.SignatureHasher}. {@link
 * cairn.primitives.sighash.SpendingTransaction} holds what all inputs of a transaction share, so
 * that a transaction with many inputs is not hashed anew for each.
 */
@NullMarked
package cairn.primitives.sighash;

import org.jspecify.annotations.NullMarked;
