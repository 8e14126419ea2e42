package cairn.rpc.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.rpc.OldForms;
import cairn.rpc.RpcConfig;
import cairn.rpc.RpcServer;
import cairn.rpc.call.ActiveCalls;
import cairn.rpc.call.Category;
import cairn.rpc.call.MethodTable;
import cairn.rpc.cli.CliConfig.Credentials;
import cairn.rpc.cli.CliConfig.Waiting;
import cairn.rpc.control.Echo;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line against a server. */
class CliTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private RpcServer server;
  private int port;
  @TempDir private Path directory;

  @BeforeEach
  void start() throws Exception {
    port = freePort();
    server =
        RpcServer.start(
            new RpcConfig(
                List.of(new RpcConfig.Listen("127.0.0.1", port)),
                List.of(),
                false,
                Duration.ofSeconds(30),
                1,
                1,
                new RpcConfig.Access(
                    "", "", List.of(), directory.resolve(".cookie"), "", List.of(), false),
                false,
                0,
                OldForms.NONE,
                true));
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void makeReady() {
    server.ready(
        new MethodTable(new ActiveCalls(), true)
            .add(Category.HIDDEN, new Echo("echo"), new Echo("echojson")));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private CliConfig config(Credentials credentials, Waiting waiting, boolean readsPassword) {
    return new CliConfig(
        "127.0.0.1",
        port,
        Optional.empty(),
        credentials,
        Optional.of(Path.of("bitcoin.conf")),
        false,
        "1",
        Duration.ofMinutes(1),
        waiting,
        readsPassword,
        readsPassword,
        false,
        Optional.empty());
  }

  private CliConfig config() {
    return config(withCookie(".cookie"), new Waiting(false, Duration.ZERO), false);
  }

  private Credentials withCookie(String name) {
    return new Credentials("", "", Optional.of(directory.resolve(name)));
  }

  private int run(CliConfig config, String input, String... words) {
    out.reset();
    err.reset();
    var in = new BufferedReader(new StringReader(input));
    return new Cli(in, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8))
        .run(config, List.of(words));
  }

  @Test
  void printsTheResult() {
    makeReady();
    assertThat(run(config(), "", "echojson", "1.50", "{\"a\":[]}")).isZero();
    assertThat(out.toString(UTF_8))
        .isEqualTo(
            """
            [
              1.50,
              {
                "a": [
                ]
              }
            ]
            """);
    assertThat(err.toString(UTF_8)).isEmpty();
  }

  @Test
  void printsTheErrorAndEndsWithItsCode() {
    makeReady();
    assertThat(run(config(), "", "nothing")).isEqualTo(32601);
    assertThat(out.toString(UTF_8)).isEmpty();
    assertThat(err.toString(UTF_8))
        .isEqualTo("error code: -32601\nerror message:\nMethod not found\n");
  }

  @Test
  void readsPasswordAndArguments() throws Exception {
    makeReady();
    var password = Files.readString(directory.resolve(".cookie")).substring(11);
    var config =
        config(
            new Credentials("__cookie__", "", Optional.empty()),
            new Waiting(false, Duration.ZERO),
            true);
    assertThat(run(config, password + "\nfoo\nbar\n", "echo")).isZero();
    assertThat(out.toString(UTF_8)).isEqualTo("[\n  \"foo\",\n  \"bar\"\n]\n");
    assertThat(run(config, "wrong\nfoo\n", "echo")).isOne();
    assertThat(err.toString(UTF_8))
        .isEqualTo(
            "error: Authorization failed: Incorrect rpcuser or rpcpassword were specified."
                + " Configuration file: (bitcoin.conf)\n");
  }

  @Test
  void saysWhyItIsNotLetIn() {
    makeReady();
    var noWaiting = new Waiting(false, Duration.ZERO);
    assertThat(run(config(withCookie("missing"), noWaiting, false), "", "echo")).isOne();
    assertThat(err.toString(UTF_8))
        .contains("Failed to read cookie file and no rpcpassword was specified.");
    var none = new Credentials("", "", Optional.empty());
    assertThat(run(config(none, noWaiting, false), "", "echo")).isOne();
    assertThat(err.toString(UTF_8))
        .contains(
            "Cookie file was disabled via -norpccookiefile and no rpcpassword was specified.");
  }

  @Test
  void saysThatThereIsNoServer() throws IOException {
    try (var taken = new Socket()) { // by one that does not listen
      taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      port = taken.getLocalPort();
      assertThat(run(config(), "", "echo")).isOne();
      assertThat(err.toString(UTF_8))
          .startsWith(
              "error: Error while attempting to communicate with server 127.0.0.1:%d (Could not"
                      .formatted(port)
                  + " connect to the server)\n\nMake sure");
    }
  }

  @Test
  void tellsThatTheServerIsNotReadyUnlessItIsToWait() {
    assertThat(run(config(), "", "echo")).isEqualTo(28);
    assertThat(err.toString(UTF_8)).contains("error message:\nRPC server started");
    var limited = new Waiting(true, Duration.ofNanos(1));
    assertThat(run(config(withCookie(".cookie"), limited, false), "", "echo")).isOne();
    assertThat(err.toString(UTF_8))
        .isEqualTo("error: timeout on transient error: server in warmup\n");
  }

  @Test
  void waitsUntilTheServerIsReady() throws Exception {
    var forever = new Waiting(true, Duration.ZERO);
    var call =
        Thread.ofVirtual()
            .start(() -> run(config(withCookie(".cookie"), forever, false), "", "echo", "x"));
    makeReady();
    call.join();
    assertThat(out.toString(UTF_8)).isEqualTo("[\n  \"x\"\n]\n");
  }

  @Test
  void takesTheCookieThatAServerWritesAsItStarts() throws Exception {
    try (var starting = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = starting.getLocalPort();
      var call =
          CompletableFuture.supplyAsync(
              () -> {
                var waiting = new Waiting(true, Duration.ZERO);
                return run(config(withCookie("late"), waiting, false), "", "echo");
              },
              task -> Thread.ofVirtual().start(task));
      var cookie = directory.resolve("late");
      assertThat(answer(starting, () -> Files.writeString(cookie, "__cookie__:late"), "401", ""))
          .contains("Authorization: Basic ");
      assertThat(answer(starting, () -> cookie, "200", "{\"result\":\"welcome\"}"))
          .contains("Authorization: Basic X19jb29raWVfXzpsYXRl");
      assertThat(call.get(1, TimeUnit.MINUTES)).isZero();
      assertThat(out.toString(UTF_8)).isEqualTo("welcome\n");
    }
  }

  /** Answers the next request once {@code before} is done; returns its header lines. */
  private static List<String> answer(
      ServerSocket server, Callable<Path> before, String status, String body) throws Exception {
    try (var socket = server.accept();
        var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8))) {
      var header = new ArrayList<String>();
      for (var line = in.readLine(); !line.startsWith("{"); line = in.readLine()) {
        header.add(line);
      }
      before.call();
      var response =
          "HTTP/1.1 %s Status\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
              .formatted(status, body.length(), body);
      socket.getOutputStream().write(response.getBytes(UTF_8));
      return header;
    }
  }

  @Test
  void needsACommand() {
    assertThat(run(config(), "")).isOne();
    assertThat(err.toString(UTF_8))
        .isEqualTo("error: too few parameters (need at least command)\n");
  }
}
