package cairn.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cairn.node.devnet.DevnetCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A network of {@code ./cairn devnet}, which is gone when it is closed. */
final class Devnet implements AutoCloseable {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  /** What the README promises as "within seconds", on a machine that has much else to do. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path directory;
  private int mined;

  Devnet(Path directory) {
    this.directory = directory;
  }

  Path directory() {
    return directory;
  }

  /** What a command has said, and how it has ended. */
  record Outcome(int status, String out, String err) {}

  Outcome run(String... arguments) {
    var all = new ArrayList<>(List.of(arguments));
    all.add("--dir=" + directory);
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int status =
        DevnetCommand.run(
            all, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), false);
    return new Outcome(status, out.toString(UTF_8), err.toString(UTF_8));
  }

  /** Runs what must succeed, and returns what it says. */
  String done(String... arguments) {
    var outcome = run(arguments);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
    return outcome.out();
  }

  private static JsonNode read(String json) {
    return JsonMapper.shared().readTree(json);
  }

  /** Where a node keeps what is of its network, which is called as its file. */
  private Path files(int node) throws IOException {
    var plan = read(Files.readString(directory.resolve("devnet.json")));
    var chain = Path.of(plan.get("chain").stringValue()).getFileName().toString();
    return directory.resolve("node" + node).resolve(chain.replace(".json", ""));
  }

  /** Lines of a node's log that have this in them. */
  List<String> logged(int node, String text) throws IOException {
    try (var lines = Files.lines(files(node).resolve("debug.log"))) {
      return lines.filter(line -> line.contains(text)).toList();
    }
  }

  /** Where a node listens for others. */
  int port(int node) throws IOException {
    var plan = read(Files.readString(directory.resolve("devnet.json")));
    return plan.get("ports").get(node - 1).get(0).intValue();
  }

  /** Where a node answers RPC. */
  int rpcPort(int node) throws IOException {
    var plan = read(Files.readString(directory.resolve("devnet.json")));
    return plan.get("ports").get(node - 1).get(1).intValue();
  }

  /** Calls a node. */
  JsonNode call(int node, String method, Object... parameters) throws IOException {
    var cookie = Files.readString(files(node).resolve(".cookie"));
    var parts = cookie.split(":", 2);
    return new Rpc(rpcPort(node), parts[0], parts[1]).call(method, parameters);
  }

  String tip(int node) throws IOException {
    return call(node, "getbestblockhash").stringValue();
  }

  /** Has a node mine blocks that were never there before. */
  void mine(int node, int blocks) throws IOException {
    call(node, "generatetodescriptor", blocks, "raw(04%08x)".formatted(mined++));
  }

  /** Pays, and returns which transaction does. */
  String pay(String address, String amount) {
    return done("faucet", address, amount).strip();
  }

  /** Waits until these nodes have the tip of {@code leader}. */
  void awaitTipOf(int leader, int... nodes) throws IOException {
    var tip = tip(leader);
    for (int node : nodes) {
      await("tip of node " + leader + " at node " + node)
          .pollInterval(BETWEEN_LOOKS)
          .atMost(PATIENCE)
          .until(() -> tip(node).equals(tip));
    }
  }

  /** Waits until a transaction is in a node's mempool. */
  void awaitMempool(int node, String txid) {
    await("transaction in the mempool of node " + node)
        .pollInterval(BETWEEN_LOOKS)
        .atMost(PATIENCE)
        .until(() -> isInMempool(node, txid));
  }

  boolean isInMempool(int node, String txid) throws IOException {
    for (var each : call(node, "getrawmempool")) {
      if (each.stringValue().equals(txid)) {
        return true;
      }
    }
    return false;
  }

  /** The hash of a node's coins. */
  String coins(int node) throws IOException {
    return call(node, "gettxoutsetinfo", "muhash").get("muhash").stringValue();
  }

  ProcessHandle process(int node) throws IOException {
    var id = Files.readString(directory.resolve("node" + node).resolve("process")).strip();
    return ProcessHandle.of(Long.parseLong(id)).orElseThrow();
  }

  /** Kills a node as the system would. */
  void kill(int node) throws IOException {
    var process = process(node);
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Which nodes have processes that run. */
  List<Integer> running(int size) {
    return IntStream.rangeClosed(1, size).filter(this::runs).boxed().toList();
  }

  private boolean runs(int node) {
    try {
      var file = directory.resolve("node" + node).resolve("process");
      return Files.exists(file)
          && ProcessHandle.of(Long.parseLong(Files.readString(file).strip()))
              .filter(ProcessHandle::isAlive)
              .isPresent();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    done("reset");
  }
}
