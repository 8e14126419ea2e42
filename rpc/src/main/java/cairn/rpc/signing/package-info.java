/**
 * Methods that sign, and those about partially signed transactions (PSBT).
 *
 * <p>What they do is in {@link cairn.primitives.signing} and {@link cairn.primitives.psbt}; here
 * the coins that are spent are found, and what was signed is verified by the ledger's rules.
 */
@NullMarked
package cairn.rpc.signing;

import org.jspecify.annotations.NullMarked;
