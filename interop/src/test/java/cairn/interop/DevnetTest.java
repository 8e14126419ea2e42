package cairn.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Networks of several processes, on regtest where blocks have to come when they are wanted. */
@Timeout(600)
class DevnetTest {
  private static final String ADDRESS = "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080";
  private static final int PARTITIONS = 10;

  @TempDir private Path directory;

  private Devnet start(int nodes) {
    var devnet = new Devnet(directory.resolve("net"));
    devnet.done("up", "--chain=regtest", "--miners=0", "--nodes=" + nodes);
    return devnet;
  }

  @Test
  void followsTheBranchWithTheMostWorkOnceAPartitionIsHealed() throws Exception {
    try (var devnet = start(3)) {
      devnet.done("mine", "110");
      devnet.awaitTipOf(1, 2, 3);
      for (int i = 0; i < PARTITIONS; i++) {
        devnet.done("partition", "1,2", "3");
        var txid = devnet.pay(ADDRESS, "0.5"); // by node 1, whose branch is to lose
        devnet.awaitMempool(2, txid);
        devnet.mine(1, 1);
        devnet.awaitTipOf(1, 2);
        assertThat(devnet.isInMempool(2, txid)).isFalse();
        devnet.mine(3, 2);
        assertThat(devnet.tip(3)).isNotEqualTo(devnet.tip(1));
        assertThat(devnet.isInMempool(3, txid)).isFalse();

        devnet.done("heal");
        devnet.awaitTipOf(3, 1, 2);
        devnet.awaitMempool(1, txid);
        devnet.awaitMempool(2, txid);
        devnet.mine(2, 1);
        devnet.awaitTipOf(2, 1, 3);
        assertThat(devnet.call(3, "gettxout", txid, 0).get("confirmations").intValue()).isOne();
        assertThat(devnet.coins(1)).isEqualTo(devnet.coins(2)).isEqualTo(devnet.coins(3));
      }
    }
  }

  @Test
  void goesOnWhicheverNodeIsKilled() throws Exception {
    try (var devnet = start(5)) {
      devnet.done("mine", "20");
      devnet.awaitTipOf(1, 2, 3, 4, 5);
      for (int victim = 1; victim <= 5; victim++) {
        int other = victim % 5 + 1;
        devnet.kill(victim);
        devnet.mine(other, 3);
        for (int node = 1; node <= 5; node++) {
          if (node != victim) {
            devnet.awaitTipOf(other, node);
          }
        }
        devnet.done("up");
        devnet.awaitTipOf(other, victim);
      }
      assertThat(devnet.coins(1)).isEqualTo(devnet.coins(5));

      var tip = devnet.tip(5);
      for (int node = 1; node <= 4; node++) {
        devnet.kill(node);
      }
      assertThat(devnet.tip(5)).isEqualTo(tip);
      assertThat(devnet.call(5, "getblock", tip).get("height").intValue()).isEqualTo(35);
      devnet.mine(5, 2);
      devnet.done("up");
      devnet.awaitTipOf(5, 1, 2, 3, 4);
    }
  }

  /** How much later it is beyond that, a busy machine decides. */
  @Test
  void hasWhatComesOverADelayedConnectionComeLater() throws Exception {
    try (var devnet = start(2)) {
      int millis = 300;
      devnet.done("delay", "1", "2", "" + millis);
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> devnet.call(2, "getpeerinfo").path(0).has("minping"));
      assertThat(devnet.call(2, "getpeerinfo").get(0).get("minping").doubleValue())
          .isGreaterThanOrEqualTo(2 * millis / 1000.0);
      devnet.done("mine", "1");
      devnet.awaitTipOf(1, 2);
      long start = System.nanoTime();
      devnet.mine(1, 1);
      devnet.awaitTipOf(1, 2);
      assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(millis * 1_000_000L);

      devnet.done("down");
      devnet.done("up"); // which keeps it
      devnet.mine(2, 1);
      devnet.awaitTipOf(2, 1);
      assertThat(devnet.directory().resolve("relays")).isNotEmptyDirectory();
      devnet.done("delay", "2", "1", "0");
      assertThat(devnet.directory().resolve("relays")).isEmptyDirectory();
      devnet.mine(2, 1);
      devnet.awaitTipOf(2, 1);
    }
  }

  @Test
  void minesPaysForksAndGoesBack() throws Exception {
    try (var devnet = start(2)) {
      assertThat(devnet.run("faucet", ADDRESS, "1").err())
          .startsWith("Error: The faucet has 0.00000000 to spend");
      devnet.done("mine", "10");
      devnet.done("mine", "--to=101");
      devnet.done("mine", "--to=50");
      assertThat(height(devnet, 1)).isEqualTo(101);
      devnet.awaitTipOf(1, 2);
      var txid = devnet.pay(ADDRESS, "1");
      devnet.awaitMempool(2, txid);
      devnet.done("mine", "1");
      var before = devnet.tip(1);
      devnet.done("snapshot", "one");
      assertThat(devnet.running(2)).containsExactly(1, 2);
      assertThat(devnet.done("reorg", "2")).startsWith("3 blocks took the place of 2");
      assertThat(devnet.tip(2)).isEqualTo(devnet.tip(1)).isNotEqualTo(before);
      assertThat(devnet.call(2, "gettxout", txid, 0).isNull()).isFalse();
      devnet.done("restore", "one");
      assertThat(devnet.tip(1)).isEqualTo(before);
      devnet.awaitTipOf(1, 2);
      assertThat(devnet.done("logs", "2")).contains("height=102");

      // A command was killed that had just begun to replace a block.
      Files.writeString(devnet.directory().resolve("abandoned"), before);
      devnet.call(1, "invalidateblock", before);
      assertThat(devnet.tip(1)).isNotEqualTo(before);
      devnet.done("up");
      devnet.awaitTipOf(2, 1);
      assertThat(devnet.tip(1)).isEqualTo(before);

      // The clock was set meanwhile; and later another process has the number of one that has
      // ended.
      var process = devnet.directory().resolve("node2").resolve("process");
      Files.setLastModifiedTime(process, FileTime.from(Instant.EPOCH));
      devnet.done("down", "2");
      assertThat(devnet.running(2)).containsExactly(1);
      Files.writeString(process, "" + ProcessHandle.current().pid());
      var nodes = JsonMapper.shared().readTree(devnet.done("status", "--json")).get("nodes");
      assertThat(nodes.get(0).get("height").intValue()).isEqualTo(102);
      assertThat(nodes.get(1).get("running").booleanValue()).isFalse();
      assertThat(devnet.done("status")).contains("does not run");
    }
    assertThat(directory.resolve("net")).doesNotExist();
  }

  @Test
  void hasRealProofOfWorkAndForksThatAreTold() throws Exception {
    try (var devnet = new Devnet(directory.resolve("net"))) {
      devnet.done("up", "--nodes=2", "--percent=30");
      await().atMost(Duration.ofMinutes(2)).until(() -> height(devnet, 1) >= 5);
      devnet.done("partition", "1");
      int height = height(devnet, 1);
      await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> height(devnet, 1) > height + 1 && height(devnet, 2) > height + 1);
      assertThat(devnet.done("watch", "--seconds=1")).contains("the chain has forked: node ");
      devnet.done("heal");
      await()
          .atMost(Duration.ofMinutes(2))
          .until(() ->
              devnet
                  .done("watch", "--seconds=1")
                  .lines()
                  .noneMatch(line -> line.contains("forked")));
    }
  }

  private static int height(Devnet devnet, int node) throws IOException {
    return devnet.call(node, "getblockcount").intValue();
  }

  /** The file of a network that there was not before. */
  private String newNetwork(String name) throws Exception {
    var file = directory.resolve(name + ".json");
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "cairn.node.Main",
                "genesis",
                "new",
                "--name=" + name,
                "--bits=1f369d03",
                "--out=" + file)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("genesis").toFile())
            .start();
    assertThat(process.waitFor()).as(Files.readString(directory.resolve("genesis"))).isZero();
    return file.toString();
  }

  @Test
  void runsANetworkOfItsOwnAndRefusesNodesOfOthersInAClearLine() throws Exception {
    var mine = newNetwork("mynet");
    try (var devnet = new Devnet(directory.resolve("net"))) {
      devnet.done("up", "--chain=" + mine, "--nodes=2", "--miners=1", "--percent=30");
      await().atMost(Duration.ofMinutes(2)).until(() -> height(devnet, 2) >= 3);

      // Again and again, as a node does that is told to: there is one line all the same.
      dialIn(devnet, "regtest", "-v2transport=0", "regtest (message start fabfb5da), peer=");
      dialIn(devnet, "devnet", "-v2transport=1", "devnet (message start 52c6a030), peer=");
      dialIn(devnet, newNetwork("other"), "-v2transport=0", "network (message start ");
      assertThat(devnet.logged(1, "Refused a node of another network")).hasSize(3);
      assertThat(devnet.call(1, "getconnectioncount").intValue()).isOne();
    }
  }

  private static void dialIn(Devnet devnet, String chain, String transport, String line)
      throws Exception {
    try (var stranger =
        cairn.node.embedded.Cairn.on(chain)
            .joining()
            .options("-connect=0", "-listen=0", transport)
            .start()) {
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> {
            stranger.call("addnode", "127.0.0.1:" + devnet.port(1), "onetry");
            return !devnet.logged(1, line).isEmpty();
          });
      stranger.call("addnode", "127.0.0.1:" + devnet.port(1), "onetry");
    }
  }

  /** Whatever the command had just done when it was killed. */
  @ParameterizedTest
  @ValueSource(strings = {"devnet.json", "node1/bitcoin.conf", "node1/process", "node3/process"})
  void isMendedAfterACommandWasKilled(String file) throws Exception {
    var devnet = new Devnet(directory.resolve("net"));
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            "cairn.node.Main",
            "devnet",
            "up",
            "--chain=regtest",
            "--miners=0",
            "--dir=" + devnet.directory());
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("output").toFile())
            .start();
    await()
        .pollInterval(Duration.ofMillis(1))
        .atMost(Duration.ofMinutes(2))
        .until(() -> Files.exists(devnet.directory().resolve(file)));
    process.destroyForcibly().waitFor();

    devnet.done("up");
    assertThat(devnet.running(3)).containsExactly(1, 2, 3);
    devnet.done("mine", "2");
    devnet.awaitTipOf(1, 2, 3);
    devnet.done("down");
    assertThat(devnet.running(3)).isEmpty();
    devnet.done("reset");
    assertThat(devnet.directory()).doesNotExist();
  }

  @Test
  void takesOtherPortsWhereItsOwnAreTaken() throws Exception {
    try (var devnet = start(2)) {
      var plan = Files.readString(devnet.directory().resolve("devnet.json"));
      int taken = JsonMapper.shared().readTree(plan).get("ports").get(0).get(0).intValue();
      devnet.done("mine", "3");
      devnet.done("down");
      try (var socket = new ServerSocket()) {
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), taken));
        assertThat(devnet.done("up")).contains("ports of node 1 were taken");
        devnet.mine(1, 1);
        devnet.awaitTipOf(1, 2);
      }
    }
  }

  @Test
  void startsWhileOthersDo() throws Exception {
    var devnets =
        Stream.of("a", "b", "c").map(name -> new Devnet(directory.resolve(name))).toList();
    try (var starting = Executors.newFixedThreadPool(devnets.size())) {
      var started =
          devnets.stream()
              .map(devnet ->
                  starting.submit(
                      () -> devnet.done("up", "--chain=regtest", "--miners=0", "--nodes=1")))
              .toList();
      for (var each : started) {
        each.get();
      }
    } finally {
      devnets.forEach(Devnet::close);
    }
  }

  @Test
  void saysWhatIsWrong() throws Exception {
    var devnet = new Devnet(directory.resolve("net"));
    assertError(devnet, "there is no devnet in", "status");
    assertError(devnet, "--nodes=0: it must be from 1 to 20", "up", "--nodes=0");
    assertError(devnet, "regtest has no difficulty", "up", "--chain=regtest");
    assertError(devnet, "main is no network for playing with", "up", "--chain=main");
    assertError(devnet, "the network file", "up", "--chain=nosuch.json");
    assertError(devnet, "Unmatched argument", "nosuch");
    assertError(devnet, "blocks of signet need its key's signature", "up", "--chain=signet");
    assertError(devnet, "there is no devnet in", "mine", "1");
    try (devnet) {
      devnet.done("up", "--chain=regtest", "--miners=0", "--nodes=1");
      assertError(devnet, "the devnet in", "up", "--nodes=2");
      assertError(devnet, "there is no node 2, only 1 to 1", "logs", "2");
      assertError(devnet, "there is no node 7", "down", "7");
      assertError(devnet, "the two groups must have nodes, and none in common", "partition", "1");
      assertError(devnet, "'1,x' is no list of nodes", "partition", "1,x");
      assertError(devnet, "there is no node 2, only 1 to 1", "delay", "1", "2", "5");
      assertError(devnet, "node 1 is not connected with itself", "delay", "1", "1", "5");
      assertError(devnet, "there are only 0 blocks", "reorg", "1");
      assertError(devnet, "a number of blocks from 1 on is needed", "mine", "0");
      assertError(devnet, "either a number of blocks is needed or --to=HEIGHT", "mine");
      assertError(devnet, "--seconds=-1: it must be from 0 on", "watch", "--seconds=-1");
      assertError(devnet, "the address to be paid to is empty", "faucet", "", "1");
      assertError(devnet, "'abc' is no address of regtest", "faucet", "abc", "1");
      assertError(devnet, "'1,5' is no amount in coins", "faucet", ADDRESS, "1,5");
      assertError(devnet, "a snapshot's name is of letters", "snapshot", "../x");
      assertError(devnet, "there is no snapshot 'x'", "restore", "x");
      assertThat(devnet.run("restore", "x", "--json").err()).startsWith("{\"error\":");
      Files.writeString(devnet.directory().resolve("devnet.json"), "{");
      assertError(devnet, devnet.directory().resolve("devnet.json") + " is damaged", "up");
    }
    Files.createDirectories(devnet.directory());
    var file = Files.writeString(devnet.directory().resolve("letter"), "dear");
    assertError(devnet, devnet.directory() + " is not empty, and not a devnet's", "reset");
    assertThat(file).exists();
  }

  private static void assertError(Devnet devnet, String message, String... arguments) {
    var outcome = devnet.run(arguments);
    assertThat(outcome.err())
        .startsWith("Error: " + message)
        .doesNotContain("Exception")
        .hasLineCount(1);
    assertThat(outcome.status()).isOne();
  }
}
