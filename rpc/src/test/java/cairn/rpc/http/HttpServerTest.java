package cairn.rpc.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.primitives.Bytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against raw sockets: what is sent and what comes back, to the byte. */
class HttpServerTest {
  private final CountDownLatch event = new CountDownLatch(1);
  private final CountDownLatch entered = new CountDownLatch(1);
  private HttpServer server = start(Duration.ofSeconds(30), 2, 4);

  /** Answers with what it was sent; for some words it first waits for {@link #event}. */
  private final class Echo implements HttpHandler {
    @Override
    public boolean needsBody(RequestHead head) {
      return head.headers().first("Secret").isPresent();
    }

    @Override
    public Optional<ResponseStream> stream(HttpRequest request) {
      var text = new String(request.body().toArray(), ISO_8859_1);
      return text.equals("stream") ? Optional.of(new Pieces()) : Optional.empty();
    }

    @Override
    public HttpResponse handle(HttpRequest request, Turn turn, AnswerMemory memory)
        throws InterruptedException {
      var text = new String(request.body().toArray(), ISO_8859_1);
      switch (text) {
        case "wait" -> {
          entered.countDown();
          turn.aside(() -> event.await(1, TimeUnit.MINUTES));
        }
        case "listen" -> {
          entered.countDown();
          turn.asideWhileThere(() -> event.await(1, TimeUnit.MINUTES));
        }
        case "refuse" -> {
          entered.countDown();
          turn.outside(() -> event.await(1, TimeUnit.MINUTES));
        }
        case "work" -> {
          entered.countDown();
          assertThat(event.await(1, TimeUnit.MINUTES)).isTrue();
        }
        case "fail" -> throw new IllegalStateException("a bug");
        default -> {}
      }
      return new HttpResponse(
          HttpStatus.OK, Map.of("Content-Type", "application/json"), request.body());
    }
  }

  /** Ends after two pieces. */
  private static final class Pieces implements ResponseStream {
    private final Iterator<String> pieces = List.of("one, ", "two").iterator();

    @Override
    public Map<String, String> fields() {
      return Map.of("Content-Type", "text/event-stream");
    }

    @Override
    public Optional<Bytes> next() {
      return pieces.hasNext()
          ? Optional.of(Bytes.wrap(pieces.next().getBytes(ISO_8859_1)))
          : Optional.empty();
    }

    @Override
    public void close() {}
  }

  private static final int MOST_CONNECTIONS = 500;

  private HttpServer start(Duration patience, int threads, int queue) {
    var config =
        new HttpConfig(
            "RPC", List.of(new Endpoint("127.0.0.1", 0)), List.of(), patience, threads, queue);
    var started = HttpServer.bind(config).orElseThrow();
    started.start(List.of(new Route("/", true, new Echo())));
    return started;
  }

  private void restart(Duration patience, int threads, int queue) {
    server.close();
    server = start(patience, threads, queue);
  }

  @AfterEach
  void stop() {
    event.countDown();
    server.close();
  }

  private RawClient connect() {
    return new RawClient(server.port());
  }

  private static String post(String body) {
    return "POST / HTTP/1.1\r\nSecret: 1\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(body.length(), body);
  }

  @Test
  void answersOneRequestAfterTheOtherOnOneConnection() {
    try (var client = connect()) {
      client.send(post("one"));
      var response = client.receive();
      assertThat(response.head()).startsWith("HTTP/1.1 200 OK\r\n");
      assertThat(response.head()).contains("\r\nContent-Type: application/json\r\n");
      assertThat(response.head()).contains("\r\nContent-Length: 3\r\n");
      assertThat(response.head()).containsPattern("\r\nDate: \\w{3}, \\d\\d \\w{3} \\d{4} .* GMT");
      assertThat(response.body()).isEqualTo("one");
      client.send(post("two"));
      assertThat(client.receive().body()).isEqualTo("two");
    }
  }

  @Test
  void sendsAnAnswerPieceByPieceAndCloses() {
    try (var client = connect()) {
      client.send(post("stream") + post("never answered"));
      assertThat(client.receiveAll())
          .startsWith("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nDate: ")
          .endsWith("\r\nConnection: close\r\n\r\none, two");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"wait", "listen"})
  void answersPipelinedRequestsInOrder(String word) throws Exception {
    var large = "x".repeat(30_000);
    try (var client = connect()) {
      client.send(post(word) + post("second"));
      assertThat(entered.await(1, TimeUnit.MINUTES)).isTrue();
      client.send(post(large));
      event.countDown();
      assertThat(client.receive().body()).isEqualTo(word);
      assertThat(client.receive().body()).isEqualTo("second");
      assertThat(client.receive().body()).isEqualTo(large);
      client.send(post(word));
      assertThat(client.receive().body()).isEqualTo(word);
    }
  }

  @Test
  void answersWhatWasAskedBeforeItRefusesWhatCannotBeRead() {
    try (var client = connect()) {
      client.send(post("first") + "GET /" + "x".repeat(20_000) + " HTTP/1.1\r\n\r\n");
      assertThat(client.receive().body()).isEqualTo("first");
      assertThat(client.receive().head()).startsWith("HTTP/1.1 400 Bad Request\r\n");
      assertThat(client.isAtEnd()).isTrue();
    }
  }

  @Test
  void closesWhenAskedTo() {
    try (var client = connect()) {
      client.send("POST / HTTP/1.1\r\nSecret: 1\r\nConnection: Close\r\n\r\n");
      assertThat(client.receive().head()).contains("\r\nConnection: close\r\n");
      assertThat(client.isAtEnd()).isTrue();
    }
  }

  @Test
  void closesAfterHttp10UnlessAskedNotTo() {
    try (var client = connect()) {
      client.send("POST / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
      assertThat(client.receive().head()).contains("\r\nConnection: keep-alive\r\n");
      client.send("POST / HTTP/1.0\r\n\r\n");
      assertThat(client.receive().head()).startsWith("HTTP/1.0 200 OK\r\n");
      assertThat(client.isAtEnd()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({"TRACE, 405", "DELETE, 405", "xyz, 405", "GET, 200", "PUT, 200"})
  void knowsFourMethods(String method, String status) {
    try (var client = connect()) {
      client.send(method + " / HTTP/1.1\r\n\r\n");
      assertThat(client.receive().head()).startsWith("HTTP/1.1 " + status);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/x", "/../etc/passwd", "/%2e%2e/", "/?a=b", "*"})
  void findsNothingElsewhere(String target) {
    try (var client = connect()) {
      client.send("GET " + target + " HTTP/1.1\r\n\r\n");
      var head = client.receive().head();
      assertThat(head).startsWith("HTTP/1.1 404 Not Found\r\n");
      assertThat(head).contains("\r\nCache-Control: no-store\r\n");
    }
  }

  @Test
  void takesHeadersUpToTheLimit() {
    var line = "a: bcdefghijklmn\r\n"; // 18 bytes
    var below = line.repeat(454) + "x: " + "y".repeat(8192 - 454 * 18 - 7) + "\r\n\r\n";
    assertThat(below).hasSize(8192);
    try (var client = connect()) {
      client.send("GET / HTTP/1.1\r\n" + below);
      assertThat(client.receive().head()).startsWith("HTTP/1.1 200");
      client.send("GET / HTTP/1.1\r\n" + "y" + below);
      assertThat(client.receive().head()).startsWith("HTTP/1.1 400");
      assertThat(client.isAtEnd()).isTrue();
    }
  }

  @Test
  void takesARequestLineUpToTheLimit() {
    var target = "/" + "x".repeat(8192 - "GET / HTTP/1.1\r".length());
    try (var client = connect()) {
      client.send("GET " + target + " HTTP/1.1\r\n\r\n");
      assertThat(client.receive().head()).startsWith("HTTP/1.1 404");
      client.send("GET " + target + "x HTTP/1.1\r\n\r\n");
      assertThat(client.receive().head()).startsWith("HTTP/1.1 400");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / \r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "GET / HTTP/INVALID\r\n\r\n",
        "GET / NOTHTTP/1.1\r\n\r\n",
        "GET /\0 HTTP/1.1\r\n\r\n",
        "GET  / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nno colon\r\n\r\n",
        "GET / HTTP/1.1\r\n: no name\r\n\r\n",
        "GET / HTTP/1.1\r\na : b\r\n\r\n",
        "GET / HTTP/1.1\r\na: b\r\n folded\r\n\r\n",
        "GET / HTTP/1.1\r\na: b\rc\r\n\r\n",
        "GET / HTTP/1.1\r\na: b\0\r\n\r\n",
        "GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        "GET / HTTP/1.1\r\nContent-Length: 1x\r\n\r\n",
        "GET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n",
        "GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n0\r\n\r\n",
        "\r\nGET / HTTP/1.1\r\n\r\n",
      })
  void refusesWhatIsNoRequest(String request) {
    try (var client = connect()) {
      client.send(request);
      var response = client.receive();
      assertThat(response.head()).startsWith("HTTP/1.1 400 Bad Request\r\n");
      assertThat(response.body()).isEmpty();
      assertThat(client.isAtEnd()).isTrue();
    }
  }

  @Test
  void readsChunksAndMindsThemMoreThanTheLength() {
    try (var client = connect()) {
      client.send("POST / HTTP/1.1\r\nSecret: 1\r\n");
      client.send("Content-Length: 4\r\nTransfer-Encoding: Chunked\r\n\r\n");
      client.send("3\r\nabc\r\nA ;x=y\r\n0123456789\r\n0\r\ntrailer: x\r\n\r\n");
      assertThat(client.receive().body()).isEqualTo("abc0123456789");
      client.send(post("next"));
      assertThat(client.receive().body()).isEqualTo("next");
    }
  }

  @Test
  void readsLargeBodies() {
    var large = "x".repeat(3_000_000);
    try (var client = connect()) {
      client.send(post(large));
      assertThat(client.receive().body()).isEqualTo(large);
      client.send("POST / HTTP/1.1\r\nSecret: 1\r\nTransfer-Encoding: chunked\r\n\r\n");
      client.send("%x\r\n%s\r\n1\r\ny\r\n0\r\n\r\n".formatted(large.length(), large));
      assertThat(client.receive().body()).isEqualTo(large + "y");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 33554433\r\n\r\n",
        "Content-Length: 99999999999999999999\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n2000001\r\n",
      })
  void refusesBodiesAboveTheLimit(String rest) {
    try (var client = connect()) {
      client.send("POST / HTTP/1.1\r\n" + rest);
      var head = client.receive().head();
      assertThat(head)
          .startsWith(
              rest.contains("99999999999999999999")
                  ? "HTTP/1.1 400 Bad Request\r\n"
                  : "HTTP/1.1 413 Content too large\r\n");
      assertThat(client.isAtEnd()).isTrue();
    }
  }

  @Test
  void forgetsBodiesThatNobodyNeeds() {
    try (var client = connect()) {
      client.send("POST / HTTP/1.1\r\nContent-Length: 100000\r\n\r\n" + "x".repeat(100_000));
      assertThat(client.receive().body()).isEmpty();
      client.send(
          "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n0\r\n\r\n"
              + post("a"));
      assertThat(client.receive().body()).isEmpty();
      assertThat(client.receive().body()).isEqualTo("a");
    }
  }

  /** They would lock all others out until they are overdue. */
  @Test
  void hasStrangersWhoSayNothingMakeRoom() {
    var crowd = new ArrayList<RawClient>();
    try (var known = connect()) {
      known.send(post("a"));
      assertThat(known.receive().body()).isEqualTo("a");
      for (int i = 0; i < MOST_CONNECTIONS; i++) {
        var half = connect();
        crowd.add(half);
        half.send("POST / HTTP/1.1\r\n");
      }
      try (var late = connect()) {
        late.send(post("b"));
        assertThat(late.receive().body()).isEqualTo("b");
      }
      known.send(post("c"));
      assertThat(known.receive().body()).isEqualTo("c");
    } finally {
      crowd.forEach(RawClient::close);
    }
  }

  @Test
  void saysSoWhenAHandlerFails() {
    try (var client = connect()) {
      client.send(post("fail"));
      var response = client.receive();
      assertThat(response.head()).startsWith("HTTP/1.1 500 Internal Server Error\r\n");
      assertThat(response.body()).isEqualTo("a bug");
    }
  }

  @Test
  void answersOthersWhileSomeWaitForAnEvent() throws Exception {
    restart(Duration.ofSeconds(30), 1, 2);
    try (var waiting = connect();
        var other = connect()) {
      waiting.send(post("wait"));
      assertThat(entered.await(1, TimeUnit.MINUTES)).isTrue();
      other.send(post("quick"));
      assertThat(other.receive().body()).isEqualTo("quick");
      event.countDown();
      assertThat(waiting.receive().body()).isEqualTo("wait");
    }
  }

  @Test
  void refusesRequestsWhenThereAreTooMany() throws Exception {
    restart(Duration.ofSeconds(30), 1, 0);
    try (var busy = connect();
        var other = connect()) {
      busy.send(post("work"));
      assertThat(entered.await(1, TimeUnit.MINUTES)).isTrue();
      other.send(post("x"));
      var response = other.receive();
      assertThat(response.head()).startsWith("HTTP/1.1 503 Service Unavailable\r\n");
      assertThat(response.body()).isEqualTo("Work queue depth exceeded");
      event.countDown();
      assertThat(busy.receive().body()).isEqualTo("work");
      other.send(post("y"));
      assertThat(other.receive().body()).isEqualTo("y");
    }
  }

  @Test
  void waitsForNoEventOnceTheClientHasGone() throws Exception {
    restart(Duration.ofSeconds(30), 1, 0);
    try (var other = connect()) {
      try (var waiting = connect()) {
        waiting.send(post("listen"));
        assertThat(entered.await(1, TimeUnit.MINUTES)).isTrue();
        other.send(post("x"));
        assertThat(other.receive().head()).startsWith("HTTP/1.1 503 Service Unavailable\r\n");
      }
      RawClient.Response response;
      do {
        other.send(post("y"));
        response = other.receive();
      } while (response.head().startsWith("HTTP/1.1 503"));
      assertThat(response.body()).isEqualTo("y");
    }
  }

  @Test
  void doesNotCountThoseWhoAreOnlyKeptWaiting() throws Exception {
    restart(Duration.ofSeconds(30), 1, 0);
    try (var refused = connect();
        var other = connect()) {
      refused.send(post("refuse"));
      assertThat(entered.await(1, TimeUnit.MINUTES)).isTrue();
      other.send(post("x"));
      assertThat(other.receive().body()).isEqualTo("x");
      event.countDown();
      assertThat(refused.receive().body()).isEqualTo("refuse");
    }
  }

  @Test
  void leavesClientsThatDoNotEndTheirRequest() {
    restart(Duration.ofMillis(100), 1, 1);
    try (var inHead = connect();
        var inBody = connect();
        var idle = connect()) {
      inHead.send("GET / HTTP/1.1\r\nHost: a");
      inBody.send("POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\n1");
      assertThat(inHead.isAtEnd()).isTrue();
      assertThat(inBody.isAtEnd()).isTrue();
      assertThat(idle.isAtEnd()).isTrue();
    }
  }

  @Test
  void lastAnswersWhatIsBeingWorkedOn() throws Exception {
    try (var client = connect();
        var idle = connect()) {
      client.send(post("work"));
      assertThat(entered.await(1, TimeUnit.MINUTES)).isTrue();
      server.interrupt();
      var closing = Thread.ofVirtual().start(server::close);
      assertThat(idle.isAtEnd()).isTrue();
      event.countDown();
      assertThat(client.receive().body()).isEqualTo("work");
      assertThat(client.isAtEnd()).isTrue();
      closing.join();
    }
  }

  /** Answers with its name. */
  private record Named(String name) implements HttpHandler {
    @Override
    public boolean needsBody(RequestHead head) {
      return false;
    }

    @Override
    public HttpResponse handle(HttpRequest request, Turn turn, AnswerMemory memory) {
      return HttpResponse.of(HttpStatus.OK, name);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/, root",
    "/a/b/c?x, long",
    "/a/, short",
    "/a/bc, short",
    "/a, ''",
    "/x, ''",
    "//, ''"
  })
  void takesTheFirstRouteThatLeadsToATarget(String target, String answer) {
    server.close();
    var endpoints = List.of(new Endpoint("127.0.0.1", 0));
    var config = new HttpConfig("RPC", endpoints, List.of(), Duration.ofSeconds(30), 1, 1);
    server = HttpServer.bind(config).orElseThrow();
    server.start(
        List.of(
            new Route("/", true, new Named("root")),
            new Route("/a/b/", false, new Named("long")),
            new Route("/a/", false, new Named("short"))));
    try (var client = connect()) {
      client.send("GET %s HTTP/1.1\r\n\r\n".formatted(target));
      var response = client.receive();
      assertThat(response.body()).isEqualTo(answer);
      assertThat(response.head())
          .startsWith(answer.isEmpty() ? "HTTP/1.1 404 Not Found\r\n" : "HTTP/1.1 200 OK\r\n");
    }
  }

  @Test
  void listensWhereItCan() {
    var endpoints = List.of(new Endpoint("nowhere", 0), new Endpoint("127.0.0.1", server.port()));
    var config = new HttpConfig("RPC", endpoints, List.of(), Duration.ZERO, 1, 1);
    assertThat(HttpServer.bind(config)).isEmpty();
  }
}
