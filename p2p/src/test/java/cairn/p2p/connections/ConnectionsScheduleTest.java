package cairn.p2p.connections;

import static cairn.p2p.connections.ConnectionsNode.FULL;
import static cairn.p2p.connections.ConnectionsNode.address;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.genesis.Networks;
import cairn.p2p.addresses.AsMap;
import cairn.p2p.addresses.NetGroup;
import cairn.p2p.addresses.NetGroups;
import cairn.p2p.connections.ConnectionOptions.Calls;
import cairn.p2p.connections.ConnectionOptions.Limits;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.Peer;
import cairn.p2p.wire.NetworkAddress;
import cairn.p2p.wire.ServiceFlags;
import cairn.p2p.wire.Subnet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds whatever happens, in whatever order. */
class ConnectionsScheduleTest {
  private static final int STEPS = 3_000;
  private static final List<ConnectionType> OPENED =
      List.of(
          ConnectionType.OUTBOUND_FULL_RELAY,
          ConnectionType.BLOCK_RELAY_ONLY,
          ConnectionType.ADDR_FETCH,
          ConnectionType.FEELER);

  private final NetGroups groups = new NetGroups(AsMap.NONE);
  private SplittableRandom random = new SplittableRandom();
  private int inbound;
  private int asked;
  private int answered;

  /** With the first, another of a peer's group was once called while that peer was called again. */
  static LongStream seeds() {
    return LongStream.concat(LongStream.of(2830945153041993216L), new SplittableRandom().longs(6));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void keepsItsBoundsAndForgetsNobody(long seed) {
    random = new SplittableRandom(seed);
    inbound = random.nextInt(20);
    var options =
        ConnectionOptions.DEFAULT
            .with(new Limits(11 + inbound, 50, Duration.ofSeconds(60), 0))
            .with(new Calls(true, List.of(), List.of("30.1.1.1", "node.example")));
    var node = new ConnectionsNode(options, Networks.main(), random.nextLong(), List.of());
    node.services = FULL.with(ServiceFlags.P2P_V2);
    node.knowMany(50);
    node.know(FULL.with(ServiceFlags.P2P_V2), "40.1.1.1", "40.2.1.1", "40.3.1.1");
    for (int step = 0; step < STEPS; step++) {
      step(node);
      check(node);
    }
    // Whatever was asked for is answered once, and never again.
    while (!node.lookUps.isEmpty() || !node.calls.isEmpty()) {
      if (node.lookUps.isEmpty()) {
        node.fail();
      } else {
        node.tell();
      }
    }
    assertThat(answered).isEqualTo(asked);
  }

  private void step(ConnectionsNode node) {
    var commands = node.connections.commands();
    switch (random.nextInt(16)) {
      case 0, 1, 2 -> node.beats(random.nextInt(10));
      case 3 -> {
        if (!node.calls.isEmpty()) {
          node.fail();
        }
      }
      case 4, 5, 6 -> {
        if (!node.calls.isEmpty()) {
          node.tryAnswer();
        }
      }
      case 7 -> {
        if (!node.lookUps.isEmpty()) {
          node.tell(random.nextBoolean() ? new NetworkAddress[0] : some());
        }
      }
      case 8 -> node.arrive(place() + ":" + (1 + random.nextInt(65_000)));
      case 9, 10 -> any(node).ifPresent(peer -> greet(node, peer));
      case 11 -> any(node).ifPresent(peer -> node.leave(peer, random.nextBoolean()));
      case 12 -> {
        asked++;
        commands.tryOnce(random.nextBoolean() ? place() : name(), random.nextBoolean(), this::done);
      }
      case 13 -> {
        var type = OPENED.get(random.nextInt(OPENED.size()));
        if (commands.open(place(), type, random.nextBoolean(), this::done)) {
          asked++;
        }
      }
      case 14 -> rare(node);
      default -> node.clock.advance(Duration.ofMillis(random.nextInt(100_000)));
    }
  }

  private void rare(ConnectionsNode node) {
    var commands = node.connections.commands();
    switch (random.nextInt(8)) {
      case 0 -> commands.setNetworkActive(random.nextInt(4) != 0);
      case 1 -> commands.add(name(), random.nextBoolean());
      case 2 -> commands.remove(name());
      case 3 -> commands.disconnect(Subnet.parse("20.1.0.0/16").orElseThrow());
      case 4 -> node.connections.allowExtraFullRelay(random.nextBoolean());
      case 5 -> node.connections.beginExtraBlockRelay();
      case 6 -> any(node).ifPresent(peer -> node.misbehaving(peer, "for the test"));
      default ->
          any(node).ifPresent(peer -> node.connections.wantsTransactions(peer, "filterload"));
    }
  }

  private void done() {
    answered++;
  }

  private void greet(ConnectionsNode node, Peer peer) {
    if (peer.stage() == Peer.Stage.OPENED) {
      node.greet(peer, random.nextInt(4) == 0 ? ServiceFlags.NONE : FULL, random.nextBoolean());
    }
  }

  private Optional<Peer> any(ConnectionsNode node) {
    var there = node.peers.all().stream().filter(peer -> !peer.isClosed()).toList();
    return there.isEmpty()
        ? Optional.empty()
        : Optional.of(there.get(random.nextInt(there.size())));
  }

  private String place() {
    return "20.%d.1.1".formatted(random.nextInt(40));
  }

  private String name() {
    return "node%d.example".formatted(random.nextInt(5));
  }

  private NetworkAddress[] some() {
    return new NetworkAddress[] {address(place()), address(place())};
  }

  private void check(ConnectionsNode node) {
    var there = new ArrayList<>(node.peers.all());
    assertThat(node.connections.counts().total()).isEqualTo(there.size());
    assertThat(node.connected(ConnectionType.INBOUND)).hasSizeLessThanOrEqualTo(inbound);
    int automatic = 0;
    for (var type : OPENED) {
      automatic += node.connected(type).size();
    }
    assertThat(automatic).isLessThanOrEqualTo(11);
    var chosen = new ArrayList<NetGroup>();
    for (var type : List.of(ConnectionType.OUTBOUND_FULL_RELAY, ConnectionType.BLOCK_RELAY_ONLY)) {
      for (var peer : node.connected(type)) {
        if (!peer.facts().services().equals(ServiceFlags.NONE)) { // else it was asked for by name
          chosen.add(groups.of(peer.remote().address()));
        }
      }
    }
    assertThat(new HashSet<>(chosen)).hasSameSizeAs(chosen);
    if (!node.connections.commands().isNetworkActive()) {
      assertThat(there).allMatch(Peer::isClosed);
    }
  }
}
