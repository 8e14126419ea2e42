package cairn.wallet.rpc;

import cairn.wallet.WalletException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;

/**
 * Where a node answers, and as whom to ask.
 *
 * @param path begins with a slash
 * @param patience how long the node may do nothing; zero for ever
 */
public record NodeAddress(
    String host, int port, String path, Credentials credentials, Duration patience) {
  private static final int MAX_PORT = 65_535;

  /**
   * Reads a URL such as {@code http://127.0.0.1:8332/}.
   *
   * @param defaultPort where the URL says none
   * @throws WalletException if it is none that can be used
   */
  public static NodeAddress parse(
      String url, int defaultPort, Credentials credentials, Duration patience)
      throws WalletException {
    try {
      var uri = new URI(url.contains("://") ? url : "http://" + url);
      var host = uri.getHost();
      if (!"http".equalsIgnoreCase(uri.getScheme()) || host == null) {
        throw WalletException.wrongUse("not the address of a node, http://HOST:PORT: " + url);
      }
      if (uri.getRawUserInfo() != null) {
        throw WalletException.wrongUse(
            "the address of a node has no user in it, whom others could see; rpc-user and"
                + " rpc-password in the configuration say who asks");
      }
      int port = uri.getPort() < 0 ? defaultPort : uri.getPort();
      if (port < 1 || port > MAX_PORT) {
        throw WalletException.wrongUse("there is no port " + port + ": " + url);
      }
      var path = uri.getRawPath();
      return new NodeAddress(
          host, port, path == null || path.isEmpty() ? "/" : path, credentials, patience);
    } catch (URISyntaxException e) {
      throw WalletException.wrongUse("not the address of a node, http://HOST:PORT: " + url);
    }
  }

  /** The same node, with more patience or less. */
  NodeAddress withPatience(Duration other) {
    return new NodeAddress(host, port, path, credentials, other);
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
