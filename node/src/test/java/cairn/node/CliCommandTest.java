package cairn.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CliCommandTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir private Path directory;

  @Test
  void printsWhatTheNodeAnswers() throws IOException {
    var node = node(200, "{\"result\":{\"height\":7},\"error\":null,\"id\":1}");
    try {
      var status = call("-rpcport=" + node.getAddress().getPort(), "getinfo");
      assertThat(err.toString(UTF_8)).isEmpty();
      assertThat(out.toString(UTF_8)).isEqualTo("{\n  \"height\": 7\n}\n");
      assertThat(status).isZero();
    } finally {
      node.stop(0);
    }
  }

  @Test
  void endsWithTheCodeOfTheNodesError() throws IOException {
    var node =
        node(500, "{\"result\":null,\"error\":{\"code\":-8,\"message\":\"too high\"},\"id\":1}");
    try {
      var status =
          call("-rpcconnect=127.0.0.1:" + node.getAddress().getPort(), "getblockhash", "9");
      assertThat(out.size()).isZero();
      assertThat(err.toString(UTF_8)).isEqualTo("error code: -8\nerror message:\ntoo high\n");
      assertThat(status).isEqualTo(8);
    } finally {
      node.stop(0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-help", "-h", "-?"})
  void tellsHowItIsUsed(String argument) {
    assertThat(run(argument)).isZero();
    assertThat(out.toString(UTF_8))
        .contains("Usage: ./cairn cli [options] METHOD", "-rpcwait", "-named");
  }

  @Test
  void refusesAnOptionOfTheNode() {
    assertThat(call("-dbcache=4", "getblockcount")).isOne();
    assertThat(err.toString(UTF_8))
        .isEqualTo(
            "error: Error parsing command line arguments: Invalid parameter -dbcache=4"
                + System.lineSeparator());
  }

  /** A node that gives one answer to all who know the password. */
  private static HttpServer node(int status, String answer) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            boolean known =
                "Basic YW5uOnNlY3JldA=="
                    .equals(exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.sendResponseHeaders(known ? status : 401, 0);
            exchange.getResponseBody().write(answer.getBytes(UTF_8));
          }
        });
    server.start();
    return server;
  }

  private int call(String option, String... words) {
    var all =
        new ArrayList<>(
            List.of("-datadir=" + directory, "-rpcuser=ann", "-rpcpassword=secret", option));
    all.addAll(List.of(words));
    return run(all.toArray(String[]::new));
  }

  private int run(String... arguments) {
    return CliCommand.run(
        List.of(arguments),
        new BufferedReader(new StringReader("")),
        new PrintStream(out, true, UTF_8),
        new PrintStream(err, true, UTF_8),
        false);
  }
}
