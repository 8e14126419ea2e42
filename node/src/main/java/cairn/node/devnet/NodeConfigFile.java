package cairn.node.devnet;

import cairn.genesis.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The configuration of one node, so that {@code ./cairn cli -datadir=...} reaches it, too. */
final class NodeConfigFile {
  private NodeConfigFile() {}

  /** The addresses of the nodes that a node calls. */
  static Set<String> called(Plan plan, int caller) {
    var called = new TreeSet<String>();
    for (int node = 1; node < caller; node++) {
      if (plan.connects(node, caller)) {
        called.add("127.0.0.1:" + plan.portBetween(node, caller));
      }
    }
    return called;
  }

  /**
   * Writes it.
   *
   * @param payee who gets what is mined
   */
  static void write(Path file, Plan plan, int node, Network network, String payee)
      throws IOException {
    var lines = new ArrayList<String>();
    lines.add("# Written by ./cairn devnet at each start.");
    lines.add("chain=" + plan.chain());
    lines.add("[%s]".formatted(network.name()));
    lines.add("bind=127.0.0.1:" + plan.of(node).p2p());
    lines.add("rpcport=" + plan.of(node).rpc());
    lines.add("webport=" + plan.of(node).web());
    lines.addAll(
        List.of(
            "connect=0",
            "printtoconsole=0",
            "dbcache=32",
            "par=1",
            "rest=1",
            // Who comes back after a while is not to think that it has yet to synchronise.
            "maxtipage=10000000000",
            // Transactions are passed on at once, and nobody is banned.
            "whitelist=noban,in,out@127.0.0.1"));
    called(plan, node).forEach(address -> lines.add("addnode=" + address));
    if (plan.mines(node)) {
      lines.add("mine=" + payee);
      lines.add("minepercent=" + plan.percent());
    }
    Files.write(file, lines);
  }
}
