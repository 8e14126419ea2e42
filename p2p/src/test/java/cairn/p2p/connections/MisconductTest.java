package cairn.p2p.connections;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.Peer;
import cairn.p2p.permissions.Permission;
import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.NetworkAddress;
import cairn.p2p.wire.NetworkType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MisconductTest {
  private final SpeakingNode node = new SpeakingNode();
  private final List<NetworkAddress> discouraged = new ArrayList<>();
  private final Misconduct misconduct = new Misconduct(node.peers, node, discouraged::add);

  private Peer inbound(String endpoint) {
    var remote = Endpoint.parse(endpoint, 1000).orElseThrow();
    return node.peer(ConnectionType.INBOUND, remote, NetworkType.IPV4);
  }

  @Test
  void dropsAPeerOnceAndSaysNothingOfItsAddress() {
    var peer = inbound("20.1.1.1");
    misconduct.drop(peer, "for the test");
    misconduct.drop(peer, "for the test");
    assertThat(peer.isClosed()).isTrue();
    assertThat(node.closed).containsExactly(peer);
    assertThat(discouraged).isEmpty();
  }

  @Test
  void discouragesAllWhoHaveTheAddressOfOneThatMisbehaves() {
    var peer = inbound("20.1.1.1:1");
    var neighbour = inbound("20.1.1.1:2");
    var other = inbound("20.1.1.2:1");
    misconduct.misbehaving(peer, "for the test");
    assertThat(discouraged).containsExactly(peer.remote().address());
    assertThat(node.closed).containsExactly(peer, neighbour);
    assertThat(other.isClosed()).isFalse();
  }

  @Test
  void blamesNobodyTwice() {
    var peer = inbound("20.1.1.1");
    misconduct.misbehaving(peer, "");
    misconduct.misbehaving(peer, "");
    assertThat(discouraged).hasSize(1);
    assertThat(node.closed).containsExactly(peer);
  }

  @Test
  void keepsThoseWhoMayDoAnything() {
    var peer = node.peer(ConnectionType.INBOUND, Permission.NOBAN);
    misconduct.misbehaving(peer, "for the test");
    assertThat(peer.isClosed()).isFalse();
    assertThat(discouraged).isEmpty();
  }

  @Test
  void keepsThoseWhomTheOperatorHasCalled() {
    var peer = node.peer(ConnectionType.MANUAL);
    misconduct.misbehaving(peer, "for the test");
    assertThat(peer.isClosed()).isFalse();
    assertThat(discouraged).isEmpty();
  }

  @Test
  void dropsThoseOfThisMachineAndDoesNotDiscourageThem() {
    var peer = inbound("127.0.0.1:1");
    var neighbour = inbound("127.0.0.1:2");
    misconduct.misbehaving(peer, "for the test");
    assertThat(peer.isClosed()).isTrue();
    assertThat(neighbour.isClosed()).isFalse();
    assertThat(discouraged).isEmpty();
  }
}
