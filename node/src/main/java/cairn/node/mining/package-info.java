/**
 * Mining with the processors of this machine, for private networks, on which that is enough.
 *
 * <p>Start with {@link cairn.node.mining.Miner}: it decides what to work on, and its threads hash.
 */
@NullMarked
package cairn.node.mining;

import org.jspecify.annotations.NullMarked;
