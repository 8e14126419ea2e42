/**
 * Keys, descriptors and words: what a wallet is made of.
 *
 * <p>A descriptor (BIP 380) says which scripts are a wallet's; {@link cairn.wallet.keys.Secrets}
 * finds the secret keys for them. Start with {@link cairn.wallet.keys.AddressKind}.
 */
@NullMarked
package cairn.wallet.keys;

import org.jspecify.annotations.NullMarked;
