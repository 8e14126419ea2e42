/**
 * Methods about the network: the peers, the ways to them, who is let in.
 *
 * <p>What they ask of the node is {@link cairn.rpc.NetworkControl}, on the thread of the peers;
 * what they make of the answers is their own.
 */
@NullMarked
package cairn.rpc.net;

import org.jspecify.annotations.NullMarked;
