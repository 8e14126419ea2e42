package cairn.node.faucet;

import cairn.genesis.Network;
import cairn.primitives.Amount;
import cairn.primitives.Bytes;
import cairn.primitives.Txid;
import cairn.primitives.address.Address;
import cairn.primitives.address.TextException;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.cli.NodeErrorException;
import cairn.rpc.http.Endpoint;
import cairn.rpc.http.HttpConfig;
import cairn.rpc.http.HttpRequest;
import cairn.rpc.http.HttpResponse;
import cairn.rpc.http.HttpServer;
import cairn.rpc.http.HttpStatus;
import cairn.rpc.http.PublicPage;
import cairn.rpc.http.Route;
import cairn.rpc.json.Json;
import cairn.rpc.json.JsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** A faucet for whoever can connect, by HTTP: {@code POST /} with an address and an amount. */
final class FaucetServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int THREADS = 2;
  private static final int QUEUE = 16;
  private static final int MAX_BODY = 1000;

  private static final Map<String, String> JSON =
      Map.of("Content-Type", "application/json", "Cache-Control", "no-store");

  /** What is answered to transactions that will not do, such as those of dust. */
  private static final Set<Integer> REFUSALS =
      Set.of(ErrorCode.VERIFY_ERROR.code(), ErrorCode.VERIFY_REJECTED.code());

  private final Network network;
  private final Faucet faucet;
  private final Caller node;
  private final Amount most;
  private final HttpServer http;

  private FaucetServer(Network network, Faucet faucet, Caller node, Amount most, HttpServer http) {
    this.network = network;
    this.faucet = faucet;
    this.node = node;
    this.most = most;
    this.http = http;
  }

  /**
   * Begins to answer.
   *
   * @param node is asked whether it is there; the faucet asks it, too
   * @param most what is paid to anyone at once
   * @throws FaucetException if it is not possible to listen there
   */
  static FaucetServer start(
      Endpoint endpoint, Network network, Faucet faucet, Caller node, Amount most) {
    var http =
        HttpServer.bind(HttpConfig.open("faucet", endpoint, PATIENCE, THREADS, QUEUE))
            .orElseThrow(() -> new FaucetException("The faucet cannot listen at " + endpoint));
    var server = new FaucetServer(network, faucet, node, most, http);
    http.start(
        List.of(
            new Route("/", true, new PublicPage((request, _) -> server.answer(request))),
            new Route("/readyz", true, new PublicPage((_, _) -> server.health()))));
    return server;
  }

  /** Where it listens. */
  int port() {
    return http.port();
  }

  @Override
  public void close() {
    http.close();
  }

  private HttpResponse answer(HttpRequest request) {
    if (!request.head().method().equals("POST")) {
      return HttpResponse.of(HttpStatus.OK, page())
          .with(Map.of("Content-Type", "text/html; charset=utf-8"));
    }
    try {
      var form = form(request.body());
      var txid = pay(form.getOrDefault("address", ""), form.getOrDefault("amount", ""));
      return json(HttpStatus.OK, "txid", txid.display());
    } catch (FaucetException e) {
      return json(HttpStatus.BAD_REQUEST, "error", String.valueOf(e.getMessage()));
    } catch (UncheckedIOException e) {
      return e.getCause() instanceof NodeErrorException refusal && REFUSALS.contains(refusal.code())
          ? json(HttpStatus.BAD_REQUEST, "error", String.valueOf(refusal.getMessage()))
          : unavailable(e);
    }
  }

  private String page() {
    return """
    <!doctype html>
    <html lang="en">
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>Faucet</title>
    <h1>Faucet of %s</h1>
    <form method="post">
    <p><label>Address <input name="address" size="64" required></label>
    <p><label>Amount <input name="amount" value="1" required></label>, %s at most
    <p><button>Pay</button>
    </form>
    """
        .formatted(network.name(), most);
  }

  private static HttpResponse unavailable(UncheckedIOException e) {
    return json(
        HttpStatus.SERVICE_UNAVAILABLE,
        "error",
        String.valueOf(Objects.requireNonNull(e.getCause()).getMessage()));
  }

  private static HttpResponse json(HttpStatus status, String name, String text) {
    return HttpResponse.of(
            status, JsonWriter.text(Json.object().put(name, text.strip()).build()) + "\n")
        .with(JSON);
  }

  private static Map<String, String> form(Bytes body) {
    if (body.length() > MAX_BODY) {
      throw new FaucetException("address=...&amount=... is all that is wanted");
    }
    var form = new HashMap<String, String>();
    for (var pair : new String(body.toArray(), StandardCharsets.UTF_8).split("&", -1)) {
      var parts = pair.split("=", 2);
      try {
        form.put(
            URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
            parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8).strip());
      } catch (IllegalArgumentException e) {
        throw new FaucetException("address=...&amount=... is what is wanted");
      }
    }
    return form;
  }

  private Txid pay(String address, String text) {
    var amount =
        Amount.parse(text)
            .orElseThrow(() ->
                new FaucetException("'%s' is no amount in coins, such as 1.5".formatted(text)));
    if (amount.sats() > most.sats()) {
      throw new FaucetException("%s is more than %s".formatted(amount, most));
    }
    try {
      return faucet.send(Address.parse(address, network.addresses()), amount);
    } catch (TextException e) {
      throw new FaucetException(
          "'%s' is no address of %s: %s".formatted(address, network.name(), e.getMessage()));
    }
  }

  /** Whether the node is there. */
  private HttpResponse health() {
    try {
      return json(HttpStatus.OK, "node", node.call("getbestblockhash").asString());
    } catch (UncheckedIOException e) {
      return unavailable(e);
    }
  }

  /** Has a node called whose errors are checked exceptions. */
  static Caller unchecked(CheckedCaller node) {
    return (method, parameters) -> {
      try {
        return node.call(method, parameters);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  /** Calls methods of a node. */
  interface CheckedCaller {
    Json call(String method, Json... parameters) throws IOException;
  }
}
