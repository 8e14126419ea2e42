package cairn.node.devnet;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How a network should be. Nodes have numbers, from 1 on.
 *
 * @param chain as {@code -chain=} takes it
 * @param miners so many of the first nodes mine
 * @param percent in which part of a processor's time each of them does
 * @param ports of each node, in order
 * @param cut between which nodes there is no connection
 * @param restoring the snapshot that the nodes' files are being replaced by; empty if they are not
 */
record Plan(
    String chain, int miners, int percent, List<NodePorts> ports, Set<Link> cut, String restoring) {
  Plan {
    ports = List.copyOf(ports);
    cut = Set.copyOf(cut);
  }

  /** Where a node listens for other nodes, and for callers of RPC. */
  record NodePorts(int p2p, int rpc) {}

  /** What may be between two nodes: the one with the higher number calls the other. */
  record Link(int called, int caller) {
    static Link between(int one, int other) {
      return new Link(Math.min(one, other), Math.max(one, other));
    }
  }

  int size() {
    return ports.size();
  }

  NodePorts of(int node) {
    return ports.get(node - 1);
  }

  boolean mines(int node) {
    return node <= miners;
  }

  boolean connects(int called, int caller) {
    return called < caller && !cut.contains(new Link(called, caller));
  }

  Plan with(List<NodePorts> others) {
    return new Plan(chain, miners, percent, others, cut, restoring);
  }

  Plan restoring(String snapshot) {
    return new Plan(chain, miners, percent, ports, cut, snapshot);
  }

  Plan whole() {
    return new Plan(chain, miners, percent, ports, Set.of(), restoring);
  }

  /** Without any connection between one group and the other, besides what is cut already. */
  Plan parted(Set<Integer> group, Set<Integer> others) {
    var all = new HashSet<>(cut);
    for (int one : group) {
      for (int other : others) {
        all.add(Link.between(one, other));
      }
    }
    return new Plan(chain, miners, percent, ports, all, restoring);
  }
}
