package cairn.rpc.http;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a server is to be.
 *
 * @param purpose what it serves, as the log calls it
 * @param endpoints where to listen, as far as that is possible
 * @param allowed whose connections are taken, besides those of this machine
 * @param patience how long a client may do nothing, or take to send a header; zero for ever
 * @param threads how many requests are worked on at a time
 * @param queue how many more may wait for that
 */
public record HttpConfig(
    String purpose,
    List<Endpoint> endpoints,
    List<Subnet> allowed,
    Duration patience,
    int threads,
    int queue) {
  public HttpConfig {
    endpoints = List.copyOf(endpoints);
    allowed = List.copyOf(allowed);
  }

  /** A server that takes connections from everywhere. */
  public static HttpConfig open(
      String purpose, Endpoint endpoint, Duration patience, int threads, int queue) {
    var all = Stream.of("0.0.0.0/0", "::/0").map(Subnet::parse).flatMap(Optional::stream).toList();
    return new HttpConfig(purpose, List.of(endpoint), all, patience, threads, queue);
  }
}
