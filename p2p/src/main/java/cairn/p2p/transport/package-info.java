/**
 * How messages are carried over a connection: in the clear, as since 2009, or encrypted (BIP 324).
 *
 * <p>A {@link cairn.p2p.transport.Transport} is a state machine without sockets, threads or clocks:
 * bytes of the peer go in, frames come out, and the other way. It says where a message begins and
 * ends and what it is called, and never looks inside.
 */
@NullMarked
package cairn.p2p.transport;

import org.jspecify.annotations.NullMarked;
