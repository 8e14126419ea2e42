package cairn.node.embedded;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Where a node answers JSON-RPC over HTTP, and who may call. */
public record RpcAddress(int port, String user, String password) {
  public URI uri() {
    return URI.create("http://127.0.0.1:" + port + "/");
  }

  /** The value of the header {@code Authorization}. */
  public String authorization() {
    var credentials = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(credentials);
  }

  @Override
  public String toString() {
    return uri().toString(); // the rest is secret
  }
}
