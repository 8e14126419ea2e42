package cairn.rpc;

import cairn.p2p.wire.Endpoint;
import java.util.Optional;

/**
 * A node that the operator wants to be connected to.
 *
 * @param name as the operator calls it
 */
public record AddedNode(String name, Optional<Connection> connection) {
  /** A connection with it. */
  public record Connection(Endpoint remote, boolean inbound) {}
}
