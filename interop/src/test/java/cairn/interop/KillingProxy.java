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
import java.util.concurrent.CompletableFuture;

/**
 * Stands between a program and a node's JSON-RPC, and kills the program at one of its calls: before
 * the node hears of it, or when the node has done it and the program does not know yet.
 */
final class KillingProxy implements AutoCloseable {
  private final HttpServer server;
  private final HttpClient http = HttpClient.newHttpClient();
  private final int nodePort;

  /** Which call is the last one, counted from 1, and whether the node still hears of it. */
  private final int fatal;

  private final boolean heard;
  private final CompletableFuture<Process> victim = new CompletableFuture<>();
  private int calls;

  KillingProxy(int nodePort, int fatal, boolean heard) throws IOException {
    this.nodePort = nodePort;
    this.fatal = fatal;
    this.heard = heard;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Says whom to kill; whether that was done before it came to its end. */
  boolean kills(Process process) throws InterruptedException {
    victim.complete(process);
    return process.waitFor() != 0;
  }

  /** On the server's one thread. */
  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = exchange.getRequestBody().readAllBytes();
      boolean last = ++calls == fatal;
      if (last && !heard) {
        kill();
        return;
      }
      var question =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + nodePort + "/"))
              .header("Authorization", exchange.getRequestHeaders().getFirst("Authorization"))
              .POST(BodyPublishers.ofByteArray(body))
              .build();
      var answer = http.send(question, BodyHandlers.ofByteArray());
      if (last) {
        kill();
        return;
      }
      exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
      exchange.getResponseBody().write(answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void kill() throws InterruptedException {
    victim.join().destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    server.stop(0);
    http.close();
  }
}
