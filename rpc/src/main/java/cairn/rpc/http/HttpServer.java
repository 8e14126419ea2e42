package cairn.rpc.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for HTTP requests, and has them answered. Thread-safe.
 *
 * <p>Bounded are the connections, the requests being worked on or waiting for it, and the memory
 * that their bodies take.
 */
public final class HttpServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(HttpServer.class);

  private static final int MAX_CONNECTIONS = 500;
  private static final int MAX_BODY_KIBIBYTES = 3 * RequestReader.MAX_BODY_BYTES / 1024;

  /** Several of the largest blocks in JSON, in a heap of a few hundred mebibytes. */
  private static final int MAX_ANSWER_KIBIBYTES = 192 << 10;

  /** How long those who are being answered may take at the end. */
  private static final Duration FAREWELL = Duration.ofSeconds(30);

  /** How often it is looked who keeps us waiting. */
  private static final Duration PATROL = Duration.ofMillis(500);

  private static final Set<String> METHODS = Set.of("GET", "POST", "HEAD", "PUT");
  private static final List<Subnet> THIS_MACHINE =
      Stream.of("127.0.0.0/8", "::1").map(Subnet::parse).flatMap(Optional::stream).toList();

  private final HttpConfig config;
  private final List<Subnet> allowed;
  private final WorkLimit limit;
  private final Semaphore bodyKibibytes = new Semaphore(MAX_BODY_KIBIBYTES, true);
  private final Semaphore answerKibibytes = new Semaphore(MAX_ANSWER_KIBIBYTES, true);
  private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();
  private final List<ServerSocketChannel> listening = new ArrayList<>();
  private volatile List<Route> routes = List.of();
  private volatile boolean stopping;
  private volatile boolean closed;

  private HttpServer(HttpConfig config) {
    this.config = config;
    this.allowed = Stream.concat(THIS_MACHINE.stream(), config.allowed().stream()).toList();
    this.limit = new WorkLimit(config.threads(), config.queue());
  }

  /** Takes hold of the endpoints; of at least one, or the result is empty. */
  public static Optional<HttpServer> bind(HttpConfig config) {
    var server = new HttpServer(config);
    log.debug("Allowing HTTP connections from: {}", server.allowed);
    for (var endpoint : config.endpoints()) {
      log.info(
          "Binding {} on address {} port {}", config.purpose(), endpoint.host(), endpoint.port());
      var address = endpoint.address();
      if (address.isEmpty()) {
        log.warn(
            "Could not bind {} on address {} port {}: Address lookup failed.",
            config.purpose(),
            endpoint.host(),
            endpoint.port());
      } else {
        server.bind(address.get());
      }
    }
    if (server.listening.isEmpty()) {
      log.error("Unable to bind any endpoint for {} server", config.purpose());
      return Optional.empty();
    }
    return Optional.of(server);
  }

  private void bind(InetSocketAddress address) {
    if (address.getAddress().isAnyLocalAddress()) {
      log.warn(
          "The {} server is not safe to expose to untrusted networks such as the public internet",
          config.purpose());
    }
    var family =
        address.getAddress() instanceof Inet6Address
            ? StandardProtocolFamily.INET6
            : StandardProtocolFamily.INET;
    try {
      var channel = ServerSocketChannel.open(family);
      try {
        channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        channel.bind(address);
        listening.add(channel);
      } catch (IOException e) {
        channel.close();
        throw e;
      }
    } catch (BindException e) {
      var text = Endpoint.text(address);
      log.warn(
          "Binding {} on address {} failed: Unable to bind to {} on this computer ({})",
          config.purpose(),
          text,
          text,
          e.getMessage());
    } catch (IOException | UnsupportedOperationException e) {
      log.warn(
          "Binding {} on address {} failed: {}",
          config.purpose(),
          Endpoint.text(address),
          e.toString());
    }
  }

  /**
   * Begins to answer.
   *
   * @param ways of which the first that leads to a request's target is taken
   */
  public void start(List<Route> ways) {
    routes = List.copyOf(ways);
    log.info("Starting HTTP server with {} worker threads", config.threads());
    for (var channel : listening) {
      start("http-listen", () -> accept(channel));
    }
    start("http-patrol", this::patrol);
  }

  private static void start(String name, Runnable task) {
    Thread.ofVirtual()
        .name(name)
        .uncaughtExceptionHandler((_, e) -> log.error("A bug has ended a thread", e))
        .start(task);
  }

  /** The port on which the first endpoint listens. */
  public int port() {
    try {
      return ((InetSocketAddress) listening.getFirst().getLocalAddress()).getPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept(ServerSocketChannel channel) {
    while (!closed) {
      try {
        take(channel.accept());
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException e) {
        log.debug("Cannot accept new connection: {}", e.toString());
        pause(); // what stands in the way, such as too many open files, is still there
      }
    }
  }

  private void take(SocketChannel channel) throws IOException {
    var address = (InetSocketAddress) channel.getRemoteAddress();
    var peer = Endpoint.text(address);
    if (!isAllowed(address.getAddress())) {
      log.debug("Connection from {} rejected: Client network is not allowed HTTP access", peer);
      channel.close();
    } else if (connections.size() >= MAX_CONNECTIONS && !makeRoom()) {
      log.debug("Connection from {} rejected: there are {} already", peer, MAX_CONNECTIONS);
      channel.close();
    } else {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      log.debug("HTTP Connection accepted from {}", peer);
      var connection =
          new HttpConnection(
              channel,
              peer,
              this,
              new BodyMemory(bodyKibibytes),
              new AnswerMemory(answerKibibytes, MAX_ANSWER_KIBIBYTES),
              config.patience());
      connections.add(connection);
      start("http", connection);
    }
  }

  /**
   * Ends the connection of the stranger who has kept us waiting for longest, so that nobody locks
   * the others out by opening connections.
   *
   * @return whether there is one
   */
  private boolean makeRoom() {
    var idlest =
        connections.stream()
            .filter(HttpConnection::isWaitingForStranger)
            .max(Comparator.comparing(HttpConnection::waited));
    idlest.ifPresent(connection -> {
      connections.remove(connection);
      connection.close();
    });
    return idlest.isPresent();
  }

  private boolean isAllowed(InetAddress address) {
    return allowed.stream().anyMatch(subnet -> subnet.contains(address));
  }

  /** Ends connections whose clients do nothing. */
  private void patrol() {
    while (!closed) {
      for (var connection : connections) {
        if (connection.isOverdue() || (stopping && !connection.isBusy())) {
          connection.close();
        }
      }
      pause();
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PATROL.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  synchronized void left(HttpConnection connection) {
    connections.remove(connection);
    notifyAll();
  }

  boolean isStopping() {
    return stopping;
  }

  /** What answers a request; null if nothing does. */
  @Nullable HttpHandler handler(RequestHead head) {
    for (var route : routes) {
      if (route.leadsTo(head.target())) {
        return route.handler();
      }
    }
    return null;
  }

  /** The answer to a request if it is one that goes on. */
  Optional<ResponseStream> stream(HttpRequest request) {
    var handler = stopping ? null : handler(request.head());
    return handler == null ? Optional.empty() : handler.stream(request);
  }

  /** Answers a request, or refuses it. */
  HttpResponse respond(HttpRequest request, AnswerMemory memory, ClientInput input)
      throws InterruptedException {
    var head = request.head();
    if (stopping) {
      log.debug("Rejecting request while shutting down");
      return HttpResponse.refusal(HttpStatus.SERVICE_UNAVAILABLE, "");
    }
    if (!METHODS.contains(head.method())) {
      log.debug("HTTP request from {} rejected: Unknown HTTP request method", request.peer());
      return HttpResponse.refusal(HttpStatus.BAD_METHOD, "");
    }
    var handler = handler(head);
    if (handler == null) {
      return HttpResponse.refusal(HttpStatus.NOT_FOUND, "");
    }
    if (!limit.enter()) {
      log.warn(
          "Request rejected because http work queue depth exceeded, it can be increased with the"
              + " -rpcworkqueue= setting");
      return HttpResponse.refusal(HttpStatus.SERVICE_UNAVAILABLE, "Work queue depth exceeded");
    }
    try {
      return limit.work(input, turn -> handle(handler, request, turn, memory));
    } finally {
      limit.leave();
    }
  }

  private static HttpResponse handle(
      HttpHandler handler, HttpRequest request, Turn turn, AnswerMemory memory)
      throws InterruptedException {
    try {
      return handler.handle(request, turn, memory);
    } catch (RuntimeException e) {
      log.warn("Unexpected error while processing request for '{}'", request.head().target(), e);
      return HttpResponse.refusal(HttpStatus.INTERNAL_SERVER_ERROR, String.valueOf(e.getMessage()));
    }
  }

  /** Refuses all further requests; what is being worked on goes on. */
  public void interrupt() {
    log.debug("Interrupting HTTP server");
    stopping = true;
  }

  /** Waits until all requests are answered, but not for ever, and stops listening. */
  @Override
  public void close() {
    log.debug("Stopping HTTP server");
    stopping = true;
    for (var channel : listening) {
      try {
        channel.close();
      } catch (IOException e) {
        log.debug("Cannot stop listening: {}", e.toString());
      }
    }
    for (var connection : connections) {
      if (!connection.isBusy()) {
        connection.close();
      }
    }
    awaitAnswers();
    closed = true;
    for (var connection : connections) {
      connection.close();
    }
    log.debug("Stopped HTTP server");
  }

  private synchronized void awaitAnswers() {
    long end = System.nanoTime() + FAREWELL.toNanos();
    try {
      for (long left = FAREWELL.toNanos(); !connections.isEmpty() && left > 0; ) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
        left = end - System.nanoTime();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!connections.isEmpty()) {
      log.warn("Timeout waiting for {} HTTP clients, continuing shutdown", connections.size());
    }
  }
}
