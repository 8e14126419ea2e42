/**
 * Sets that forget: what a node has seen lately, of whatever size the traffic is.
 *
 * <p>Start with {@link cairn.p2p.filters.RollingBloomFilter}.
 */
@NullMarked
package cairn.p2p.filters;

import org.jspecify.annotations.NullMarked;
