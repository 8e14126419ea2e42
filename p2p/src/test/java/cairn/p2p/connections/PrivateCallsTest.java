package cairn.p2p.connections;

import static cairn.p2p.connections.CallingNodes.reaching;
import static cairn.p2p.connections.CallingNodes.target;
import static cairn.p2p.connections.ConnectionsNode.FULL;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.p2p.connections.ConnectionOptions.Calls;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.wire.NetworkAddress.TorV3;
import cairn.p2p.wire.NetworkType;
import cairn.p2p.wire.ServiceFlags;
import cairn.primitives.Bytes;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Calls for transactions of the node's own. */
class PrivateCallsTest {
  private static final int ONIONS = 100;
  private static final int KEY_LENGTH = 32;

  private static ConnectionsNode node(NetworkType... networks) {
    var node = new ConnectionsNode(reaching(networks).with(new Calls(false, List.of(), List.of())));
    for (int i = 0; i < ONIONS; i++) {
      var key = new byte[KEY_LENGTH];
      key[0] = (byte) i;
      node.know(FULL, new TorV3(Bytes.wrap(key)) + ":8333");
    }
    return node;
  }

  @Test
  void callsAsManyOnionsAsAreWanted() {
    var node = node(NetworkType.IPV4, NetworkType.ONION);
    node.know(FULL, "20.1.1.1");
    node.beat();
    assertThat(node.calls).isEmpty();
    node.connections.forOwnTransactions().want(2);
    node.beat();
    node.beat();
    assertThat(node.calls)
        .hasSize(2)
        .allSatisfy(call -> {
          assertThat(call.type()).isEqualTo(ConnectionType.PRIVATE_BROADCAST);
          assertThat(target(call).toString()).endsWith(".onion:8333");
        });
    node.answerAndGreet();
    node.answerAndGreet();
    node.beat();
    assertThat(node.calls).isEmpty();
  }

  @Test
  void callsOthersInsteadOfThoseWhoAreNotThere() {
    var node = node(NetworkType.ONION);
    node.connections.forOwnTransactions().want(1);
    for (int i = 0; i < 10; i++) {
      node.beat();
      assertThat(node.calls).hasSize(1);
      node.fail();
    }
    node.connections.forOwnTransactions().wantLess(3);
    node.beat();
    assertThat(node.calls).isEmpty();
  }

  @Test
  void callsOthersByTorOnceItIsKnownToBeThere() {
    var node = node(NetworkType.IPV4, NetworkType.ONION);
    node.know(FULL, "20.1.1.1", "20.2.1.1", "20.3.1.1");
    node.connections.forOwnTransactions().want(1);
    node.beat();
    node.answerAndGreet();
    var networks = new HashSet<NetworkType>();
    for (int i = 0; i < 50; i++) {
      node.connections.forOwnTransactions().want(1);
      node.beat();
      for (var call : List.copyOf(node.calls)) {
        networks.add(target(call).address().network());
        node.fail();
      }
      node.connections.forOwnTransactions().wantLess(1);
    }
    assertThat(networks).containsExactlyInAnyOrder(NetworkType.IPV4, NetworkType.ONION);
  }

  @Test
  void callsNobodyWithoutTor() {
    var node = node(NetworkType.IPV4);
    node.know(FULL, "20.1.1.1");
    node.connections.forOwnTransactions().want(3);
    node.beat();
    assertThat(node.calls).isEmpty();
  }

  @Test
  void remembersNothingOfWhomItHasCalled() {
    var node = node(NetworkType.ONION);
    node.connections.forOwnTransactions().want(1);
    node.beat();
    var peer = node.answerAndGreet();
    node.connections.offers(peer, ServiceFlags.NONE);
    node.clock.advance(Duration.ofDays(1));
    node.leave(peer);
    assertThat(node.addresses.counts().inTried()).isZero();
  }

  @Test
  void opensNoMoreThanSixtyFour() {
    var node = node(NetworkType.ONION);
    node.connections.forOwnTransactions().want(1000);
    for (int i = 0; i < 100; i++) {
      node.beat();
    }
    assertThat(node.calls).hasSize(64);
  }
}
