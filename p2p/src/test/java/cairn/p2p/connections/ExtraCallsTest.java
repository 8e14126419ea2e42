package cairn.p2p.connections;

import static cairn.p2p.connections.CallingNodes.TOR;
import static cairn.p2p.connections.CallingNodes.callsWithin;
import static cairn.p2p.connections.CallingNodes.full;
import static cairn.p2p.connections.CallingNodes.nextCall;
import static cairn.p2p.connections.CallingNodes.reaching;
import static cairn.p2p.connections.CallingNodes.target;
import static cairn.p2p.connections.CallingNodes.wanting;
import static cairn.p2p.connections.ConnectionsNode.FULL;
import static cairn.p2p.connections.ConnectionsNode.endpoint;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.p2p.connections.ConnectionOptions.Means;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.wire.NetworkType;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

/** Calls beyond the usual number: for another view of the chain, or of another network. */
class ExtraCallsTest {
  @Test
  void triesOutMorePeersForBlocksOnceTheChainIsUpToDate() {
    var node = full();
    node.connections.beginExtraBlockRelay();
    var calls = callsWithin(node, Duration.ofHours(10));
    assertThat(Collections.frequency(calls, ConnectionType.BLOCK_RELAY_ONLY))
        .isBetween(84, 156); // of 120 on average
  }

  @Test
  void callsOneMoreForEverythingWhileThatIsAllowed() {
    var node = full();
    node.connections.allowExtraFullRelay(true);
    node.beat();
    assertThat(node.call().type()).isEqualTo(ConnectionType.OUTBOUND_FULL_RELAY);
    node.answerAndGreet();
    assertThat(node.connections.extraFullRelayPeers()).isEqualTo(1);
    node.beats(10);
    assertThat(node.calls).isEmpty(); // there is no room for yet another one
    node.connections.allowExtraFullRelay(false);
    node.leave(node.connected(ConnectionType.OUTBOUND_FULL_RELAY).getLast());
    node.beats(4);
    assertThat(node.calls).isEmpty();
    assertThat(node.connections.extraFullRelayPeers()).isZero();
  }

  @Test
  void countsAsExtraOnlyThoseWhoAreReady() {
    var node = full();
    node.connections.allowExtraFullRelay(true);
    node.beat();
    var peer = node.answer();
    assertThat(node.connections.extraFullRelayPeers()).isZero();
    node.greet(peer, FULL, true);
    assertThat(node.connections.extraFullRelayPeers()).isEqualTo(1);
  }

  @Test
  void looksForAPeerInEachNetwork() {
    var node = new ConnectionsNode(reaching(NetworkType.IPV4, NetworkType.ONION));
    node.knowMany(1000);
    node.settle();
    node.know(FULL, TOR);
    for (var call = nextCall(node); call.type() == ConnectionType.FEELER; call = nextCall(node)) {
      node.fail();
    }
    assertThat(node.call().type()).isEqualTo(ConnectionType.OUTBOUND_FULL_RELAY);
    assertThat(target(node.call())).isEqualTo(endpoint(TOR));
    assertThat(node.connections.hasSeveralBy(NetworkType.IPV4)).isTrue();
    node.answerAndGreet();
    assertThat(node.connections.extraFullRelayPeers()).isEqualTo(1);
    assertThat(node.connections.hasSeveralBy(NetworkType.ONION)).isFalse();
  }

  @Test
  void looksForNoFurtherNetworksWithFewerPeersThanUsual() {
    var node =
        new ConnectionsNode(
            wanting(5)
                .with(new Means(EnumSet.of(NetworkType.IPV4, NetworkType.ONION), true, false)));
    node.knowMany(1000);
    node.settle();
    node.know(FULL, TOR);
    assertThat(callsWithin(node, Duration.ofHours(1)))
        .isEmpty(); // there is no room for feelers either
  }
}
