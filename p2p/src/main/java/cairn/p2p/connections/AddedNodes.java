package cairn.p2p.connections;

import cairn.p2p.connections.Wish.Slot;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.wire.Endpoint;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * The nodes that the operator has added: it is tried again and again to be connected to them. As
 * Core's {@code ThreadOpenAddedConnections}.
 */
final class AddedNodes {
  /** Beats that go by if a round had nothing to do: the next one is two seconds later. */
  private static final int SHORT_PAUSE = 3;

  /** Beats that go by if a round has tried somebody: a minute. */
  private static final int LONG_PAUSE = 120;

  private final Links links;
  private final Dialler dialler;
  private final List<AddedNode> nodes = new ArrayList<>();
  private final Queue<AddedNode> round = new ArrayDeque<>();
  private boolean isDialling;
  private int pause;
  private int nextPause;

  AddedNodes(Links links, Dialler dialler) {
    this.links = links;
    this.dialler = dialler;
  }

  /**
   * Takes in another one; false if it is there already.
   *
   * @param encrypted whether BIP 324 is tried
   */
  boolean add(String name, boolean encrypted) {
    var endpoint = dialler.read(name);
    boolean isKnown =
        nodes.stream()
            .anyMatch(node ->
                node.name().equals(name)
                    || (endpoint != null && endpoint.equals(dialler.read(node.name()))));
    if (!isKnown) {
      nodes.add(new AddedNode(name, encrypted));
    }
    return !isKnown;
  }

  /** False if it was not there. What is connected stays so. */
  boolean remove(String name) {
    return nodes.removeIf(node -> node.name().equals(name));
  }

  boolean isEmpty() {
    return nodes.isEmpty();
  }

  /** Whether the operator has added what is there. */
  boolean contains(Endpoint endpoint) {
    var host = endpoint.address().toString();
    var hostAndPort = endpoint.toString();
    return nodes.stream()
        .anyMatch(node -> node.name().equals(host) || node.name().equals(hostAndPort));
  }

  /** All, in the order in which they were added. */
  List<AddedNode.Status> statuses() {
    return nodes.stream()
        .map(node -> new AddedNode.Status(node, connectionTo(node).map(AddedNodes::contact)))
        .toList();
  }

  private static AddedNode.Contact contact(Link link) {
    return new AddedNode.Contact(link.peer.remote(), link.peer.type().isInbound());
  }

  private Optional<Link> connectionTo(AddedNode node) {
    var endpoint = dialler.read(node.name());
    boolean isAddress = endpoint != null && endpoint.address().isValid();
    return links.all().stream()
        .filter(link ->
            isAddress
                ? link.peer.remote().equals(endpoint)
                : link.peer.facts().name().equals(node.name()))
        .findFirst();
  }

  void beat() {
    if (isDialling || pause-- > 0) {
      return;
    }
    if (round.isEmpty()) {
      if (isFull()) {
        return;
      }
      nodes.stream().filter(node -> connectionTo(node).isEmpty()).forEach(round::add);
      nextPause = round.isEmpty() ? SHORT_PAUSE : LONG_PAUSE;
    }
    dialNext();
    pause = round.isEmpty() ? nextPause : 0;
  }

  private void dialNext() {
    if (isFull()) {
      round.clear();
      return;
    }
    var node = round.poll();
    if (node != null) {
      isDialling = true;
      dialler.dial(
          Wish.named(node.name(), ConnectionType.MANUAL, node.encrypted(), Slot.ADDED),
          () -> isDialling = false);
    }
  }

  private boolean isFull() {
    return links.taken(Slot.ADDED) >= Slots.ADDED;
  }
}
