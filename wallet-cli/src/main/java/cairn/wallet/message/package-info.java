/**
 * Messages signed for an address, whatever its script (BIP 322), or as before by its key (BIP 137).
 *
 * <p>Start with {@link cairn.wallet.message.GenericMessage}.
 */
@NullMarked
package cairn.wallet.message;

import org.jspecify.annotations.NullMarked;
