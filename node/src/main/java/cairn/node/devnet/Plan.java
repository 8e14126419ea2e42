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
 * @param delays of connections over which all comes later
 * @param restoring the snapshot that the nodes' files are being replaced by; empty if they are not
 */
record Plan(
    String chain,
    int miners,
    int percent,
    List<NodePorts> ports,
    Set<Link> cut,
    Set<Delay> delays,
    String restoring) {
  Plan {
    ports = List.copyOf(ports);
    cut = Set.copyOf(cut);
    delays = Set.copyOf(delays);
  }

  /**
   * Where a node listens for other nodes and for callers of RPC, and where it shows its page.
   *
   * @param web 0 if there is none, as in networks of an older version
   */
  record NodePorts(int p2p, int rpc, int web) {
    /** Those that are not chosen yet. */
    static final NodePorts NONE = new NodePorts(0, 0, 0);
  }

  /** What may be between two nodes: the one with the higher number calls the other. */
  record Link(int called, int caller) {
    static Link between(int one, int other) {
      return new Link(Math.min(one, other), Math.max(one, other));
    }
  }

  /**
   * A connection over which all comes later, both ways.
   *
   * @param port where the relay listens through which it leads
   */
  record Delay(Link link, int millis, int port) {}

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
    return new Plan(chain, miners, percent, others, cut, delays, restoring);
  }

  Plan restoring(String snapshot) {
    return new Plan(chain, miners, percent, ports, cut, delays, snapshot);
  }

  Plan whole() {
    return new Plan(chain, miners, percent, ports, Set.of(), delays, restoring);
  }

  /** The ports of this machine that are this network's, whether anybody listens there or not. */
  Set<Integer> takenPorts() {
    var taken = new HashSet<Integer>();
    ports.forEach(each -> taken.addAll(List.of(each.p2p(), each.rpc(), each.web())));
    delays.forEach(each -> taken.add(each.port()));
    return taken;
  }

  /** Without any connection between one group and the other, besides what is cut already. */
  Plan parted(Set<Integer> group, Set<Integer> others) {
    var all = new HashSet<>(cut);
    for (int one : group) {
      for (int other : others) {
        all.add(Link.between(one, other));
      }
    }
    return new Plan(chain, miners, percent, ports, all, delays, restoring);
  }

  /** Where a node connects to that calls another. */
  int portBetween(int called, int caller) {
    return delays.stream()
        .filter(delay -> delay.link().equals(new Link(called, caller)))
        .map(Delay::port)
        .findFirst()
        .orElse(of(called).p2p());
  }

  /** With this delay of a connection in place of the one that it has. */
  Plan with(Delay delay) {
    var all = new HashSet<>(without(delay.link()).delays);
    all.add(delay);
    return new Plan(chain, miners, percent, ports, cut, all, restoring);
  }

  /** With a connection that has no delay. */
  Plan without(Link delayed) {
    var others = new HashSet<>(delays);
    others.removeIf(delay -> delay.link().equals(delayed));
    return new Plan(chain, miners, percent, ports, cut, others, restoring);
  }
}
