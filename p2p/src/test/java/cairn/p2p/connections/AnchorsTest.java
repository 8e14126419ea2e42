package cairn.p2p.connections;

import static cairn.p2p.connections.CallingNodes.OPTIONS;
import static cairn.p2p.connections.CallingNodes.TOR;
import static cairn.p2p.connections.CallingNodes.full;
import static cairn.p2p.connections.CallingNodes.target;
import static cairn.p2p.connections.ConnectionsNode.FULL;
import static cairn.p2p.connections.ConnectionsNode.endpoint;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.Peer;
import cairn.p2p.wire.PeerAddress;
import cairn.p2p.wire.ServiceFlags;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The peers for blocks that a node begins with, as it had them when it stopped. */
class AnchorsTest {
  private static PeerAddress anchor(String text) {
    return new PeerAddress(1_799_000_000, FULL, endpoint(text));
  }

  @Test
  void beginsWithTheAnchorsTheLastOneFirst() {
    var node = new ConnectionsNode(OPTIONS, List.of(anchor("20.1.1.1"), anchor("20.2.1.1")));
    node.knowMany(100);
    node.beat();
    assertThat(node.call().type()).isEqualTo(ConnectionType.BLOCK_RELAY_ONLY);
    assertThat(target(node.call())).isEqualTo(endpoint("20.2.1.1"));
    node.answerAndGreet();
    node.beat();
    assertThat(node.call().type()).isEqualTo(ConnectionType.BLOCK_RELAY_ONLY);
    assertThat(target(node.call())).isEqualTo(endpoint("20.1.1.1"));
    node.answerAndGreet();
    node.beat();
    assertThat(node.call().type()).isEqualTo(ConnectionType.OUTBOUND_FULL_RELAY);
  }

  @Test
  void triesEachAnchorOnce() {
    var node = new ConnectionsNode(OPTIONS, List.of(anchor("20.1.1.1")));
    node.beat();
    node.fail();
    node.beats(20);
    assertThat(node.calls).isEmpty();
  }

  @Test
  void looksElsewhereIfAnAnchorIsNoGood() {
    var useless = new PeerAddress(1_799_000_000, ServiceFlags.NETWORK, endpoint("20.1.1.1"));
    var node = new ConnectionsNode(OPTIONS, List.of(useless, anchor("[2a01::1]:8333")));
    node.own.add(endpoint("[2a01::1]:8333"));
    node.know(FULL, "20.3.1.1");
    node.beat();
    assertThat(node.call().type()).isEqualTo(ConnectionType.BLOCK_RELAY_ONLY);
    assertThat(target(node.call())).isEqualTo(endpoint("20.3.1.1"));
  }

  @Test
  void takesNoAnchorThatItCannotReachOrWhereAPeerIs() {
    var onion = new PeerAddress(1_799_000_000, FULL, endpoint(TOR));
    var node = new ConnectionsNode(OPTIONS, List.of(onion, anchor("20.1.9.9")));
    node.connections.commands().tryOnce("20.1.1.1", false, () -> {});
    node.answerAndGreet();
    node.know(FULL, "20.3.1.1");
    node.beat();
    assertThat(target(node.call())).isEqualTo(endpoint("20.3.1.1"));
  }

  @Test
  void takesNoAnchorOnceItHasTwoPeersForBlocks() {
    var node = new ConnectionsNode(OPTIONS, List.of(anchor("20.1.1.1")));
    for (var at : List.of("20.2.1.1", "20.3.1.1")) {
      node.connections.commands().open(at, ConnectionType.BLOCK_RELAY_ONLY, false, () -> {});
      node.answerAndGreet();
    }
    node.beats(10);
    assertThat(node.calls).isEmpty();
  }

  @Test
  void takesTwoAnchorsAtMost() {
    var node =
        new ConnectionsNode(
            OPTIONS, List.of(anchor("20.1.1.1"), anchor("20.2.1.1"), anchor("20.3.1.1")));
    for (int i = 0; i < 2; i++) {
      node.beat();
      assertThat(target(node.call())).isNotEqualTo(endpoint("20.3.1.1"));
      node.fail();
    }
    node.beats(10);
    assertThat(node.calls).isEmpty();
  }

  @Test
  void keepsTheTwoOldestPeersForBlocksAsAnchors() {
    var node = full();
    var blockRelay = node.connected(ConnectionType.BLOCK_RELAY_ONLY);
    assertThat(node.connections.anchors())
        .extracting(PeerAddress::endpoint)
        .containsExactlyElementsOf(blockRelay.stream().map(Peer::remote).toList());
    node.leave(blockRelay.getFirst());
    assertThat(node.connections.anchors())
        .extracting(PeerAddress::endpoint)
        .containsExactly(blockRelay.getLast().remote());
  }
}
