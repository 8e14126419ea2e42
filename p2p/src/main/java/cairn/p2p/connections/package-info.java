/**
 * Whom a node is connected to: who is let in, who is called, who has to go.
 *
 * <p>Start with {@link cairn.p2p.connections.Handshake}; for whom there is room, with {@link
 * cairn.p2p.connections.InboundEviction}.
 */
@NullMarked
package cairn.p2p.connections;

import org.jspecify.annotations.NullMarked;
