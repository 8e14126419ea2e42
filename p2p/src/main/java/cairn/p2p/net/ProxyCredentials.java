package cairn.p2p.net;

import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * A name and a password for a SOCKS5 proxy, in ASCII, at most 255 characters each.
 *
 * <p>Tor takes them for a wish: connections with different ones go over different circuits, so that
 * nobody can tell by the circuit that they belong together ({@code -proxyrandomize}).
 */
record ProxyCredentials(String user, String password) {
  @Override
  public String toString() {
    return "ProxyCredentials";
  }

  /** Makes credentials that no other connection has, of this run or another. Thread-safe. */
  static final class Source {
    private static final int PREFIX_LENGTH = 8;

    private final String prefix;
    private final AtomicLong next = new AtomicLong();

    Source(RandomGenerator random) {
      var bytes = new byte[PREFIX_LENGTH];
      random.nextBytes(bytes);
      this.prefix = HexFormat.of().formatHex(bytes) + "-";
    }

    ProxyCredentials next() {
      var unique = prefix + next.getAndIncrement();
      return new ProxyCredentials(unique, unique);
    }
  }
}
