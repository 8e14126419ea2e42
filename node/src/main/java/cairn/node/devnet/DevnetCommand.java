package cairn.node.devnet;

import cairn.node.CommandRun;
import cairn.rpc.json.Json;
import cairn.rpc.json.JsonWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

/** {@code ./cairn devnet}: what can be done with a network of several nodes on this machine. */
@Command(
    name = "./cairn devnet",
    description = {
      "Runs a network of several nodes on this machine, each a process of its own, some of them"
          + " mining.",
      "Without a command: starts it, and shows what happens until it is interrupted; the nodes go"
          + " on.",
      ""
    },
    synopsisSubcommandLabel = "[COMMAND]",
    sortOptions = false)
public final class DevnetCommand implements Callable<Integer> {
  private static final int SHOWN_LINES = 40;
  private static final long LOOK_EVERY_MILLIS = 1000;

  private final PrintStream out;
  private final boolean terminal;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description = "where all of the network is; default: ~/.cairn-devnet")
  private @Nullable Path directory;

  @Option(names = "--json", scope = ScopeType.INHERIT, description = "answer in JSON")
  private boolean json;

  @Option(
      names = {"-h", "--help"},
      scope = ScopeType.INHERIT,
      usageHelp = true,
      description = "this text")
  @SuppressWarnings("UnusedVariable") // picocli acts by it
  private boolean help;

  private DevnetCommand(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /**
   * Runs the command.
   *
   * @param terminal whether {@code out} is a terminal
   * @return the exit status
   */
  public static int run(
      List<String> arguments, PrintStream out, PrintStream err, boolean terminal) {
    var command = new DevnetCommand(out, terminal);
    boolean json = arguments.contains("--json"); // where something else is wrong, too
    return CommandRun.of(
        command, arguments, out, err, DevnetException.class, text -> error(text, json));
  }

  /** What it can be told to do, in words. */
  public static List<String> names() {
    var line = new CommandLine(new DevnetCommand(System.out, false));
    return line.getSubcommands().entrySet().stream()
        .filter(command -> !command.getValue().getCommandSpec().usageMessage().hidden())
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  private static String error(String text, boolean json) {
    return json ? JsonWriter.text(Json.object().put("error", text).build()) : "Error: " + text;
  }

  /** Without a command. */
  @Override
  public Integer call() throws IOException, DevnetException {
    up(new Wanted(null, null, null, null));
    say("The nodes run on until './cairn devnet down'. Ctrl-C ends this view.");
    watch(0);
    return 0;
  }

  private Home home() {
    return new Home(
        directory != null
            ? directory.toAbsolutePath().normalize()
            : Path.of(System.getProperty("user.home"), ".cairn-devnet"));
  }

  private void say(String text) {
    if (!json) {
      out.println(text);
    }
  }

  private void answer(String name, Json value) {
    if (json) {
      out.println(JsonWriter.text(Json.object().put(name, value).build()));
    }
  }

  /** What changes the network. */
  private interface Change {
    void make(Devnet devnet) throws IOException, DevnetException;
  }

  private void change(Change change) throws IOException, DevnetException {
    try (var devnet = Devnet.of(home(), this::say)) {
      change.make(devnet);
    }
  }

  private void up(Wanted wanted) throws IOException, DevnetException {
    try (var devnet = Devnet.ofOrNew(home(), this::say)) {
      devnet.up(wanted);
    }
  }

  @Command(name = "up", description = "starts the network, or what of it does not run")
  void up(
      @Option(names = "--nodes", paramLabel = "N", description = "how many nodes; default: 3")
          @Nullable Integer nodes,
      @Option(
              names = "--miners",
              paramLabel = "N",
              description = "how many of them mine; default: 2")
          @Nullable Integer miners,
      @Option(
              names = "--percent",
              paramLabel = "N",
              description = "of a processor's time, for each miner; default: 10")
          @Nullable Integer percent,
      @Option(
              names = "--chain",
              paramLabel = "CHAIN",
              description = "a network's name, or its file; default: devnet")
          @Nullable String chain)
      throws IOException, DevnetException {
    up(new Wanted(absolute(chain), nodes, miners, percent));
    status();
  }

  /** Nodes run elsewhere, so the path of a file must be whole. */
  private static @Nullable String absolute(@Nullable String chain) {
    return chain != null && chain.endsWith(".json")
        ? Path.of(chain).toAbsolutePath().normalize().toString()
        : chain;
  }

  @Command(name = "watch", description = "shows what happens, until it is interrupted")
  void watch(
      @Option(
              names = "--seconds",
              paramLabel = "N",
              defaultValue = "0",
              description = "for so long; 0 for ever")
          int seconds)
      throws IOException, DevnetException {
    if (seconds < 0) {
      throw new DevnetException("--seconds=%d: it must be from 0 on".formatted(seconds));
    }
    var watch = new Watch(home());
    var screen = new WatchScreen(out, terminal, json);
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    try {
      do {
        screen.show(watch.look());
        Thread.sleep(LOOK_EVERY_MILLIS); // as often as a screen is read; the nodes are asked anew
      } while (seconds == 0 || System.nanoTime() - end < 0);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Command(name = "status", description = "shows the nodes as they are now")
  void status() throws IOException, DevnetException {
    var nodes = new Watch(home()).look().nodes();
    WatchScreen.table(nodes).forEach(this::say);
    answer("nodes", new Json.Arr(nodes.stream().map(NodeState::toJson).toList()));
  }

  @Command(name = "down", description = "stops all nodes, or these; nothing is lost")
  void down(@Parameters(paramLabel = "NODE", arity = "0..*") int @Nullable [] nodes)
      throws IOException, DevnetException {
    var plan = nodes == null ? null : Devnet.plan(home());
    change(devnet -> {
      if (nodes == null || plan == null) {
        devnet.down();
        return;
      }
      var chosen = new ArrayList<Integer>();
      for (int node : nodes) {
        chosen.add(known(node, plan));
      }
      devnet.down(chosen);
    });
  }

  private static int known(int node, Plan plan) throws DevnetException {
    if (node < 1 || node > plan.size()) {
      throw new DevnetException("there is no node %d, only 1 to %d".formatted(node, plan.size()));
    }
    return node;
  }

  @Command(name = "logs", description = "shows the end of a node's log")
  void logs(@Parameters(paramLabel = "NODE") int node) throws IOException, DevnetException {
    var plan = Devnet.plan(home());
    var log =
        home()
            .node(known(node, plan))
            .resolve(Devnet.network(plan).dataDirectory())
            .resolve("debug.log");
    if (!Files.exists(log)) {
      throw new DevnetException("there is no %s yet".formatted(log));
    }
    var lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
    lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()).forEach(out::println);
  }

  @Command(name = "mine", description = "has a node mine blocks, for the faucet")
  void mine(
      @Parameters(paramLabel = "N", arity = "0..1", description = "so many")
          @Nullable Integer blocks,
      @Option(
              names = "--to",
              paramLabel = "HEIGHT",
              description = "so many as there are too few below this height")
          @Nullable Integer height)
      throws IOException, DevnetException {
    if ((blocks == null) == (height == null)) {
      throw new DevnetException("either a number of blocks is needed or --to=HEIGHT");
    }
    if (blocks != null) {
      positive(blocks);
    }
    change(devnet -> devnet.mine(blocks != null ? blocks : height - devnet.height()));
    status();
  }

  private static void positive(int number) throws DevnetException {
    if (number < 1) {
      throw new DevnetException("a number of blocks from 1 on is needed, not " + number);
    }
  }

  @Command(
      name = "reorg",
      description = "replaces the last blocks by others, which all nodes then follow")
  void reorg(@Parameters(paramLabel = "DEPTH") int depth) throws IOException, DevnetException {
    positive(depth);
    change(devnet -> {
      int mined = devnet.reorg(depth);
      say("%d blocks took the place of %d".formatted(mined, depth));
      answer("blocks", Json.of((long) mined));
    });
  }

  @Command(
      name = "partition",
      description = "cuts the connections between two groups of nodes, such as 1,2 and 3")
  void partition(
      @Parameters(paramLabel = "A") String group,
      @Parameters(
              paramLabel = "B",
              arity = "0..1",
              defaultValue = "",
              description = "default: all others")
          String others)
      throws IOException, DevnetException {
    var first = numbers(group);
    var second = others.isEmpty() ? Set.<Integer>of() : numbers(others);
    change(devnet -> devnet.partition(first, second));
    say("The two groups are out of touch until './cairn devnet heal'.");
  }

  private static Set<Integer> numbers(String list) throws DevnetException {
    var numbers = new TreeSet<Integer>();
    for (var text : list.split(",", -1)) {
      if (!text.matches("[0-9]{1,3}")) {
        throw new DevnetException("'%s' is no list of nodes such as 1,2".formatted(list));
      }
      numbers.add(Integer.parseInt(text));
    }
    return numbers;
  }

  @Command(
      name = "delay",
      description = "has all between two nodes come later, each way; 0 takes that back")
  void delay(
      @Parameters(paramLabel = "A") int one,
      @Parameters(paramLabel = "B") int other,
      @Parameters(paramLabel = "MILLISECONDS") int millis)
      throws IOException, DevnetException {
    change(devnet -> devnet.delay(one, other, millis));
    say(
        millis == 0
            ? "Nothing between nodes %d and %d is delayed.".formatted(one, other)
            : "All between nodes %d and %d comes %d ms later.".formatted(one, other, millis));
  }

  @Command(name = "relay", hidden = true, description = "is what delays")
  void relay(
      @Parameters(paramLabel = "PORT") int port,
      @Parameters(paramLabel = "TARGET") int target,
      @Parameters(paramLabel = "MILLISECONDS") int millis)
      throws IOException {
    Relays.run(port, target, millis);
  }

  @Command(name = "heal", description = "connects all nodes again")
  void heal() throws IOException, DevnetException {
    change(Devnet::heal);
    say("All nodes are in touch.");
  }

  @Command(name = "faucet", description = "pays to an address, out of what was mined")
  void faucet(
      @Parameters(paramLabel = "ADDRESS") String address,
      @Parameters(paramLabel = "AMOUNT", description = "in coins, such as 1.5") String amount)
      throws IOException, DevnetException {
    if (address.isBlank()) {
      throw new DevnetException("the address to be paid to is empty");
    }
    change(devnet -> {
      var txid = devnet.pay(address, amount);
      say(txid.display());
      answer("txid", Json.of(txid.display()));
    });
  }

  @Command(name = "snapshot", description = "keeps a copy of all there is")
  void snapshot(@Parameters(paramLabel = "NAME", arity = "0..1", defaultValue = "1") String name)
      throws IOException, DevnetException {
    change(devnet -> devnet.snapshot(name));
  }

  @Command(name = "restore", description = "goes back to what was kept")
  void restore(@Parameters(paramLabel = "NAME", arity = "0..1", defaultValue = "1") String name)
      throws IOException, DevnetException {
    change(devnet -> devnet.restore(name));
  }

  @Command(name = "reset", description = "stops all nodes and deletes everything")
  void reset() throws IOException, DevnetException {
    if (Files.exists(home().directory())) {
      change(Devnet::reset);
    }
  }
}
