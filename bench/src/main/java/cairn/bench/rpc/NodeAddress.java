package cairn.bench.rpc;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Where a node answers JSON-RPC, and to whom.
 *
 * @param port on this machine
 * @param credentials as {@code user:password}
 */
public record NodeAddress(int port, String credentials) {
  /**
   * Reads {@code USER:PASSWORD@PORT}.
   *
   * @throws IllegalArgumentException if {@code text} is anything else
   */
  public static NodeAddress parse(String text) {
    int at = text.lastIndexOf('@');
    if (at < 0 || !text.substring(0, at).contains(":")) {
      throw new IllegalArgumentException("no USER:PASSWORD@PORT: " + text);
    }
    return new NodeAddress(Integer.parseInt(text.substring(at + 1)), text.substring(0, at));
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + port + "/");
  }

  InetSocketAddress socket() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** The value of the header that says who asks. */
  String authorization() {
    var bytes = credentials.getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(bytes);
  }
}
