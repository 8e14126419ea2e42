/**
 * Sends transactions of this node's own over connections for that alone, so that nobody learns
 * where they come from ({@code -privatebroadcast}).
 *
 * <p>Each is sent to three nodes through Tor, by connections that carry nothing else and tell
 * nothing of this node, and does not enter its mempool before it comes back from the network.
 */
@NullMarked
package cairn.p2p.own;

import org.jspecify.annotations.NullMarked;
