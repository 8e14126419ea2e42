/**
 * All that a node has to say to its peers, put together out of the machines of the other packages;
 * without sockets, so that a simulator has it too. Start with {@link
 * cairn.p2p.protocol.Conversations}.
 */
@NullMarked
package cairn.p2p.protocol;

import org.jspecify.annotations.NullMarked;
