package cairn.wallet.cli;

import cairn.genesis.Networks;
import cairn.wallet.WalletException;
import cairn.wallet.json.Json;
import cairn.wallet.json.JsonText;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A node of regtest without blocks, which says what a test wants. */
final class FakeNode implements AutoCloseable {
  private static final String GENESIS = Networks.regtest().genesis().hash().toString();

  private final HttpServer server;

  /** What it answers to each method. */
  final Map<String, @Nullable Object> results = new LinkedHashMap<>();

  /** What it answers to each method by its parameters, if there is no other answer. */
  final Map<String, Function<List<?>, Object>> functions = new LinkedHashMap<>();

  /** Errors that it answers to methods instead: code and message. */
  final Map<String, Map<String, Object>> errors = new LinkedHashMap<>();

  /** What it says to everything, and with which status, if that is not an answer. */
  Optional<String> text = Optional.empty();

  int status = 200;

  FakeNode() throws IOException {
    results.put("getblockhash", GENESIS);
    results.put("getrawmempool", List.of());
    chain(Map.of("blocks", 0, "headers", 0, "initialblockdownload", false));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  /** Has it say this of its chain. */
  void chain(Map<String, Object> fields) {
    var all = new LinkedHashMap<String, Object>(Map.of("chain", "regtest"));
    all.put("bestblockhash", GENESIS);
    all.putAll(fields);
    results.put("getblockchaininfo", all);
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var question = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      byte[] answer = text.orElseGet(() -> answer(question)).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private String answer(String question) {
    try {
      var asked = Json.parse(question);
      return JsonText.of(
          asked.value() instanceof List
              ? asked.items().stream().map(each -> answerOne(each.value())).toList()
              : answerOne(asked.value()),
          false);
    } catch (WalletException e) {
      throw new AssertionError(question, e);
    }
  }

  private Object answerOne(@Nullable Object question) {
    var fields = (Map<?, ?>) Objects.requireNonNull(question);
    var method = String.valueOf(fields.get("method"));
    var answer = new LinkedHashMap<String, Object>();
    answer.put("id", fields.get("id"));
    var function = functions.getOrDefault(method, _ -> Map.of());
    answer.put(
        "result",
        results.containsKey(method)
            ? results.get(method)
            : function.apply((List<?>) Objects.requireNonNull(fields.get("params"))));
    answer.put("error", errors.get(method));
    return answer;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
