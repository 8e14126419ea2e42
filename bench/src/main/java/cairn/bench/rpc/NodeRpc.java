package cairn.bench.rpc;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls a node. */
public final class NodeRpc implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final HttpClient http = HttpClient.newBuilder().version(Version.HTTP_1_1).build();
  private final NodeAddress node;

  public NodeRpc(NodeAddress node) {
    this.node = node;
  }

  /**
   * The result of a method.
   *
   * @throws IOException if it is an error
   */
  public JsonNode call(String method, Object... parameters) throws IOException {
    return result(post(question(method, List.of(parameters))));
  }

  /**
   * Calls a method once for each of {@code arguments}, in one request.
   *
   * @throws IOException if the result of one of them is an error
   */
  public void callEach(String method, List<String> arguments) throws IOException {
    var questions =
        arguments.stream().map(argument -> question(method, List.of(argument))).toList();
    for (var answer : post(questions)) {
      result(answer);
    }
  }

  private static Map<String, Object> question(String method, List<?> parameters) {
    return Map.of("id", 1, "method", method, "params", parameters);
  }

  private static JsonNode result(JsonNode answer) throws IOException {
    var error = answer.path("error");
    if (!error.isNull() && !error.isMissingNode()) {
      throw new IOException("the node says " + error);
    }
    return answer.path("result");
  }

  private JsonNode post(Object question) throws IOException {
    var request =
        HttpRequest.newBuilder(node.uri())
            .header("Authorization", node.authorization())
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(JSON.writeValueAsString(question)))
            .build();
    try {
      return JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
    } catch (ConnectException e) {
      throw new IOException("no node answers RPC on port " + node.port(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
