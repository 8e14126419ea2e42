package cairn.node.devnet;

import cairn.rpc.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Looks at the nodes again and again, and tells what has happened meanwhile. Not thread-safe. */
final class Watch {
  private final Plan plan;
  private final Map<Integer, LocalNode> nodes = new TreeMap<>();
  private Map<Integer, NodeState> before = new HashMap<>();
  private boolean wasForked;

  Watch(Home home) throws IOException, DevnetException {
    this.plan = Devnet.plan(home);
    var network = Devnet.network(plan);
    for (int node = 1; node <= plan.size(); node++) {
      nodes.put(node, new LocalNode(node, home.node(node), network, plan.of(node)));
    }
  }

  /** How the nodes are now, and a line for each thing that has happened since the last look. */
  record Look(List<NodeState> nodes, List<String> events) {}

  Look look() {
    var now = new TreeMap<Integer, NodeState>();
    nodes.forEach((number, node) -> now.put(number, NodeState.of(node, plan)));
    var events = new ArrayList<String>();
    now.forEach((number, state) ->
        Optional.ofNullable(before.get(number)).ifPresent(old -> tell(old, state, events)));
    tellOfForks(now, events);
    before = now;
    return new Look(List.copyOf(now.values()), events);
  }

  private void tell(NodeState old, NodeState now, List<String> events) {
    if (old.answers() != now.answers()) {
      events.add("node %d %s".formatted(now.number(), now.answers() ? "runs" : "has stopped"));
    } else if (now.answers() && !now.tip().equals(old.tip())) {
      int left = left(old, now);
      events.add(
          left == 0
              ? "node %d is at %d, %s".formatted(now.number(), now.height(), name(now))
              : "node %d has left %d blocks for another branch, and is at %d, %s"
                  .formatted(now.number(), left, now.height(), name(now)));
    }
  }

  private static String name(NodeState state) {
    return NodeState.shortened(state.tip());
  }

  /** How many blocks of its old chain it has left. */
  private int left(NodeState old, NodeState now) {
    try {
      for (var each : node(now).call("getchaintips").asArray()) {
        var branch = each.asObject();
        if (branch.find("hash").equals(Json.of(old.tip()))) {
          return branch.find("branchlen").asInt();
        }
      }
    } catch (IOException e) {
      // it has stopped meanwhile: the next look will tell
    }
    return 0;
  }

  private LocalNode node(NodeState state) {
    return Objects.requireNonNull(nodes.get(state.number()));
  }

  /** Which nodes are on which branch, when there begin to be several, and when they end. */
  private void tellOfForks(Map<Integer, NodeState> now, List<String> events) {
    var branches = branches(now);
    boolean forked = branches.size() > 1;
    if (forked && !wasForked) {
      var texts = new ArrayList<String>();
      branches.forEach((best, members) ->
          texts.add("%s at %d, %s".formatted(numbers(members), best.height(), name(best))));
      events.add("the chain has forked: " + String.join("; ", texts));
    } else if (!forked && wasForked) {
      events.add("all nodes are on one chain again");
    }
    wasForked = forked;
  }

  private static String numbers(List<NodeState> members) {
    return "node " + String.join(", ", members.stream().map(each -> "" + each.number()).toList());
  }

  /** The nodes whose chains are parts of one, by the longest of these. */
  private Map<NodeState, List<NodeState>> branches(Map<Integer, NodeState> now) {
    var branches = new HashMap<NodeState, List<NodeState>>();
    now.values().stream()
        .filter(NodeState::answers)
        .sorted((one, other) -> Integer.compare(other.height(), one.height()))
        .forEach(state -> {
          var longer = branches.keySet().stream().filter(best -> isPart(state, best)).findFirst();
          branches.computeIfAbsent(longer.orElse(state), _ -> new ArrayList<>()).add(state);
        });
    return branches;
  }

  private boolean isPart(NodeState state, NodeState longer) {
    try {
      return state.tip().equals(longer.tip()) || node(longer).has(state.tip());
    } catch (IOException e) {
      return true; // nothing can be told of it
    }
  }
}
