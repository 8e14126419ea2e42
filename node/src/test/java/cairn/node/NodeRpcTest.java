package cairn.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A node and those who call it, in one process. */
@ResourceLock("the log")
class NodeRpcTest {
  private static final String ADDRESS = "mjTkW3DjgyZck4KbiRusZsqTgaYTxdSz6z";

  @TempDir private Path directory;

  @Test
  void isDrivenFromTheCommandLine() throws Exception {
    var trial = new Trial(directory);
    var port = "-rpcport=" + freePort();
    var status =
        CompletableFuture.supplyAsync(
            () -> trial.node("-server", port, "-debug=rpc", "-nodebuglogfile"));
    var cli = new Trial(directory);
    assertTimeoutPreemptively(
        Duration.ofMinutes(1),
        () -> {
          assertThat(cli.cli("-rpcwait", port, "getblockcount")).as("%s", cli.errors()).isZero();
          assertThat(cli.out()).isEqualTo("0\n");
          assertThat(
                  cli.cli(port, "-named", "generatetoaddress", "nblocks=2", "address=" + ADDRESS))
              .as("%s", cli.errors())
              .isZero();
          assertThat(cli.out().lines()).hasSize(4);
          assertThat(cli.cli(port, "getblockcount")).isZero();
          assertThat(cli.out()).isEqualTo("2\n");
          assertThat(cli.cli(port, "-rpcwallet=any", "getblockcount")).isZero();
          assertThat(cli.out()).isEqualTo("2\n");
          assertThat(cli.cli(port, "getblockhash", "3")).isEqualTo(8);
          assertThat(cli.errors())
              .containsExactly("error code: -8", "error message:", "Block height out of range");
          assertThat(cli.cli(port, "logging", "[\"net\"]", "[\"rpc\"]")).isZero();
          assertThat(cli.out()).contains("\"net\": true", "\"rpc\": false");
          assertThat(cli.cli(port, "uptime")).isZero();
          assertThat(cli.cli(port, "stop")).isZero();
        });
    assertThat(status.get(30, TimeUnit.SECONDS)).as("%s", trial.errors()).isZero();
    assertThat(directory.resolve("regtest/.cookie")).doesNotExist();
    assertThat(cli.cli(port, "getblockcount")).isOne();
    assertThat(cli.errors().getFirst()).contains("(Could not connect to the server)");
  }

  @Test
  void doesNotStartWhereAnotherListens() throws IOException {
    try (var v4 = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      var trial = new Trial(directory);
      assertThat(
              trial.node(
                  "-server", "-rpcallowip=127.0.0.1", "-rpcbind=127.0.0.1:" + v4.getLocalPort()))
          .isOne();
      assertThat(trial.errors())
          .containsExactly("Error: Unable to start HTTP server. See debug log for details.");
      assertThat(trial.log())
          .contains(
              "Unable to bind any endpoint for RPC server",
              "Unable to start HTTP server. See debug log for details.");
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
