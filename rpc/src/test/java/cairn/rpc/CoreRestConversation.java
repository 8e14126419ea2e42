package cairn.rpc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.primitives.Bytes;
import cairn.rpc.http.HttpHandler;
import cairn.rpc.http.HttpResponse;
import cairn.rpc.http.Requests;
import cairn.rpc.http.Route;
import cairn.rpc.rest.RestServer;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What Core was asked over REST is asked of this node: the answers are the same to the byte. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class CoreRestConversation {
  static final int ROOM = 1 << 24;

  final RestServer server = new RestServer();
  private final String file;
  private TestNode node;

  /**
   * @param file beside this class: requests, and calls of JSON-RPC, with their answers
   */
  CoreRestConversation(String file) {
    this.file = file;
  }

  /** The node that is asked. */
  TestNode node(Path directory) {
    return new TestNode(directory);
  }

  @BeforeAll
  void open(@TempDir Path directory) {
    node = node(directory);
    server.ready(node.ledger, node.indexes, node.methods);
  }

  @AfterAll
  void close() {
    node.close();
  }

  Stream<Arguments> conversation() {
    return CoreConversation.lines(file);
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("conversation")
  void answersAsCoreDid(String request, String answer) throws Exception {
    if (answer.equals("~")) {
      var call = request.split(" ", 3);
      node.call(call[1], call[2]);
      return;
    }
    var words = request.split(" ", -1);
    var body = words.length > 3 ? Bytes.fromHex(words[3]) : Bytes.EMPTY;
    var response = ask(server, words[1], words[2], body, ROOM);
    assertThat(CoreConversation.comparable("< " + text(response)))
        .isEqualTo(CoreConversation.comparable(answer));
  }

  static HttpResponse ask(RestServer server, String method, String target, Bytes body, int room)
      throws InterruptedException {
    var request = Requests.request(method, target, body);
    return handler(server, target).handle(request, Requests.ALONE, Requests.memory(room));
  }

  static HttpHandler handler(RestServer server, String target) {
    return server.routes().stream()
        .filter(route -> target.startsWith(route.path()))
        .map(Route::handler)
        .findFirst()
        .orElseThrow();
  }

  static String text(HttpResponse response) {
    var type = response.fields().get("Content-Type");
    var body = Bytes.join(response.body());
    return "%d %s; %s; %s"
        .formatted(
            response.status().code(),
            response.fields().get("Cache-Control"),
            type,
            "application/octet-stream".equals(type)
                ? body.toHex()
                : new String(body.toArray(), ISO_8859_1).replace("\r", "\\r").replace("\n", "\\n"));
  }
}
