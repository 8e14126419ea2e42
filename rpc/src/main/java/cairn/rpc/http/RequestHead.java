package cairn.rpc.http;

/**
 * A request but for its body.
 *
 * @param target what stands between method and version: a path, perhaps with a query
 * @param minorVersion the n of {@code HTTP/1.n}
 */
public record RequestHead(String method, String target, int minorVersion, HttpHeaders headers) {
  /** Whether the sender wants to go on with this connection. */
  boolean keepsAlive() {
    return minorVersion == 0
        ? headers.says("Connection", "keep-alive")
        : !headers.says("Connection", "close");
  }
}
