package cairn.p2p.peer;

import cairn.p2p.wire.Endpoint;

/** Whom a connection is to lead to. */
public sealed interface Target {
  /** A node whose address is known. */
  record Node(Endpoint endpoint) implements Target {
    @Override
    public String toString() {
      return endpoint.toString();
    }
  }

  /**
   * A node whose address only a proxy can find out.
   *
   * @param port 0 to 65,535
   */
  record Host(String name, int port) implements Target {
    @Override
    public String toString() {
      return name + ":" + port;
    }
  }
}
