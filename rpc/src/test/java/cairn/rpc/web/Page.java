package cairn.rpc.web;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.rpc.TestNode;
import cairn.rpc.json.Json;
import cairn.rpc.json.JsonReader;
import cairn.rpc.json.MalformedJsonException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A browser's view of a node, as far as requests go. */
final class Page implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 60_000;

  private final WebServer server;

  /**
   * What came back.
   *
   * @param fields their names in small letters
   */
  record Answer(int status, Map<String, String> fields, String body) {
    Json.Obj json() {
      assertThat(fields).containsEntry("content-type", "application/json");
      try {
        return JsonReader.read(body).asObject();
      } catch (MalformedJsonException e) {
        throw new AssertionError(body, e);
      }
    }
  }

  private Page(WebServer server) {
    this.server = server;
  }

  /** Of a node that is starting. */
  static Page starting(String... names) {
    return new Page(
        WebServer.start(new WebConfig("127.0.0.1", 0, List.of(names), 1 << 22)).orElseThrow());
  }

  static Page of(TestNode node) {
    var page = starting();
    page.server.ready(node.services(), null);
    return page;
  }

  /** The answer to GET, as the page itself asks. */
  Answer get(String target) {
    return request("GET " + target, "Host: 127.0.0.1:" + server.port());
  }

  /** Data. */
  Json.Obj data(String target) {
    var answer = get("/api/" + target);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }

  /** The answer to a request. */
  Answer request(String methodAndTarget, String... fields) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      var request = methodAndTarget + " HTTP/1.1\r\nConnection: close\r\n";
      for (var field : fields) {
        request += field + "\r\n";
      }
      socket.getOutputStream().write((request + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      return parse(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Answer parse(String text) {
    int end = text.indexOf("\r\n\r\n");
    var lines = text.substring(0, end).split("\r\n", -1);
    var fields = new HashMap<String, String>();
    for (var line : List.of(lines).subList(1, lines.length)) {
      var parts = line.split(": ", 2);
      fields.put(parts[0].toLowerCase(Locale.ROOT), parts[1]);
    }
    return new Answer(Integer.parseInt(lines[0].split(" ", 3)[1]), fields, text.substring(end + 4));
  }

  @Override
  public void close() {
    server.close();
  }
}
