package cairn.p2p.host;

import cairn.p2p.net.Traffic;
import cairn.p2p.transport.TransportInfo;

/** What the sockets know of a connection, as of now. */
public record ConnectionInfo(Traffic traffic, TransportInfo transport) {}
