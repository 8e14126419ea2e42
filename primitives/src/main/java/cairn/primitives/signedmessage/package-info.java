/**
 * Messages signed with the key of an address, to show that one has it.
 *
 * <p>Start with {@link cairn.primitives.signedmessage.Message}: what {@code signmessage} and {@code
 * verifymessage} do for P2PKH addresses, and what BIP 137 adds for those of SegWit's version 0.
 */
@NullMarked
package cairn.primitives.signedmessage;

import org.jspecify.annotations.NullMarked;
