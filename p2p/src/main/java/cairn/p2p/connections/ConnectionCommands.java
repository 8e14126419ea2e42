package cairn.p2p.connections;

import cairn.p2p.connections.Wish.Slot;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.PeerId;
import cairn.p2p.peer.Surroundings;
import cairn.p2p.wire.Subnet;
import java.util.List;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the operator can have done about connections while the node runs. For the thread of the
 * peers alone.
 */
public final class ConnectionCommands {
  private static final Logger log = LoggerFactory.getLogger(ConnectionCommands.class);

  private final Surroundings surroundings;
  private final ConnectionOptions options;
  private final Slots slots;
  private final Links links;
  private final Dialler dialler;
  private final AddedNodes added;

  ConnectionCommands(
      Surroundings surroundings,
      ConnectionOptions options,
      Slots slots,
      Links links,
      Dialler dialler,
      AddedNodes added) {
    this.surroundings = surroundings;
    this.options = options;
    this.slots = slots;
    this.links = links;
    this.dialler = dialler;
    this.added = added;
  }

  /** Whether this node has connections, and opens some ({@code setnetworkactive}). */
  public boolean isNetworkActive() {
    return dialler.isActive();
  }

  public void setNetworkActive(boolean active) {
    log.info("SetNetworkActive: {}", active);
    dialler.setActive(active);
    if (!active) {
      drop(_ -> true, "Network not active");
    }
  }

  /**
   * Has a node called until there is a connection, and whenever that ends.
   *
   * @param encrypted whether BIP 324 is tried
   * @return false if it was added before
   */
  public boolean add(String node, boolean encrypted) {
    return added.add(node, encrypted);
  }

  /** Has a node not called any more; false if it was not added. */
  public boolean remove(String node) {
    return added.remove(node);
  }

  public List<AddedNode.Status> addedNodes() {
    return added.statuses();
  }

  /**
   * Calls a node once.
   *
   * @param done is called when there is a connection, or will be none
   */
  public void tryOnce(String node, boolean encrypted, Runnable done) {
    dialler.dial(Wish.named(node, ConnectionType.MANUAL, encrypted, Slot.FREE), done);
  }

  /**
   * Calls a node as if this one had chosen it by itself.
   *
   * @param done is called when there is a connection, or will be none; not if the answer is false
   * @return false if there is no room for it
   */
  public boolean open(String node, ConnectionType type, boolean encrypted, Runnable done) {
    int most =
        switch (type) {
          case OUTBOUND_FULL_RELAY -> slots.fullRelay();
          case BLOCK_RELAY_ONLY -> slots.blockRelay();
          case ADDR_FETCH, FEELER -> Integer.MAX_VALUE;
          case INBOUND, MANUAL, PRIVATE_BROADCAST -> 0;
        };
    if (links.count(type) >= most || links.taken(Slot.AUTOMATIC) >= slots.automatic()) {
      return false;
    }
    dialler.dial(Wish.named(node, type, encrypted, Slot.AUTOMATIC), done);
    return true;
  }

  /**
   * Parts with the peer of that name, as {@code getpeerinfo.addr} has it; false if there is none.
   */
  public boolean disconnect(String name) {
    var link = links.open().filter(one -> one.peer.facts().name().equals(name)).findFirst();
    link.ifPresent(one ->
        drop(
            one, "disconnect by address" + (options.logsAddresses() ? "=" + name : "") + " match"));
    return link.isPresent();
  }

  /** Parts with a peer; false if there is none. */
  public boolean disconnect(PeerId id) {
    var link = links.find(id).filter(Link::isOpen);
    link.ifPresent(one -> drop(one, "disconnect by id"));
    return link.isPresent();
  }

  /** Parts with all peers that are in {@code subnet}; false if none are. */
  public boolean disconnect(Subnet subnet) {
    return drop(
        link -> subnet.contains(link.peer.remote().address()),
        "disconnect by subnet" + (options.logsAddresses() ? "=" + subnet : "") + " match");
  }

  private boolean drop(Predicate<Link> matching, String reason) {
    var found = links.open().filter(matching).toList();
    found.forEach(link -> drop(link, reason));
    return !found.isEmpty();
  }

  private void drop(Link link, String reason) {
    surroundings.discipline().drop(link.peer, reason);
  }
}
