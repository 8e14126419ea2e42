/**
 * Sockets: the edge where bytes come in and go out. Nothing here knows what a message means.
 *
 * <p>{@link cairn.p2p.net.Sockets} listens and connects, runs a {@link
 * cairn.p2p.transport.Transport} for each connection on a few threads of its own, {@code net-0} and
 * on, and tells a {@link cairn.p2p.net.SocketListener} what comes of it. Commands are taken from
 * any thread. This is the only package that knows Netty.
 */
@NullMarked
package cairn.p2p.net;

import org.jspecify.annotations.NullMarked;
