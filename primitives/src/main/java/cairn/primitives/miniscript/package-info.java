/**
 * Miniscript (BIP 379): scripts as expressions that say what is needed to satisfy them, and from
 * which it can be told before whether that can be done, how large a witness gets, and whether
 * somebody else can change it.
 *
 * <p>Start with {@link cairn.primitives.miniscript.Miniscript}, which is read from text or from a
 * script. It is a tree of {@link cairn.primitives.miniscript.Node}s, each with a {@link
 * cairn.primitives.miniscript.MiniscriptType}. {@link cairn.primitives.miniscript.Satisfaction}
 * finds the best witness.
 *
 * <p>Trees may be as deep as the longest script is long, so nothing here recurses.
 */
@NullMarked
package cairn.primitives.miniscript;

import org.jspecify.annotations.NullMarked;
