package cairn.p2p.net;

import cairn.p2p.wire.Endpoint;
import java.nio.file.Path;

/**
 * A SOCKS5 proxy.
 *
 * @param isolating whether each connection gets credentials of its own, so that Tor takes another
 *     circuit for it
 */
public record Proxy(Address address, boolean isolating) {
  /** Where a proxy listens. */
  public sealed interface Address {}

  /** An IP address and a port. */
  public record Tcp(Endpoint endpoint) implements Address {
    @Override
    public String toString() {
      return endpoint.toString();
    }
  }

  /** A socket in the file system. */
  public record Unix(Path path) implements Address {
    @Override
    public String toString() {
      return path.toString();
    }
  }

  /** Where it listens, as a log has it. */
  @Override
  public String toString() {
    return address.toString();
  }
}
