package cairn.p2p.peer;

import cairn.p2p.permissions.Permission;
import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.NetworkType;
import cairn.p2p.wire.ServiceFlags;
import java.time.Instant;
import java.util.Set;

/**
 * What is known of a connection from its start.
 *
 * @param remote where the peer is; of an inbound connection the port is not one it listens on
 * @param name what the operator called it, if it was asked for by name; else {@code remote} as text
 * @param local this node's end
 * @param network by which the peer is reached; for an inbound one over an onion service that is Tor
 * @param services what others say that the peer offers
 * @param permissions what the operator allows the peer
 */
public record ConnectionFacts(
    ConnectionType type,
    Endpoint remote,
    String name,
    Endpoint local,
    NetworkType network,
    ServiceFlags services,
    Set<Permission> permissions,
    Instant openedAt) {}
