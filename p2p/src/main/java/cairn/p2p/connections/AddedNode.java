package cairn.p2p.connections;

import cairn.p2p.wire.Endpoint;
import java.util.Optional;

/**
 * A node that the operator has added ({@code -addnode}).
 *
 * @param name an address or a host name, perhaps with a port
 * @param encrypted whether BIP 324 is tried
 */
public record AddedNode(String name, boolean encrypted) {
  /**
   * What {@code getaddednodeinfo} tells of one.
   *
   * @param contact empty if there is no connection
   */
  public record Status(AddedNode node, Optional<Contact> contact) {}

  /**
   * A connection to one.
   *
   * @param inbound whether the node has called by itself
   */
  public record Contact(Endpoint endpoint, boolean inbound) {}
}
