package cairn.node.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock("the log")
@Timeout(120)
class CairnNodeTest {
  @TempDir private Path directory;

  @Test
  void runsAWholeNode() {
    try (var node = Cairn.regtest().start()) {
      assertThat(node.mine(3)).hasSize(3).last().isEqualTo(node.tip());
      assertThat(node.height()).isEqualTo(3);
      assertThat(node.call("getblockcount").asInt()).isEqualTo(3);
      assertThat(node.call("getblock", node.tip(), 1).asObject().find("height").asInt())
          .isEqualTo(3);
    }
  }

  @Test
  void opensNoPortUnlessItIsAsked() {
    try (var node = Cairn.regtest().start()) {
      var network = node.call("getnetworkinfo").asObject();
      assertThat(network.find("connections").asInt()).isZero();
      assertThat(node.log()).noneMatch(line -> line.contains("Bound to"));
      assertThat(node.log()).noneMatch(line -> line.contains("HTTP server"));
      assertThat(node.listen()).isPositive().isEqualTo(node.listen());
    }
  }

  @Test
  void answersOverHttpWhenAsked() throws Exception {
    try (var node = Cairn.regtest().start();
        var http = HttpClient.newHttpClient()) {
      var rpc = node.rpc();
      var request =
          HttpRequest.newBuilder(rpc.uri())
              .header("Authorization", rpc.authorization())
              .POST(BodyPublishers.ofString("{\"method\":\"getblockcount\",\"id\":1}"))
              .build();
      assertThat(http.send(request, BodyHandlers.ofString()).body()).contains("\"result\":0");
      assertThat(node.rpc()).isEqualTo(rpc).hasToString(rpc.uri().toString());
    }
  }

  @Test
  void followsANodeThatItIsConnectedTo() {
    try (var first = Cairn.regtest().start();
        var second = Cairn.regtest().start()) {
      first.mine(5);
      second.connect(first);
      second.connect(first);
      second.awaitTip(first.tip());
      assertThat(second.call("getconnectioncount").asInt()).isOne();
      var old = first.tip();
      first.reorg(2);
      second.awaitTip(first.tip());
      assertThat(second.height()).isEqualTo(6);
      assertThat(second.call("getblockheader", old).asObject().find("confirmations").asInt())
          .isEqualTo(-1);
    }
  }

  @Test
  void knowsItsOwnLog() {
    try (var first = Cairn.regtest().start();
        var second = Cairn.regtest().start()) {
      first.mine(1);
      var line = "UpdateTip: new best=" + first.tip();
      await().until(() -> first.log().stream().anyMatch(each -> each.contains(line)));
      assertThat(second.log()).isNotEmpty().noneMatch(each -> each.contains(line));
    }
  }

  @Test
  void goesByItsOwnClock() {
    var clock = new NodeClock();
    try (var node = Cairn.regtest().clock(clock).start();
        var other = Cairn.regtest().start()) {
      clock.advance(Duration.ofDays(30));
      node.mine(1);
      other.mine(1);
      assertThat(time(node) - time(other)).isBetween(30 * 86_400L - 60, 30 * 86_400L + 60);
    }
  }

  private static long time(CairnNode node) {
    return node.call("getblockheader", node.tip()).asObject().find("time").asLong();
  }

  @Test
  void leavesNoThreadAndNoFileBehind() {
    var node = Cairn.regtest().start();
    var files = node.directory();
    assertThat(files).isDirectory();
    assertThat(threads(node.toString())).isNotEmpty();
    node.mine(1);
    node.rpc();
    node.listen();
    node.close();
    assertThat(files.getParent()).doesNotExist();
    await().until(() -> threads(node.toString()).isEmpty()); // one of Netty's waits for a second
  }

  /** The threads of a node that are alive. */
  private static List<String> threads(String group) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> {
          var of = thread.getThreadGroup();
          return of != null && of.getName().equals(group);
        })
        .map(Thread::getName)
        .toList();
  }

  @Test
  void isOfNoUseOnceItIsClosed() {
    var node = Cairn.regtest().start();
    var address = node.rpc();
    assertThat(address.port()).isPositive();
    node.close();
    node.close();
    assertThatThrownBy(node::height).hasMessage("the node is closed");
    assertThatThrownBy(node::rpc).hasMessage("the node is closed");
    assertThatThrownBy(node::listen).hasMessage("the node is closed");
    assertThatThrownBy(() -> node.mine(1)).hasMessage("the node is closed");
  }

  @Test
  void isClosedByAThreadThatIsInterrupted(@TempDir Path directory) {
    var node = Cairn.regtest().directory(directory).start();
    Thread.currentThread().interrupt();
    node.close();
    assertThat(Thread.interrupted()).isTrue();
    Cairn.regtest().directory(directory).start().close();
  }

  @Test
  void goesOnInADirectoryOfItsOwn() {
    try (var node = Cairn.regtest().directory(directory).start()) {
      node.mine(4);
    }
    try (var node = Cairn.regtest().directory(directory).start()) {
      assertThat(node.height()).isEqualTo(4);
    }
    assertThat(directory.resolve("regtest").resolve("blocks")).isDirectory();
  }

  @Test
  void saysWhyItCannotStart() throws Exception {
    assertThatExceptionOfType(NodeStartException.class)
        .isThrownBy(() -> Cairn.regtest().options("-nosense").start())
        .withMessageContaining("nosense");
    assertThatExceptionOfType(NodeStartException.class)
        .isThrownBy(() -> Cairn.regtest().options("-help").start())
        .withMessageContaining("-help and -version are for terminals");
    try (var _ = Cairn.regtest().directory(directory).start()) {
      assertThatExceptionOfType(NodeStartException.class)
          .isThrownBy(() -> Cairn.regtest().directory(directory).start())
          .withMessageContaining("Cannot obtain a lock");
    }
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var here = "127.0.0.1:" + socket.getLocalPort();
      assertThatExceptionOfType(NodeStartException.class)
          .isThrownBy(() ->
              Cairn.regtest()
                  .options("-server=1", "-rpcallowip=127.0.0.1", "-rpcbind=" + here)
                  .start())
          .withMessageStartingWith("Unable to start HTTP server. See debug log for details.")
          .withMessageContaining("Unable to bind any endpoint for RPC server");
    }
    Files.writeString(directory.resolve("regtest").resolve("peers.dat"), "no addresses");
    assertThatExceptionOfType(NodeStartException.class)
        .isThrownBy(() -> Cairn.regtest().directory(directory).start())
        .withMessageContaining("peers.dat");
  }

  @Test
  void goesOnWithoutAMempoolFileThatIsDamaged() throws Exception {
    Files.createDirectories(directory.resolve("regtest"));
    Files.writeString(directory.resolve("regtest").resolve("mempool.dat"), "no transactions");
    try (var node = Cairn.regtest().directory(directory).options("-persistmempool=1").start()) {
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> node.call("getmempoolinfo").asObject().find("loaded").asBoolean());
      assertThat(node.log()).anyMatch(line -> line.contains("Failed to deserialize mempool"));
      assertThat(node.call("getmempoolinfo").asObject().find("size").asInt()).isZero();
    }
  }

  @Test
  void saysWhatIsWrongWithACall() {
    try (var node = Cairn.regtest().start()) {
      assertThatExceptionOfType(CallException.class)
          .isThrownBy(() -> node.call("getblockhash", 7))
          .withMessageContaining("getblockhash: Block height out of range")
          .satisfies(e -> assertThat(e.code()).isEqualTo(-8));
      assertThatIllegalArgumentException().isThrownBy(() -> node.reorg(1));
      assertThatIllegalArgumentException().isThrownBy(() -> node.mine(-1));
      var endless = new ArrayList<Object>();
      endless.add(endless);
      assertThatIllegalArgumentException().isThrownBy(() -> node.call("help", endless));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> node.clock().advance(Duration.ofSeconds(-1)));
    }
  }

  /** Not asserted, as the machine may be busy: the second of several nodes, and how it stops. */
  @Test
  void startsOneNodeAfterTheOther() {
    try (var _ = Cairn.regtest().start()) {
      var millis = IntStream.range(0, 5).mapToObj(_ -> startAndStop()).toList();
      System.out.println("start, stop in ms: " + millis.stream().map(Arrays::toString).toList());
    }
  }

  private static long[] startAndStop() {
    long begin = System.nanoTime();
    var node = Cairn.regtest().start();
    long started = System.nanoTime();
    node.close();
    return new long[] {(started - begin) / 1_000_000, (System.nanoTime() - started) / 1_000_000};
  }
}
