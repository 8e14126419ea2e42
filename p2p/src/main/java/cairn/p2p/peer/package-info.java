/**
 * What all machines of a node's peers share: the peers themselves, the time, and what is done
 * outside.
 *
 * <p>A machine is one part of a peer's life, in a class of its own: it is told of messages and of
 * time, and sends, asks and drops in turn. All of them run on the one thread of the peers, none of
 * them waits, and the same events have the same effects; so a simulator can run them too. Start
 * with {@link cairn.p2p.peer.Peer}.
 */
@NullMarked
package cairn.p2p.peer;

import org.jspecify.annotations.NullMarked;
