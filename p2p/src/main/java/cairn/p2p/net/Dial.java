package cairn.p2p.net;

import cairn.p2p.wire.Endpoint;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A connection to be opened.
 *
 * @param proxy to connect through; null for none
 * @param v2 whether to speak BIP 324
 */
public record Dial(Target target, @Nullable Proxy proxy, boolean v2) {
  /**
   * @throws IllegalArgumentException if it takes a proxy and there is none
   */
  public Dial {
    if (proxy == null && !target.isIp()) {
      throw new IllegalArgumentException(target + " takes a proxy");
    }
  }

  /** Whom to connect to. */
  public sealed interface Target {
    /** How a proxy is told of it. */
    String host();

    int port();

    /** Whether it can be connected to without a proxy. */
    boolean isIp();
  }

  /** A node whose address is known. */
  public record ToEndpoint(Endpoint endpoint) implements Target {
    @Override
    public String host() {
      return endpoint.address().toString();
    }

    @Override
    public int port() {
      return endpoint.port();
    }

    @Override
    public boolean isIp() {
      return switch (endpoint.address().type()) {
        case IPV4, IPV6, CJDNS -> true;
        case UNROUTABLE, ONION, I2P, INTERNAL -> false;
      };
    }

    @Override
    public String toString() {
      return endpoint.toString();
    }
  }

  /**
   * A node whose name only a proxy can look up.
   *
   * @param host ASCII, at most 255 characters
   */
  public record ToName(String host, int port) implements Target {
    /**
     * @throws IllegalArgumentException if a proxy could not be told of it
     */
    public ToName {
      if (host.length() > Socks5Client.MAX_HOST
          || !StandardCharsets.US_ASCII.newEncoder().canEncode(host)) {
        throw new IllegalArgumentException("no name that a proxy could look up");
      }
    }

    @Override
    public boolean isIp() {
      return false;
    }

    @Override
    public String toString() {
      return host + ":" + port;
    }
  }
}
