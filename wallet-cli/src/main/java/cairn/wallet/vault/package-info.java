/**
 * Secrets at rest: sealed under a password, opened when there is something to sign.
 *
 * <p>Start with {@link cairn.wallet.vault.Sealed}.
 */
@NullMarked
package cairn.wallet.vault;

import org.jspecify.annotations.NullMarked;
