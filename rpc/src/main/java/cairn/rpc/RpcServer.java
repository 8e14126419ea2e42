package cairn.rpc;

import cairn.rpc.call.Interruption;
import cairn.rpc.call.JsonRpcServer;
import cairn.rpc.call.MethodTable;
import cairn.rpc.events.EventFeed;
import cairn.rpc.events.Events;
import cairn.rpc.http.Endpoint;
import cairn.rpc.http.HttpConfig;
import cairn.rpc.http.HttpServer;
import cairn.rpc.http.Route;
import cairn.rpc.http.Subnet;
import cairn.rpc.rest.RestServer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The RPC server of a node. Thread-safe.
 *
 * <p>It answers from its start on; as long as the node is not ready, with an error that says what
 * it is doing.
 */
public final class RpcServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RpcServer.class);

  private final HttpServer http;
  private final Access access;
  private final JsonRpcServer calls;
  private final RestServer rest = new RestServer();
  private final EventFeed events = new EventFeed();
  private final Interruption interruption = new Interruption();
  private final OldForms oldForms;
  private final boolean checkResults;

  private RpcServer(HttpServer http, Access access, OldForms oldForms, boolean checkResults) {
    this.http = http;
    this.access = access;
    this.oldForms = oldForms;
    this.checkResults = checkResults;
    this.calls = new JsonRpcServer(access.users(), access.whitelists());
  }

  /**
   * Begins to listen and to answer.
   *
   * @throws RpcStartException if that is not possible
   */
  public static RpcServer start(RpcConfig config) throws RpcStartException {
    var httpConfig =
        new HttpConfig(
            "RPC",
            config.endpoints().stream()
                .map(endpoint -> new Endpoint(endpoint.host(), endpoint.port()))
                .toList(),
            allowed(config),
            config.patience(),
            config.threads(),
            config.queue());
    var http = HttpServer.bind(httpConfig).orElseThrow(RpcStartException::seeLog);
    try {
      log.debug("Starting RPC");
      var access = Access.set(config.access(), new SecureRandom());
      var server = new RpcServer(http, access, config.oldForms(), config.checkResults());
      http.start(server.routes(config.rest()));
      return server;
    } catch (RpcStartException e) {
      http.close();
      throw e;
    }
  }

  private List<Route> routes(boolean withRest) {
    var routes = new ArrayList<Route>();
    routes.add(new Route("/", true, calls.handler()));
    routes.add(new Route("/wallet/", false, calls.handler())); // there is none to choose from
    if (withRest) {
      routes.addAll(rest.routes());
      routes.add(events.route());
    }
    return routes;
  }

  private static List<Subnet> allowed(RpcConfig config) throws RpcStartException {
    var allowed = new ArrayList<Subnet>();
    for (var text : config.allowIps()) {
      allowed.add(
          Subnet.parse(text)
              .filter(subnet -> !(config.cjdns() && subnet.isCjdns()))
              .orElseThrow(() -> new RpcStartException(invalid(text))));
    }
    return allowed;
  }

  private static String invalid(String subnet) {
    return "Invalid -rpcallowip subnet specification: "
        + subnet
        + ". Valid values are a single IP (e.g. 1.2.3.4), a network/netmask (e.g."
        + " 1.2.3.4/255.255.255.0), a network/CIDR (e.g. 1.2.3.4/24), all ipv4 (0.0.0.0/0), or all"
        + " ipv6 (::/0). RFC4193 is allowed only if -cjdnsreachable=0.";
  }

  /** Tells callers what the node is doing before it is ready. */
  public void starting(String status) {
    calls.starting(status);
    rest.starting(status);
  }

  /**
   * From now on, the methods of a node can be called.
   *
   * @param recorded what there is to tell with REST; null if nothing is recorded
   */
  public void ready(NodeServices services, @Nullable Events recorded) {
    var methods = NodeMethods.of(services, interruption, oldForms, checkResults);
    calls.ready(methods);
    rest.ready(services.ledger(), services.indexes(), methods);
    if (recorded != null) {
      events.ready(recorded);
    }
  }

  /** From now on, these methods can be called. */
  public void ready(MethodTable methods) {
    calls.ready(methods);
  }

  /** The port at which it listens, the first of several. */
  public int port() {
    return http.port();
  }

  /** Refuses further requests, and has those end soon that wait for something. */
  public void interrupt() {
    log.debug("Interrupting RPC");
    http.interrupt();
    interruption.interrupt();
    events.close();
  }

  /** Answers what is being worked on, but does not wait for ever, and ends. */
  @Override
  public void close() {
    interrupt();
    http.close();
    access.close();
    log.debug("RPC stopped.");
  }
}
