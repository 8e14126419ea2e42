package cairn.p2p.connections;

import static cairn.p2p.connections.CallingNodes.OPTIONS;
import static cairn.p2p.connections.CallingNodes.callsWithin;
import static cairn.p2p.connections.CallingNodes.full;
import static cairn.p2p.connections.CallingNodes.nextCall;
import static cairn.p2p.connections.CallingNodes.target;
import static cairn.p2p.connections.ConnectionsNode.FULL;
import static cairn.p2p.connections.ConnectionsNode.endpoint;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.p2p.addresses.Table;
import cairn.p2p.peer.Call;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.wire.ServiceFlags;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Short calls that find out whether somebody is there. */
class FeelersTest {
  @Test
  void sendsAFeelerAboutEveryTwoMinutes() {
    var node = full();
    var calls = callsWithin(node, Duration.ofHours(10));
    assertThat(calls).containsOnly(ConnectionType.FEELER);
    assertThat(calls.size()).isBetween(240, 360); // some three and a half deviations from 300
  }

  @Test
  void movesWhomAFeelerHasFoundToTheTriedTable() {
    var node = full();
    int tried = node.addresses.counts().inTried();
    Call call = nextCall(node);
    assertThat(call.type()).isEqualTo(ConnectionType.FEELER);
    var peer = node.answerAndGreet();
    assertThat(node.dropped(peer)).contains("feeler connection completed");
    assertThat(node.addresses.counts().inTried()).isEqualTo(tried + 1);
    assertThat(node.connections.counts().outbound()).isEqualTo(10);
  }

  @Test
  void sendsFeelersToThoseFirstWhosePlaceAnotherWants() {
    var node = full();
    collide(node);
    assertThat(node.addresses.selectTriedCollision()).isPresent();
    var tried = node.addresses.entries(Table.TRIED);
    assertThat(tried)
        .extracting(entry -> entry.address().endpoint())
        .contains(target(nextCall(node)));
  }

  /** Has some want the places in the tried table of others, who were last seen hours ago. */
  private static void collide(ConnectionsNode node) {
    for (int i = 1; i < 250; i++) {
      var at = endpoint("60.1.1." + i);
      node.know(FULL, at.toString());
      if (i == 125) {
        node.clock.advance(Duration.ofHours(5));
      }
      node.addresses.good(at, node.clock.instant());
    }
  }

  @Test
  void sendsNoFeelersToItsPeers() {
    var node = full();
    collide(node);
    for (var entry : node.addresses.entries(Table.TRIED)) {
      node.arrive(entry.address().endpoint().toString());
    }
    assertThat(node.addresses.selectTriedCollision()).isPresent();
    for (int i = 0; i < 5; i++) {
      var target = target(nextCall(node));
      node.fail();
      assertThat(target.toString()).doesNotStartWith("60.");
    }
  }

  @Test
  void sendsFeelersOnlyToThoseWhoMayKnowOthers() {
    var node = new ConnectionsNode(OPTIONS);
    for (int i = 0; i < 10; i++) {
      node.know(FULL, "20.%d.1.1".formatted(i));
    }
    node.settle();
    node.know(ServiceFlags.WITNESS, "30.1.1.1", "30.2.1.1");
    assertThat(callsWithin(node, Duration.ofHours(1))).isEmpty();
    node.know(ServiceFlags.NETWORK_LIMITED, "30.3.1.1");
    assertThat(target(nextCall(node))).isEqualTo(endpoint("30.3.1.1"));
  }
}
