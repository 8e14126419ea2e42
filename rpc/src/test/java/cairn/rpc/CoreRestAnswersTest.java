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
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What Core was asked over REST is asked of this node: the answers are the same to the byte. */
@TestInstance(Lifecycle.PER_CLASS)
class CoreRestAnswersTest {
  private static final int ROOM = 1 << 24;

  private TestNode node;
  private final RestServer server = new RestServer();

  @BeforeAll
  void open(@TempDir Path directory) {
    node = new TestNode(directory);
    server.ready(node.ledger, node.methods);
  }

  @AfterAll
  void close() {
    node.close();
  }

  Stream<Arguments> conversation() {
    return CoreConversation.lines("core-answers-rest.txt");
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

  private static HttpResponse ask(
      RestServer server, String method, String target, Bytes body, int room)
      throws InterruptedException {
    var request = Requests.request(method, target, body);
    return handler(server, target).handle(request, Requests.ALONE, Requests.memory(room));
  }

  private static HttpHandler handler(RestServer server, String target) {
    return server.routes().stream()
        .filter(route -> target.startsWith(route.path()))
        .map(Route::handler)
        .findFirst()
        .orElseThrow();
  }

  private static String text(HttpResponse response) {
    var type = response.fields().get("Content-Type");
    var body = response.body();
    return "%d %s; %s; %s"
        .formatted(
            response.status().code(),
            response.fields().get("Cache-Control"),
            type,
            "application/octet-stream".equals(type)
                ? body.toHex()
                : new String(body.toArray(), ISO_8859_1).replace("\r", "\\r").replace("\n", "\\n"));
  }

  @Test
  void saysWhatTheNodeIsDoingBeforeItIsReady() throws Exception {
    var unready = new RestServer();
    unready.starting("Verifying blocks…");
    var response = ask(unready, "GET", "/rest/chaininfo.json", Bytes.EMPTY, ROOM);
    assertThat(response.status().code()).isEqualTo(503);
    assertThat(text(response))
        .startsWith("503 no-store; text/plain; Service temporarily unavailable: Verifying blocks");
  }

  @Test
  void refusesAnAnswerForWhichThereIsNoMemory(@TempDir Path directory) throws Exception {
    try (var longChain = new TestNode(directory)) {
      longChain.call("generatetodescriptor", "[600, \"raw(51)\"]");
      var other = new RestServer();
      other.ready(longChain.ledger, longChain.methods);
      var target =
          "/rest/headers/%s.json?count=2000".formatted(longChain.ledger.chain().genesis().hash());
      assertThat(ask(other, "GET", target, Bytes.EMPTY, ROOM).status().code()).isEqualTo(200);
      assertThat(ask(other, "GET", target, Bytes.EMPTY, 1 << 17).status().code()).isEqualTo(503);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/rest/getutxos.bin, 16384, true",
    "/rest/getutxos.bin, 16385, false",
    "/rest/chaininfo.json, 1, false"
  })
  void readsNoBodyThatIsLongOrOfNoUse(String target, int length, boolean isRead) throws Exception {
    var body = Bytes.wrap(new byte[length]);
    var handler = handler(server, target);
    assertThat(handler.needsBody(Requests.request("POST", target, body).head())).isEqualTo(isRead);
    assertThat(handler.isPublic()).isTrue();
    int status = ask(server, "POST", target, body, ROOM).status().code();
    assertThat(List.of(200, 413)).contains(status);
    assertThat(status == 413).isEqualTo(length > 16_384);
  }
}
