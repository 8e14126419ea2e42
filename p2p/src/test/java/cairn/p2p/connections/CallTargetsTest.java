package cairn.p2p.connections;

import static cairn.p2p.connections.CallingNodes.OPTIONS;
import static cairn.p2p.connections.CallingNodes.reaching;
import static cairn.p2p.connections.CallingNodes.target;
import static cairn.p2p.connections.ConnectionsNode.FULL;
import static cairn.p2p.connections.ConnectionsNode.endpoint;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.p2p.addresses.AsMap;
import cairn.p2p.addresses.NetGroups;
import cairn.p2p.addresses.Table;
import cairn.p2p.peer.Call;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.wire.NetworkAddress.TorV3;
import cairn.p2p.wire.NetworkType;
import cairn.p2p.wire.ServiceFlags;
import cairn.p2p.wire.Subnet;
import cairn.primitives.ByteWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

/** Whom a node calls by itself, of all it knows. */
class CallTargetsTest {
  @Test
  void hasNoTwoPeersInOnePlace() {
    var node = new ConnectionsNode(OPTIONS);
    for (int i = 1; i < 100; i++) {
      node.know(FULL, "20.1.1." + i, "20.2.1." + i, "20.3.1." + i);
    }
    var places = new ArrayList<>();
    for (var peer : node.settle()) {
      places.add(new NetGroups(AsMap.NONE).of(peer.remote().address()));
    }
    assertThat(places).hasSize(3).doesNotHaveDuplicates();
  }

  @Test
  void doesNotCountInboundPeersAsBeingInAPlace() {
    var node = new ConnectionsNode(OPTIONS);
    node.letIn("20.1.9.9:1000");
    node.know(FULL, "20.1.1.1");
    node.beat();
    assertThat(target(node.call())).isEqualTo(endpoint("20.1.1.1"));
  }

  @Test
  void hasSeveralPeersInAnOverlay() {
    var node = new ConnectionsNode(reaching(NetworkType.ONION));
    node.know(FULL, onion(1) + ":8333", onion(2) + ":8333");
    int opened = node.settle().size();
    assertThat(opened).isEqualTo(2);
  }

  @Test
  void doesNotCallThoseWhoseServicesAreOfNoUse() {
    var node = new ConnectionsNode(OPTIONS);
    node.know(ServiceFlags.NETWORK, "20.1.1.1");
    node.know(ServiceFlags.WITNESS, "20.2.1.1");
    node.beats(20);
    assertThat(node.calls).isEmpty();
  }

  @Test
  void doesNotCallThoseItCannotReach() {
    var node = new ConnectionsNode(reaching(NetworkType.IPV6));
    node.know(FULL, "20.1.1.1");
    node.beats(20);
    assertThat(node.calls).isEmpty();
    node.know(FULL, "[2a01::1]:8333");
    node.beat();
    assertThat(target(node.call())).isEqualTo(endpoint("[2a01::1]:8333"));
  }

  @Test
  void doesNotCallItself() {
    var node = new ConnectionsNode(OPTIONS);
    node.own.add(endpoint("20.1.1.1"));
    node.know(FULL, "20.1.1.1");
    node.beats(20);
    assertThat(node.calls).isEmpty();
  }

  @Test
  void doesNotCallThoseWhoAreBanned() {
    var node = new ConnectionsNode(OPTIONS);
    node.know(FULL, "20.1.1.1");
    var now = node.clock.instant();
    node.bans.ban(Subnet.parse("20.1.0.0/16").orElseThrow(), 0, false, now);
    node.beats(20);
    assertThat(node.calls).isEmpty();
  }

  @Test
  void doesNotCallThoseWhoAreDiscouraged() {
    var node = new ConnectionsNode(OPTIONS);
    node.know(FULL, "20.1.1.1");
    node.discouraged.add(endpoint("20.1.1.1").address());
    node.beats(20);
    assertThat(node.calls).isEmpty();
  }

  @Test
  void doesNotCallThoseWhomTheOperatorHasAdded() {
    var node = new ConnectionsNode(OPTIONS);
    node.connections.commands().add("20.1.1.1", false);
    node.connections.commands().add("20.2.1.1:8333", false);
    node.beat();
    assertThat(node.calls).extracting(Call::type).containsOnly(ConnectionType.MANUAL);
    node.know(FULL, "20.1.1.1", "20.2.1.1", "20.3.1.1");
    for (int i = 0; i < 40; i++) {
      node.beat();
      while (!node.calls.isEmpty()) {
        if (node.calls.getFirst().type() != ConnectionType.MANUAL) {
          assertThat(target(node.calls.getFirst())).isEqualTo(endpoint("20.3.1.1"));
        }
        node.fail();
      }
    }
    assertThat(node.addresses.entries(Table.NEW)).hasSizeGreaterThanOrEqualTo(3);
  }

  @Test
  void callsAnotherServicesPortOnlyAfterFiftyTries() {
    var node = new ConnectionsNode(OPTIONS);
    node.know(FULL, "20.1.1.1:25", "20.1.1.2:8333");
    for (int i = 0; i < 20; i++) {
      node.beat();
      assertThat(target(node.call()).port()).isEqualTo(8333);
      node.leave(node.answerAndGreet());
      node.clock.advance(Duration.ofHours(1));
    }
    var alone = new ConnectionsNode(OPTIONS);
    alone.know(FULL, "20.1.1.1:25");
    alone.beat();
    assertThat(target(alone.call()).port()).isEqualTo(25);
  }

  @Test
  void doesNotMindPortsInOverlays() {
    var node = new ConnectionsNode(reaching(NetworkType.ONION));
    node.know(FULL, onion(1) + ":25", onion(2) + ":8333");
    var ports = new HashSet<Integer>();
    for (int i = 0; i < 20; i++) {
      node.beat();
      ports.add(target(node.call()).port());
      node.leave(node.answerAndGreet());
      node.clock.advance(Duration.ofHours(1));
    }
    assertThat(ports).containsExactlyInAnyOrder(25, 8333);
  }

  /** Addresses that begin with the same bits. */
  private static TorV3 onion(int last) {
    return new TorV3(new ByteWriter().uint8(0x12).bytes(new byte[30]).uint8(last).toBytes());
  }

  @Test
  void prefersThoseItHasNotTriedLately() {
    var node = new ConnectionsNode(OPTIONS);
    node.know(FULL, "20.1.1.1", "20.2.1.1");
    node.beat();
    var first = target(node.call());
    node.fail();
    node.beat();
    assertThat(target(node.call())).isNotEqualTo(first);
  }

  @Test
  void speaksV2WithThoseWhoSayThatTheyKnowIt() {
    var node = new ConnectionsNode(OPTIONS);
    node.services = FULL.with(ServiceFlags.P2P_V2);
    node.know(FULL.with(ServiceFlags.P2P_V2), "20.1.1.1");
    node.know(FULL, "20.2.1.1");
    for (int i = 0; i < 2; i++) {
      node.beat();
      var call = node.call();
      assertThat(call.encrypted()).isEqualTo(target(call).equals(endpoint("20.1.1.1")));
      node.answerAndGreet();
    }
    var old = new ConnectionsNode(OPTIONS);
    old.know(FULL.with(ServiceFlags.P2P_V2), "20.1.1.1");
    old.beat();
    assertThat(old.call().encrypted()).isFalse();
  }
}
