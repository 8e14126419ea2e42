package cairn.p2p.peer;

import cairn.p2p.permissions.Grant;
import cairn.p2p.wire.Endpoint;

/**
 * A connection that a peer has opened.
 *
 * @param remote where the peer is, as far as the socket tells
 * @param local where it has called
 * @param overOnion whether that is where only this node's onion service leads to, so that {@code
 *     remote} says nothing of the peer
 * @param whitebind what the operator allows all who call there
 */
public record Arrival(Endpoint remote, Endpoint local, boolean overOnion, Grant whitebind) {}
