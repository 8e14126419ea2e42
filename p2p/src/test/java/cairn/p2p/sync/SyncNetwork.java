package cairn.p2p.sync;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.p2p.BlockTree;
import cairn.p2p.BlockTree.Entry;
import cairn.p2p.FakeClock;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.Peer;
import cairn.p2p.wire.ChainMessage.BlockMessage;
import cairn.p2p.wire.InventoryItem.BlockItem;
import cairn.p2p.wire.InventoryMessage.GetData;
import cairn.p2p.wire.Message;
import cairn.p2p.wire.MessageType;
import cairn.primitives.Block;
import cairn.primitives.DecodeException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;

/**
 * Nodes whose messages to each other arrive whenever chance wants it, in their order, some of whom
 * do not send the blocks they are asked for. After each step it is looked whether all keep to what
 * they may do.
 */
final class SyncNetwork {
  private static final int MAX_WAITING = 40;

  private final BlockTree tree;
  private final FakeClock clock;
  private final Random random;
  private final List<SyncNode> nodes = new ArrayList<>();
  private final List<Link> links = new ArrayList<>();

  /** What is on its way from one end of a connection to the other. */
  private final class Link {
    private final SyncNode from;
    private final Peer target;
    private final SyncNode to;
    private final Peer source;
    private final boolean silent;
    private final Queue<Message> messages = new ArrayDeque<>();

    /**
     * @param target what {@code from} calls {@code to}
     * @param source what {@code to} calls {@code from}
     * @param silent whether {@code from} keeps its blocks for itself
     */
    Link(SyncNode from, Peer target, SyncNode to, Peer source, boolean silent) {
      this.from = from;
      this.target = target;
      this.to = to;
      this.source = source;
      this.silent = silent;
    }

    boolean isOpen() {
      return !target.isClosed() && !source.isClosed();
    }

    void collect() {
      for (var message : from.sentTo(target)) {
        messages.add(message);
      }
    }

    /** Whether the next message may be looked at. */
    boolean isDeliverable() {
      var next = messages.peek();
      if (next == null || !isOpen()) {
        return false;
      }
      boolean isBlock = next instanceof Message.Encoded || next instanceof BlockMessage;
      return isBlock
          ? to.synchroniser.takesBlocks() && !source.isAwaitingMoreThanBlocks()
          : !source.isAwaitingAnswers();
    }

    void deliver() {
      var message = messages.remove();
      if (message instanceof GetData getData && isSilent(getData)) {
        return;
      }
      to.receiveOnly(source, decoded(message));
    }

    private boolean isSilent(GetData getData) {
      return reverse().silent && getData.items().stream().anyMatch(BlockItem.class::isInstance);
    }

    private Link reverse() {
      return links.stream()
          .filter(link -> link.from == to && link.target == source)
          .findAny()
          .orElseThrow();
    }
  }

  private static Message decoded(Message message) {
    if (message instanceof Message.Encoded(var type, var payload)) {
      assertThat(type).isEqualTo(MessageType.BLOCK);
      try {
        return new BlockMessage(Block.decode(payload));
      } catch (DecodeException e) {
        throw new AssertionError(e);
      }
    }
    return message;
  }

  SyncNetwork(BlockTree tree, FakeClock clock, Random random) {
    this.tree = tree;
    this.clock = clock;
    this.random = random;
  }

  SyncNode addNode() {
    var node = new SyncNode(tree, clock);
    nodes.add(node);
    return node;
  }

  List<SyncNode> nodes() {
    return nodes;
  }

  /**
   * @param silent whether {@code to} keeps its blocks for itself
   */
  void connect(SyncNode from, SyncNode to, boolean silent) {
    var target = from.begin(ConnectionType.OUTBOUND_FULL_RELAY, SyncNode.FULL);
    var source = to.begin(ConnectionType.INBOUND, SyncNode.FULL);
    links.add(new Link(from, target, to, source, false));
    links.add(new Link(to, source, from, target, silent));
    from.complete(target);
    to.complete(source);
  }

  /** Something happens somewhere. */
  void step() {
    switch (random.nextInt(100)) {
      case 0 -> mine();
      case 1, 2, 3 -> advance(Duration.ofMillis(random.nextInt(2_000)));
      default -> {
        if (random.nextBoolean()) {
          pick(nodes).settleOne();
        } else {
          deliver(pick(links));
        }
      }
    }
    check();
  }

  private void mine() {
    var node = pick(nodes);
    var tip = entry(node);
    node.chain.take(List.of(tree.mine(tip, clock.instant().getEpochSecond(), List.of())));
  }

  Entry entry(SyncNode node) {
    return tree.get(node.chain.tip().hash());
  }

  void advance(Duration by) {
    clock.advance(by);
    nodes.forEach(node -> node.alarms.run(clock.instant()));
  }

  private boolean deliver(Link link) {
    link.collect();
    boolean possible = link.isDeliverable();
    if (possible) {
      link.deliver();
    }
    return possible;
  }

  /** Everything on its way arrives, and what follows from it, until nothing is left. */
  void drain() {
    boolean more = true;
    while (more) {
      more = false;
      for (var node : nodes) {
        while (node.settleOne()) {
          more = true;
        }
        node.finishClosing();
      }
      links.removeIf(link -> closedByOther(link));
      for (var link : List.copyOf(links)) {
        while (deliver(link)) {
          more = true;
          link.to.settle();
        }
      }
    }
    check();
  }

  /** When one end has closed a connection, the other one sees it too. */
  private boolean closedByOther(Link link) {
    if (link.isOpen()) {
      return false;
    }
    link.from.disconnect(link.target);
    link.to.disconnect(link.source);
    return true;
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private void check() {
    for (var node : nodes) {
      for (var peer : node.peers.all()) {
        var info = node.synchroniser.info(peer);
        assertThat(info.inFlight()).hasSizeLessThanOrEqualTo(RequestLimit.MOST);
        int window = node.chain.tip().height() + BlockWindow.SIZE;
        assertThat(info.inFlight()).allMatch(height -> height <= window);
      }
    }
    for (var link : links) {
      assertThat(link.messages.size()).isLessThan(MAX_WAITING + RequestLimit.MOST);
    }
  }
}
