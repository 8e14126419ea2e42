package cairn.p2p.connections;

import static cairn.p2p.connections.CallingNodes.OPTIONS;
import static cairn.p2p.connections.CallingNodes.full;
import static cairn.p2p.connections.CallingNodes.target;
import static cairn.p2p.connections.CallingNodes.wanting;
import static cairn.p2p.connections.ConnectionsNode.FULL;
import static cairn.p2p.connections.ConnectionsNode.endpoint;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.genesis.Networks;
import cairn.p2p.connections.ConnectionOptions.Calls;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.Peer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many a node calls by itself, and when. */
class AutomaticCallsTest {
  @Test
  void callsEightForEverythingAndTwoForBlocksOneAfterTheOther() {
    var node = new ConnectionsNode(OPTIONS);
    node.knowMany(1000);
    var types = new ArrayList<ConnectionType>();
    for (int i = 0; i < 12; i++) {
      node.beats(2);
      if (!node.calls.isEmpty()) {
        types.add(node.call().type());
        node.answerAndGreet();
      }
    }
    assertThat(types.subList(0, 8)).containsOnly(ConnectionType.OUTBOUND_FULL_RELAY);
    assertThat(types.subList(8, types.size()))
        .containsExactly(ConnectionType.BLOCK_RELAY_ONLY, ConnectionType.BLOCK_RELAY_ONLY);
  }

  @Test
  void callsOneAtATime() {
    var node = new ConnectionsNode(OPTIONS);
    node.knowMany(100);
    node.beats(20);
    assertThat(node.calls).hasSize(1);
    node.fail();
    node.beats(20);
    assertThat(node.calls).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 0", "1, 1, 0", "8, 8, 0", "9, 8, 1", "10, 8, 2", "11, 8, 2"})
  void hasNoMoreThanTheOperatorWants(int connections, int fullRelay, int blockRelay) {
    var node = new ConnectionsNode(wanting(connections));
    node.knowMany(1000);
    node.settle();
    assertThat(node.connected(ConnectionType.OUTBOUND_FULL_RELAY)).hasSize(fullRelay);
    assertThat(node.connected(ConnectionType.BLOCK_RELAY_ONLY)).hasSize(blockRelay);
  }

  @Test
  void replacesAPeerThatGoes() {
    var node = full();
    node.leave(node.connected(ConnectionType.OUTBOUND_FULL_RELAY).getFirst());
    node.beat();
    assertThat(node.call().type()).isEqualTo(ConnectionType.OUTBOUND_FULL_RELAY);
    node.answerAndGreet();
    node.leave(node.connected(ConnectionType.BLOCK_RELAY_ONLY).getFirst());
    node.beat();
    assertThat(node.call().type()).isEqualTo(ConnectionType.BLOCK_RELAY_ONLY);
  }

  @Test
  void countsFailuresOnlyIfItSeemsToBeOnline() {
    assertThat(isGivenUpAfterThreeFailures(0, 200)).isFalse();
    assertThat(isGivenUpAfterThreeFailures(1, 200)).isFalse();
    assertThat(isGivenUpAfterThreeFailures(2, 200)).isTrue();
    // Whoever wants few peers never has more.
    assertThat(isGivenUpAfterThreeFailures(0, 2)).isFalse();
    assertThat(isGivenUpAfterThreeFailures(1, 2)).isTrue();
    assertThat(isGivenUpAfterThreeFailures(0, 1)).isTrue();
  }

  private static boolean isGivenUpAfterThreeFailures(int peers, int connections) {
    var node = new ConnectionsNode(wanting(connections));
    for (int i = 1; i <= peers; i++) {
      node.know(FULL, "20.%d.1.1".formatted(i));
      node.beat();
      node.answerAndGreet();
    }
    node.know(FULL, "20.9.1.1");
    for (int i = 0; i < 3; i++) {
      node.clock.advance(Duration.ofMinutes(11));
      node.addresses.good(endpoint("1.2.3.4"), node.clock.instant());
      node.beat();
      assertThat(target(node.call())).isEqualTo(endpoint("20.9.1.1"));
      node.fail();
    }
    node.clock.advance(Duration.ofMinutes(11));
    return node.addresses.getAddr(0, 0, null, true, node.clock.instant()).stream()
        .noneMatch(address -> address.endpoint().equals(endpoint("20.9.1.1")));
  }

  @Test
  void callsNobodyWhereTheOperatorNamesThePeers() {
    var node = new ConnectionsNode(OPTIONS.with(new Calls(false, List.of(), List.of())));
    node.knowMany(100);
    node.beats(100);
    assertThat(node.calls).isEmpty();
    assertThat(node.connections.isOn()).isFalse();
  }

  @Test
  void callsNobodyWhileTheNetworkIsSwitchedOff() {
    var node = full();
    node.connections.commands().setNetworkActive(false);
    assertThat(node.connections.isOn()).isFalse();
    node.beats(100);
    assertThat(node.calls).isEmpty();
    assertThat(node.connections.counts().total()).isZero();
    node.connections.commands().setNetworkActive(true);
    assertThat(node.connections.isOn()).isTrue();
    node.settle();
    assertThat(node.connected(ConnectionType.OUTBOUND_FULL_RELAY)).hasSize(8);
    assertThat(node.connected(ConnectionType.BLOCK_RELAY_ONLY)).hasSize(2);
  }

  @Test
  void isRepeatable() {
    var one = new ConnectionsNode(OPTIONS, Networks.main(), 5, List.of());
    var other = new ConnectionsNode(OPTIONS, Networks.main(), 5, List.of());
    one.knowMany(300);
    other.knowMany(300);
    assertThat(one.settle().stream().map(Peer::remote))
        .containsExactlyElementsOf(other.settle().stream().map(Peer::remote).toList());
  }
}
