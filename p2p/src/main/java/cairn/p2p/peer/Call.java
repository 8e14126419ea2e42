package cairn.p2p.peer;

/**
 * A connection that is asked for. No two that are equal are under way at the same time.
 *
 * @param name what the operator called the peer; empty if this node chose it by its address
 * @param type any but {@link ConnectionType#INBOUND}
 * @param encrypted whether BIP 324 is tried
 */
public record Call(Target target, String name, ConnectionType type, boolean encrypted) {
  public Call {
    if (type.isInbound()) {
      throw new IllegalArgumentException("nobody can ask for a connection of a peer's own");
    }
  }
}
