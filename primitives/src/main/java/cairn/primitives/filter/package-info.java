/**
 * Compact block filters (BIP 157, BIP 158): by its filter, a light client finds out whether a block
 * may pay it or spend from it, without telling anyone its addresses.
 *
 * <p>Start with {@link cairn.primitives.filter.BlockFilter}.
 */
@NullMarked
package cairn.primitives.filter;

import org.jspecify.annotations.NullMarked;
