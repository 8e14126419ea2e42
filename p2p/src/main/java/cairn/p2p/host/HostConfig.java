package cairn.p2p.host;

import cairn.p2p.net.SocketsConfig;
import java.time.InstantSource;

/**
 * What a {@link PeerHost} goes by.
 *
 * @param sockets its clock is the node's, which may be set by hand
 * @param taskClock by which it is told when that is due which has nothing to do with single peers
 */
public record HostConfig(SocketsConfig sockets, Proxies proxies, InstantSource taskClock) {}
