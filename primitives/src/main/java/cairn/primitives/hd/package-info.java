/**
 * Hierarchical deterministic keys (BIP 32): from one seed, a tree of keys, of which any branch can
 * be given away, and of some branches the public half alone.
 *
 * <p>Start with {@link cairn.primitives.hd.ExtendedPrivateKey}.
 */
@NullMarked
package cairn.primitives.hd;

import org.jspecify.annotations.NullMarked;
