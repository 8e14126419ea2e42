/**
 * What nodes say to each other: addresses, inventories and messages, with their exact encodings.
 *
 * <p>Everything here is an immutable value or a pure function: no I/O, no clock, no threads, no
 * framing. What can be read at all is decided here; what a peer may send, and what it costs it to
 * send something else, is for the peers' state machines to say. Start with {@link
 * cairn.p2p.wire.Message} and {@link cairn.p2p.wire.MessageCodec}; addresses are {@link
 * cairn.p2p.wire.NetworkAddress}.
 */
@NullMarked
package cairn.p2p.wire;

import org.jspecify.annotations.NullMarked;
