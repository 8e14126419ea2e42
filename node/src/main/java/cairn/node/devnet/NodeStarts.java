package cairn.node.devnet;

import cairn.genesis.Network;
import cairn.node.devnet.Plan.NodePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;

/** Starts the nodes of a network that do not run, each at ports of its own. */
final class NodeStarts {
  private static final int FIRST_PORT = 31_400;
  private static final int FIRST_RPC_PORT = 31_500;
  private static final int FIRST_WEB_PORT = 31_600;

  /** How often nodes are started whose ports somebody takes between looking and starting. */
  private static final int TRIES = 5;

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Home home;
  private final PlanFile file;
  private final Network network;
  private final Consumer<String> notices;

  /** Who has not run before. */
  private final Set<Integer> started = new HashSet<>();

  NodeStarts(Home home, PlanFile file, Network network, Consumer<String> notices) {
    this.home = home;
    this.file = file;
    this.network = network;
    this.notices = notices;
  }

  /** Has all nodes run and answer; returns the plan with the ports that they have then. */
  Plan start(Plan wanted) throws IOException, DevnetException {
    var plan = startAll(wanted);
    for (int tries = 1; ; tries++) {
      var without = firstWithoutAnswer(plan);
      if (without.isEmpty()) {
        return plan;
      }
      int node = without.getAsInt();
      boolean again = !started.contains(node) || hasLostPorts(node, plan);
      if (tries == TRIES || !again) {
        throw new DevnetException(
            "node %d does not start: %s".formatted(node, home.process(node).lastWords()));
      }
      plan = startAll(plan);
    }
  }

  private Plan startAll(Plan wanted) throws IOException, DevnetException {
    var plan = Neighbours.ofUser().choose(home, taken -> withFreePorts(wanted, taken));
    for (int node = 1; node <= plan.size(); node++) {
      if (home.process(node).find().isEmpty()) {
        start(node, plan);
        started.add(node);
      }
    }
    return plan;
  }

  private void start(int node, Plan plan) throws IOException, DevnetException {
    var directory = Files.createDirectories(home.node(node));
    NodeConfigFile.write(
        directory.resolve("bitcoin.conf"), plan, node, network, home.payee(network));
    home.process(node).start(List.of("node", "-datadir=" + directory));
  }

  /** Those who do not run get other ports where theirs are taken. */
  private Plan withFreePorts(Plan plan, Set<Integer> others) throws IOException, DevnetException {
    var ports = new ArrayList<NodePorts>();
    var chosen = new Choice(plan, others);
    for (int node = 1; node <= plan.size(); node++) {
      var old = plan.of(node);
      if (home.process(node).find().isPresent()) {
        ports.add(old);
        continue;
      }
      var now =
          new NodePorts(
              chosen.port(old.p2p(), FIRST_PORT + node),
              chosen.port(old.rpc(), FIRST_RPC_PORT + node),
              chosen.port(old.web(), FIRST_WEB_PORT + node));
      if (old.web() != 0 && !now.equals(old)) {
        notices.accept("ports of node " + node + " were taken, so it has others now");
      }
      ports.add(now);
    }
    var changed = plan.with(ports);
    if (!changed.equals(plan)) {
      file.write(changed);
    }
    return changed;
  }

  /** What is free of this network's own ports and of those that nobody has. */
  private static final class Choice {
    private final Set<Integer> others;
    private final Set<Integer> taken;

    Choice(Plan plan, Set<Integer> others) {
      this.others = Set.copyOf(others);
      this.taken = plan.takenPorts();
      taken.addAll(others);
    }

    /**
     * @param old 0 if there was none
     */
    int port(int old, int usual) throws DevnetException {
      if (old != 0 && !others.contains(old) && Ports.isFree(old)) {
        return old;
      }
      int port = Ports.free(usual, taken);
      taken.add(port);
      return port;
    }
  }

  /** Waits for all nodes; tells of one that has ended instead, or takes too long. */
  private OptionalInt firstWithoutAnswer(Plan plan) throws IOException, DevnetException {
    for (int node = 1; node <= plan.size(); node++) {
      if (!answers(node, plan)) {
        return OptionalInt.of(node);
      }
    }
    return OptionalInt.empty();
  }

  private boolean answers(int number, Plan plan) throws IOException, DevnetException {
    var node = new LocalNode(number, home.node(number), network, plan.of(number));
    long end = System.nanoTime() + PATIENCE.toNanos();
    boolean seen = false;
    while (!node.answers()) {
      boolean runs = home.process(number).find().isPresent();
      if ((seen && !runs) || System.nanoTime() - end > 0) {
        return false;
      }
      seen |= runs;
      Devnet.pause();
    }
    return true;
  }

  /** Whether somebody was faster at its ports. */
  private boolean hasLostPorts(int node, Plan plan) throws IOException {
    var ports = plan.of(node);
    return home.process(node).find().isEmpty()
        && !(Ports.isFree(ports.p2p()) && Ports.isFree(ports.rpc()) && Ports.isFree(ports.web()));
  }
}
