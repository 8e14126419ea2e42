/**
 * Bloom filters that light clients set at their peers (BIP 37).
 *
 * <p>{@link cairn.p2p.bloom.BloomFilter} is one peer's filter; {@link
 * cairn.p2p.bloom.FilteredBlock} is what of a block passes it.
 */
@NullMarked
package cairn.p2p.bloom;

import org.jspecify.annotations.NullMarked;
