/**
 * Partially signed transactions, PSBT (BIP 174, 370, 371, 373), in versions 0 and 2.
 *
 * <p>A {@link cairn.primitives.psbt.Psbt} is read, filled in by those who know something, and
 * written. {@link cairn.primitives.psbt.PsbtSigner} signs and finalizes.
 */
@NullMarked
package cairn.primitives.psbt;

import org.jspecify.annotations.NullMarked;
