package cairn.rpc.web;

import java.util.List;

/**
 * Where the page is.
 *
 * @param host the IP address to listen at
 * @param names by which browsers may call it, besides {@code localhost} and IP addresses
 * @param eventLogBytes how much is kept of what it has told of as events
 */
public record WebConfig(String host, int port, List<String> names, long eventLogBytes) {
  public WebConfig {
    names = List.copyOf(names);
  }

  /** What to type into a browser on this machine. */
  public String url() {
    var bare = host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
    return "http://%s:%d/".formatted(bare.contains(":") ? "[" + bare + "]" : bare, port);
  }
}
