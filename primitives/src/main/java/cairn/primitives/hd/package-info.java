/**
 * Hierarchical deterministic keys (BIP 32): from one seed, a tree of keys, of which any branch can
 * be given away, and of some branches the public half alone.
 *
 * <p>Start with {@link cairn.primitives.hd.ExtendedPrivateKey}. A {@link
 * cairn.primitives.hd.Mnemonic} is a seed that people can write down (BIP 39).
 */
@NullMarked
package cairn.primitives.hd;

import org.jspecify.annotations.NullMarked;
