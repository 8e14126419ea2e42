package cairn.interop;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/**
 * Stands between a program and a node's JSON-RPC, and goes away at one of its calls: before the
 * node hears of it, or when the node has done it and the program does not know yet.
 */
final class FailingProxy implements AutoCloseable {
  private final HttpServer server;
  private final HttpClient http = HttpClient.newHttpClient();
  private final int nodePort;

  /** Which call is the last one, counted from 1, and whether the node still hears of it. */
  private final int fatal;

  private final boolean heard;
  private final Blow blow;
  private int calls;

  /** What happens when it goes away. */
  @FunctionalInterface
  interface Blow {
    void fall() throws InterruptedException;
  }

  FailingProxy(int nodePort, int fatal, boolean heard, Blow blow) throws IOException {
    this.nodePort = nodePort;
    this.fatal = fatal;
    this.heard = heard;
    this.blow = blow;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** On the server's one thread. */
  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = exchange.getRequestBody().readAllBytes();
      calls++;
      if (calls > fatal || (calls == fatal && !heard)) {
        blow.fall();
        return;
      }
      var question =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + nodePort + "/"))
              .header("Authorization", exchange.getRequestHeaders().getFirst("Authorization"))
              .POST(BodyPublishers.ofByteArray(body))
              .build();
      var answer = http.send(question, BodyHandlers.ofByteArray());
      if (calls == fatal) {
        blow.fall();
        return;
      }
      exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
      exchange.getResponseBody().write(answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    http.close();
  }
}
