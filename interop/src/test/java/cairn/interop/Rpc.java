package cairn.interop;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Calls a program on this machine that answers in JSON. Thread-safe. */
final class Rpc {
  /** Calls that mine hundreds of blocks take their time on a busy machine. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Keeps numbers as they are written. */
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  /** Of HTTP 2, bcoin does not want to be asked. */
  private final HttpClient http = HttpClient.newBuilder().version(Version.HTTP_1_1).build();

  private final URI server;
  private final String authorization;
  private final int port;

  Rpc(int port, String user, String password) {
    this.port = port;
    server = URI.create("http://127.0.0.1:" + port + "/");
    var credentials = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    authorization = "Basic " + Base64.getEncoder().encodeToString(credentials);
  }

  /** Where the program answers. */
  int port() {
    return port;
  }

  /** The result of a method of JSON-RPC. */
  JsonNode call(String method, Object... parameters) throws IOException {
    return callAt("", method, parameters);
  }

  /** As {@link #call}, for one of a program's wallets. */
  JsonNode callWallet(String wallet, String method, Object... parameters) throws IOException {
    return callAt("wallet/" + wallet, method, parameters);
  }

  private JsonNode callAt(String path, String method, Object... parameters) throws IOException {
    var question = Map.of("id", 1, "method", method, "params", List.of(parameters));
    var answer = post(path, question);
    if (!answer.path("error").isNull()) {
      throw new IOException(method + ": " + answer.get("error"));
    }
    return answer.get("result");
  }

  /** The answer to what is sent to a path of the server. */
  JsonNode post(String path, Object question) throws IOException {
    var request =
        HttpRequest.newBuilder(server.resolve(path))
            .timeout(PATIENCE)
            .header("Authorization", authorization)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(JSON.writeValueAsString(question)))
            .build();
    try {
      return JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
