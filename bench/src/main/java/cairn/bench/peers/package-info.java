/**
 * How a node bears many connections that are of no use: {@code ./cairn bench connections}. Start
 * with {@link cairn.bench.peers.ConnectionsCommand}.
 */
@NullMarked
package cairn.bench.peers;

import org.jspecify.annotations.NullMarked;
