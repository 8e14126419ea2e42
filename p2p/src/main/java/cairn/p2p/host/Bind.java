package cairn.p2p.host;

import cairn.p2p.permissions.Grant;
import cairn.p2p.wire.Endpoint;

/**
 * An address on which peers' connections are to be taken.
 *
 * @param endpoint an IP address, and a port or 0 for any
 * @param onion whether only this node's onion service leads there ({@code -bind=ADDRESS=onion})
 * @param whitebind what the operator allows all who call there
 */
public record Bind(Endpoint endpoint, boolean onion, Grant whitebind) {}
