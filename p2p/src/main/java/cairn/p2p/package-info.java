/**
 * The wire protocol: messages, peers as state machines, synchronisation and relay; sockets at its
 * edge.
 */
@NullMarked
package cairn.p2p;

import org.jspecify.annotations.NullMarked;
