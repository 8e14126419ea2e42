/**
 * Runs the machines of a node's peers: their thread, between the sockets and the rest of the node.
 * Start with {@link cairn.p2p.host.PeerHost}.
 */
@NullMarked
package cairn.p2p.host;

import org.jspecify.annotations.NullMarked;
