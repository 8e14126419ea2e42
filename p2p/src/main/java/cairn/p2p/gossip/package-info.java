/**
 * How nodes tell each other of nodes: what is believed of that, what is passed on, and to whom.
 * Start with {@link cairn.p2p.gossip.AddressGossip}.
 */
@NullMarked
package cairn.p2p.gossip;

import org.jspecify.annotations.NullMarked;
