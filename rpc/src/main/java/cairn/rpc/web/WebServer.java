package cairn.rpc.web;

import cairn.rpc.NodeMethods;
import cairn.rpc.NodeServices;
import cairn.rpc.OldForms;
import cairn.rpc.call.Interruption;
import cairn.rpc.events.EventFeed;
import cairn.rpc.events.Events;
import cairn.rpc.http.Endpoint;
import cairn.rpc.http.HttpConfig;
import cairn.rpc.http.HttpServer;
import cairn.rpc.http.Route;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows the node to browsers, from its start on. Thread-safe. */
public final class WebServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(WebServer.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int THREADS = 4;
  private static final int QUEUE = 64;

  private final HttpServer http;
  private final Api api = new Api();
  private final EventFeed events = new EventFeed();
  private final Interruption interruption = new Interruption();

  private WebServer(HttpServer http) {
    this.http = http;
  }

  /** Begins to listen and to answer; empty if that is not possible, and the log says why. */
  public static Optional<WebServer> start(WebConfig config) {
    var endpoint = new Endpoint(config.host(), config.port());
    var bound = HttpServer.bind(HttpConfig.open("web", endpoint, PATIENCE, THREADS, QUEUE));
    return bound.map(http -> {
      var server = new WebServer(http);
      var feed = server.events.route();
      http.start(
          List.of(
              new Route(feed.path(), false, new Guard(feed.handler(), false, config.names())),
              new Route(Api.PATH, false, new Guard(server.api, false, config.names())),
              new Route("/", false, new Guard(new PageFiles(), true, config.names()))));
      log.info("This node's page is at {}", config.url());
      return server;
    });
  }

  /** Says what the node is doing before it is ready. */
  public void starting(String status) {
    api.starting(status);
  }

  /**
   * The node is ready.
   *
   * @param recorded what happens; null if nothing is recorded
   */
  public void ready(NodeServices services, @Nullable Events recorded) {
    var methods = NodeMethods.of(services.unwatched(), interruption, OldForms.NONE, false);
    api.ready(services, methods, interruption);
    if (recorded != null) {
      events.ready(recorded);
    }
  }

  /** The port at which it listens. */
  public int port() {
    return http.port();
  }

  /** Answers what is being worked on, but does not wait for ever, and ends. */
  @Override
  public void close() {
    http.interrupt();
    interruption.interrupt();
    events.close();
    http.close();
  }
}
