/**
 * Signing: from what is known of keys and scripts to inputs that satisfy the outputs they spend.
 *
 * <p>{@link cairn.primitives.signing.SigningProvider} holds what is known.
 */
@NullMarked
package cairn.primitives.signing;

import org.jspecify.annotations.NullMarked;
