package cairn.node.devnet;

import cairn.genesis.Network;
import cairn.genesis.NetworkFormatException;
import cairn.genesis.Networks;
import cairn.node.Trees;
import cairn.node.devnet.Plan.Delay;
import cairn.node.devnet.Plan.Link;
import cairn.node.faucet.Faucet;
import cairn.node.faucet.FaucetException;
import cairn.p2p.files.FileFailure;
import cairn.primitives.Amount;
import cairn.primitives.Txid;
import cairn.primitives.address.Address;
import cairn.primitives.address.TextException;
import cairn.rpc.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * A network of nodes on this machine, while a command changes it: no other command does at the same
 * time.
 *
 * <p>What is to be is written down first, and then made so, by {@link #settle}. So a command that
 * was killed is made good by the next.
 */
final class Devnet implements AutoCloseable {
  static final int MAX_NODES = 20;
  private static final int FIRST_RELAY_PORT = 31_700;
  private static final int MOST_MILLIS = 600_000;

  private static final Duration FOLLOW = Duration.ofSeconds(5);
  private static final long BETWEEN_LOOKS_MILLIS = 50;
  private static final Duration TELL_EVERY = Duration.ofSeconds(5);
  private static final int MOST_EXTRA_BLOCKS = 50;
  private static final Json MANY_TRIES = Json.of((long) Integer.MAX_VALUE);

  private final Home home;
  private final PlanFile file;
  private final FileChannel lock;
  private final Consumer<String> notices;

  private Devnet(Home home, FileChannel lock, Consumer<String> notices) {
    this.home = home;
    this.file = new PlanFile(home.directory());
    this.lock = lock;
    this.notices = notices;
  }

  /**
   * A network that there is, once no other command changes it.
   *
   * @param notices is told, in a line, what people may want to know
   */
  static Devnet of(Home home, Consumer<String> notices) throws IOException, DevnetException {
    home.refuseForeign();
    if (!home.isThere()) {
      throw none(home);
    }
    return new Devnet(home, home.lock(notices), notices);
  }

  /** As {@link #of}, or one that is made now. */
  static Devnet ofOrNew(Home home, Consumer<String> notices) throws IOException, DevnetException {
    home.refuseForeign();
    return new Devnet(home, home.lock(notices), notices);
  }

  private static DevnetException none(Home home) {
    return new DevnetException(
        "there is no devnet in %s; './cairn devnet up' starts one".formatted(home.directory()));
  }

  /** The plan there is. */
  static Plan plan(Home home) throws IOException, DevnetException {
    return new PlanFile(home.directory()).read().orElseThrow(() -> none(home));
  }

  static Network network(Plan plan) throws DevnetException {
    var known = Networks.named(plan.chain());
    if (known.isPresent()) {
      return known.get();
    }
    try {
      return Network.load(Path.of(plan.chain()));
    } catch (NetworkFormatException | InvalidPathException e) {
      throw new DevnetException(
          "the network file %s cannot be used: %s".formatted(plan.chain(), e.getMessage()));
    } catch (IOException e) {
      throw new DevnetException(
          "the network file %s cannot be read: %s".formatted(plan.chain(), FileFailure.text(e)));
    }
  }

  private Plan plan() throws IOException, DevnetException {
    return plan(home);
  }

  /** Makes a network of new nodes, or goes on with the one that there is. */
  void up(Wanted wanted) throws IOException, DevnetException {
    var present = file.read();
    if (present.isPresent()) {
      wanted.refuseOther(present.get(), home);
      settle(present.get());
      return;
    }
    var plan = wanted.plan();
    var network = network(plan);
    if (!network.testChain()) {
      throw new DevnetException(network.name() + " is no network for playing with");
    }
    if (plan.miners() > 0 && network.consensus().proofOfWork().noRetargeting()) {
      throw new DevnetException(
          "%s has no difficulty, so nodes would mine without end; say --miners=0"
              .formatted(network.name()));
    }
    if (plan.miners() > 0 && network.consensus().isSignet()) {
      throw new DevnetException(
          "blocks of %s need its key's signature, so nodes cannot mine; say --miners=0"
              .formatted(network.name()));
    }
    home.makeFaucetKey(network);
    file.write(plan);
    settle(plan);
  }

  /** Has everything be as the plan says. */
  private void settle(Plan wanted) throws IOException, DevnetException {
    var plan = wanted;
    if (!plan.restoring().isEmpty()) {
      plan = finishRestoring(plan);
    }
    var network = network(plan);
    plan = new NodeStarts(home, file, network, notices).start(plan);
    home.relays().settle(plan);
    connect(plan, network);
    reconsider();
  }

  /** Takes back what a command has abandoned that was killed before it had mined anything else. */
  private void reconsider() throws IOException, DevnetException {
    var abandoned = home.abandoned();
    if (Files.exists(abandoned)) {
      for (var node : running()) {
        var block = Json.of(Files.readString(abandoned).strip());
        if (node.knows(block.asString())) {
          node.call("reconsiderblock", block);
        }
      }
      Files.delete(abandoned);
    }
  }

  private LocalNode node(int number, Plan plan, Network network) {
    return new LocalNode(number, home.node(number), network, plan.of(number));
  }

  /** Nothing tells when another process has begun to answer, or has ended. */
  static void pause() throws DevnetException {
    try {
      Thread.sleep(BETWEEN_LOOKS_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DevnetException("interrupted");
    }
  }

  private void connect(Plan plan, Network network) throws IOException {
    for (int node = 1; node <= plan.size(); node++) {
      if (home.process(node).find().isPresent()) {
        node(node, plan, network).connectTo(NodeConfigFile.called(plan, node));
      }
    }
  }

  /** Those that run, by number. */
  List<LocalNode> running() throws IOException, DevnetException {
    var plan = plan();
    var network = network(plan);
    var running = new ArrayList<LocalNode>();
    for (int node = 1; node <= plan.size(); node++) {
      if (home.process(node).find().isPresent()) {
        running.add(node(node, plan, network));
      }
    }
    return running;
  }

  private LocalNode first() throws IOException, DevnetException {
    return running().stream()
        .filter(LocalNode::answers)
        .findFirst()
        .orElseThrow(() -> new DevnetException("no node runs; './cairn devnet up' starts them"));
  }

  /** Stops all nodes; nothing of the network is lost. */
  void down() throws IOException, DevnetException {
    down(home.numbers());
    home.relays().stop();
  }

  /** Stops some nodes. */
  void down(List<Integer> nodes) throws IOException, DevnetException {
    for (int node : nodes) {
      home.process(node).find().ifPresent(ProcessHandle::destroy); // all at once, then wait
    }
    for (int node : nodes) {
      home.process(node).stop();
    }
  }

  /** Stops all nodes and deletes everything. */
  void reset() throws IOException, DevnetException {
    down();
    home.delete();
  }

  /** Of the chain that {@link #mine} makes longer. */
  int height() throws IOException, DevnetException {
    return first().height();
  }

  /** Has one node mine, for the faucet. */
  void mine(int blocks) throws IOException, DevnetException {
    var node = first();
    long told = System.nanoTime();
    for (int i = 1; i <= blocks; i++) {
      generate(node, 1);
      if (i < blocks && System.nanoTime() - told > TELL_EVERY.toNanos()) {
        told = System.nanoTime();
        notices.accept("%d of %d blocks are mined".formatted(i, blocks));
      }
    }
  }

  private void generate(LocalNode node, int blocks) throws IOException, DevnetException {
    var payee = home.payee(network(plan()));
    node.call("generatetoaddress", Json.of((long) blocks), Json.of(payee), MANY_TRIES);
  }

  /**
   * Has one node abandon its last blocks for good and mine until the others that run follow it.
   *
   * @return how many blocks it took
   */
  int reorg(int depth) throws IOException, DevnetException {
    var node = first();
    int height = node.height();
    if (depth > height) {
      throw new DevnetException("there are only %d blocks".formatted(height));
    }
    var last = node.call("getblockhash", Json.of((long) height - depth + 1));
    Files.writeString(home.abandoned(), last.asString());
    node.call("invalidateblock", last);
    // Nobody is paid for the first one, or it might be the very block that is invalid now.
    var nobody = "raw(6a08%016x)".formatted(new SecureRandom().nextLong());
    node.call("generatetodescriptor", Json.of(1), Json.of(nobody), MANY_TRIES);
    generate(node, depth);
    for (int more = 0; more < MOST_EXTRA_BLOCKS; more++) {
      if (isFollowed(node)) {
        Files.delete(home.abandoned());
        return depth + 1 + more;
      }
      generate(node, 1); // others have mined, too
    }
    throw new DevnetException("the other nodes do not follow node " + node.number());
  }

  private boolean isFollowed(LocalNode leader) throws IOException, DevnetException {
    var tip = leader.tip();
    long end = System.nanoTime() + FOLLOW.toNanos();
    while (System.nanoTime() - end < 0) {
      boolean all = true;
      for (var node : running()) {
        all &= node.has(tip);
      }
      if (all) {
        return true;
      }
      pause();
    }
    return false;
  }

  /** Cuts all connections between two groups, until they are healed. */
  void partition(Set<Integer> group, Set<Integer> others) throws IOException, DevnetException {
    var plan = plan();
    refuseUnknown(group, plan);
    refuseUnknown(others, plan);
    var rest =
        others.isEmpty()
            ? new TreeSet<>(IntStream.rangeClosed(1, plan.size()).boxed().toList())
            : new TreeSet<>(others);
    if (others.isEmpty()) {
      rest.removeAll(group);
    }
    if (rest.isEmpty() || rest.stream().anyMatch(group::contains)) {
      throw new DevnetException("the two groups must have nodes, and none in common");
    }
    apply(plan.parted(group, rest));
  }

  private static void refuseUnknown(Set<Integer> group, Plan plan) throws DevnetException {
    for (int node : group) {
      if (node < 1 || node > plan.size()) {
        throw new DevnetException("there is no node %d, only 1 to %d".formatted(node, plan.size()));
      }
    }
  }

  /** Connects all nodes again. */
  void heal() throws IOException, DevnetException {
    apply(plan().whole());
  }

  /**
   * Has all come later over the connection between two nodes.
   *
   * @param millis 0 for no later than it comes by itself
   */
  void delay(int one, int other, int millis) throws IOException, DevnetException {
    var plan = plan();
    refuseUnknown(Set.of(one), plan);
    refuseUnknown(Set.of(other), plan);
    if (one == other) {
      throw new DevnetException("node %d is not connected with itself".formatted(one));
    }
    if (millis < 0 || millis > MOST_MILLIS) {
      throw new DevnetException(
          "%d milliseconds: it must be from 0 to %d".formatted(millis, MOST_MILLIS));
    }
    var link = Link.between(one, other);
    apply(millis == 0 ? plan.without(link) : delayed(plan, link, millis));
  }

  private Plan delayed(Plan plan, Link link, int millis) throws IOException, DevnetException {
    return Neighbours.ofUser()
        .choose(
            home,
            taken -> {
              taken.addAll(plan.takenPorts());
              var delayed = plan.with(new Delay(link, millis, Ports.free(FIRST_RELAY_PORT, taken)));
              file.write(delayed);
              return delayed;
            });
  }

  private void apply(Plan plan) throws IOException, DevnetException {
    file.write(plan);
    home.relays().settle(plan);
    connect(plan, network(plan));
  }

  /** Pays out of what was mined, and returns which transaction does. */
  Txid pay(String address, String amount) throws IOException, DevnetException {
    var network = network(plan());
    var node = first();
    try {
      return new Faucet(
              network,
              home.faucetKey(network),
              (method, parameters) -> ask(node, method, parameters))
          .send(
              Address.parse(address, network.addresses()),
              Amount.parse(amount)
                  .orElseThrow(() ->
                      new DevnetException(
                          "'%s' is no amount in coins, such as 1.5".formatted(amount))));
    } catch (TextException e) {
      throw new DevnetException(
          "'%s' is no address of %s: %s".formatted(address, network.name(), e.getMessage()));
    } catch (FaucetException e) {
      throw new DevnetException(String.valueOf(e.getMessage()));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static Json ask(LocalNode node, String method, Json... parameters) {
    try {
      return node.call(method, parameters);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Keeps a copy of all nodes' files; those that run are stopped for that. */
  void snapshot(String name) throws IOException, DevnetException {
    var plan = plan();
    var target = home.snapshot(name);
    if (Files.exists(target)) {
      throw new DevnetException("there is a snapshot '%s' already".formatted(name));
    }
    down();
    var next = home.snapshots().resolve("." + name + ".new");
    Trees.delete(next);
    Files.createDirectories(next);
    for (int node : home.numbers()) {
      Trees.copy(home.node(node), next.resolve(home.node(node).getFileName()));
    }
    Files.move(next, target, StandardCopyOption.ATOMIC_MOVE);
    settle(plan);
  }

  /** Goes back to what was kept. */
  void restore(String name) throws IOException, DevnetException {
    var plan = plan();
    if (!Files.isDirectory(home.snapshot(name))) {
      throw new DevnetException("there is no snapshot '%s'".formatted(name));
    }
    file.write(plan.restoring(name));
    settle(plan.restoring(name));
  }

  private Plan finishRestoring(Plan plan) throws IOException, DevnetException {
    var source = home.snapshot(plan.restoring());
    if (!Files.isDirectory(source)) {
      throw new DevnetException(
          "the network was going back to the snapshot '%s', which is not there any more; './cairn devnet reset' removes all of it"
              .formatted(plan.restoring()));
    }
    down();
    for (int node = 1; node <= plan.size(); node++) {
      Trees.delete(home.node(node));
      var kept = source.resolve(home.node(node).getFileName());
      if (Files.isDirectory(kept)) {
        Trees.copy(kept, home.node(node));
      }
    }
    var done = plan.restoring("");
    file.write(done);
    return done;
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
