package cairn.p2p.connections;

import cairn.p2p.connections.ConnectionOptions.Limits;
import cairn.p2p.connections.ConnectionOptions.Means;
import cairn.p2p.connections.ConnectionOptions.Seeds;
import cairn.p2p.peer.Call;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.Target;
import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.NetworkType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Nodes that call others by themselves, and what they call. */
final class CallingNodes {
  /** The usual ones, but that the node knows of nobody from the start. */
  static final ConnectionOptions OPTIONS =
      ConnectionOptions.DEFAULT.with(new Seeds(List.of(), false, false, false));

  static final String TOR = "pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion:8333";

  private CallingNodes() {}

  static ConnectionOptions wanting(int connections) {
    return OPTIONS.with(new Limits(connections, 50, Duration.ofSeconds(60), 0));
  }

  static ConnectionOptions reaching(NetworkType... networks) {
    return OPTIONS.with(new Means(Set.of(networks), true, false));
  }

  /** A node that has all the peers it calls by itself. */
  static ConnectionsNode full() {
    var node = new ConnectionsNode(OPTIONS);
    node.knowMany(1000);
    node.settle();
    return node;
  }

  static Endpoint target(Call call) {
    return ((Target.Node) call.target()).endpoint();
  }

  /** What is called within that time, all of it in vain. Beats are longer, which does no harm. */
  static List<ConnectionType> callsWithin(ConnectionsNode node, Duration time) {
    var types = new ArrayList<ConnectionType>();
    var end = node.clock.instant().plus(time);
    while (node.clock.instant().isBefore(end)) {
      node.clock.advance(Duration.ofMillis(2500));
      node.beat();
      while (!node.calls.isEmpty()) {
        types.add(node.call().type());
        node.fail();
      }
    }
    return types;
  }

  /** Beats until there is a call. */
  static Call nextCall(ConnectionsNode node) {
    for (int i = 0; i < 10_000 && node.calls.isEmpty(); i++) {
      node.beat();
    }
    return node.call();
  }
}
