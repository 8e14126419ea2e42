package cairn.p2p.connections;

import static cairn.p2p.connections.ConnectionsNode.endpoint;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.p2p.connections.AddedNode.Contact;
import cairn.p2p.connections.AddedNode.Status;
import cairn.p2p.connections.ConnectionOptions.Calls;
import cairn.p2p.connections.ConnectionOptions.Seeds;
import cairn.p2p.peer.Call;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.Peer;
import cairn.p2p.wire.ServiceFlags;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The nodes that the operator names: those that are added, and those that are the only ones. */
class NamedNodesTest {
  private static final int SECOND = 2;
  private static final ConnectionOptions OPTIONS =
      ConnectionOptions.DEFAULT.with(new Seeds(List.of(), false, false, false));

  private static ConnectionsNode only(String... names) {
    return new ConnectionsNode(OPTIONS.with(new Calls(false, List.of(names), List.of())));
  }

  private static ConnectionsNode added(String... names) {
    return new ConnectionsNode(OPTIONS.with(new Calls(false, List.of(), List.of(names))));
  }

  private static String[] many(int count) {
    return IntStream.range(0, count).mapToObj("20.%d.1.1"::formatted).toArray(String[]::new);
  }

  @Test
  void callsAddedNodesOneAfterTheOther() {
    var node = added("20.1.1.1", "20.2.1.1");
    node.beats(10);
    assertThat(node.call().name()).isEqualTo("20.1.1.1");
    assertThat(node.call().type()).isEqualTo(ConnectionType.MANUAL);
    node.answerAndGreet();
    node.beat();
    assertThat(node.call().name()).isEqualTo("20.2.1.1");
    node.answerAndGreet();
    node.beats(200 * SECOND);
    assertThat(node.calls).isEmpty();
  }

  @Test
  void callsThemAgainAfterAMinute() {
    var node = added("20.1.1.1");
    node.beat();
    node.fail();
    node.beats(60 * SECOND);
    assertThat(node.calls).isEmpty();
    node.beat();
    assertThat(node.calls).hasSize(1);
  }

  @Test
  void callsAgainWithinAMinuteWhomItHasLost() {
    var node = added("20.1.1.1");
    node.beat();
    var peer = node.answerAndGreet();
    node.beats(300 * SECOND);
    node.leave(peer);
    node.beats(2 * SECOND);
    assertThat(node.calls).hasSize(1);
  }

  @Test
  void callsWhoIsAddedWithinTwoSeconds() {
    var node = added();
    node.beats(3);
    assertThat(node.connections.commands().add("20.1.1.1", false)).isTrue();
    node.beats(2 * SECOND - 1);
    assertThat(node.calls).hasSize(1);
  }

  @Test
  void isConnectedToEightAddedNodesAtMost() {
    var node = added(many(10));
    var peers = new ArrayList<Peer>();
    for (int i = 0; i < 8; i++) {
      node.beat();
      peers.add(node.answerAndGreet());
    }
    node.beats(300 * SECOND);
    assertThat(node.calls).isEmpty();
    node.leave(peers.getFirst());
    node.beat();
    assertThat(node.calls).hasSize(1);
  }

  @Test
  void hasNoRoomTakenByWhomItCallsOnce() {
    var node = added("20.9.1.1");
    for (int i = 0; i < 8; i++) {
      node.connections.commands().tryOnce("21.%d.1.1".formatted(i), false, () -> {});
      node.answerAndGreet();
    }
    node.beat();
    assertThat(node.call().name()).isEqualTo("20.9.1.1");
  }

  @Test
  void callsNobodyWhoHasCalledByHimself() {
    var node = added("20.1.1.1:8333");
    node.letIn("20.1.1.1:8333");
    node.beats(10);
    assertThat(node.calls).isEmpty();
  }

  @Test
  void addsNobodyTwice() {
    var commands = added("20.1.1.1", "node.example").connections.commands();
    assertThat(commands.add("20.1.1.1", false)).isFalse();
    assertThat(commands.add("20.1.1.1:8333", false)).isFalse();
    assertThat(commands.add("20.1.257", false)).isFalse();
    assertThat(commands.add("node.example", false)).isFalse();
    assertThat(commands.add("20.1.1.1:8334", false)).isTrue();
    assertThat(commands.add("node.example:8333", false)).isTrue();
  }

  @Test
  void callsNobodyAnyMoreWhoIsRemoved() {
    var node = added("20.1.1.1");
    var commands = node.connections.commands();
    assertThat(commands.remove("20.1.1.1:8333")).isFalse();
    assertThat(commands.remove("20.1.1.1")).isTrue();
    assertThat(commands.remove("20.1.1.1")).isFalse();
    node.beats(200);
    assertThat(node.calls).isEmpty();
  }

  @Test
  void triesV2AsTheOperatorWants() {
    var node = added();
    node.connections.commands().add("20.1.1.1", true);
    node.beat();
    assertThat(node.call().encrypted()).isTrue();
    node.fail();
    node.connections.commands().add("20.2.1.1", false);
    node.beats(61 * SECOND);
    assertThat(node.calls.getFirst().name()).isEqualTo("20.1.1.1");
    node.fail();
    node.beat();
    assertThat(node.call())
        .extracting(Call::name, Call::encrypted)
        .containsExactly("20.2.1.1", false);
  }

  @Test
  void tellsWhoIsConnectedAndHow() {
    var node = added("20.1.1.1", "20.2.1.1", "node.example");
    node.letIn("20.2.1.1:8333");
    node.beat();
    assertThat(node.call().name()).isEqualTo("20.1.1.1");
    node.answer();
    node.beat();
    node.tell(endpoint("20.3.1.1").address());
    node.answer();
    assertThat(node.connections.commands().addedNodes())
        .containsExactly(
            new Status(
                new AddedNode("20.1.1.1", false),
                Optional.of(new Contact(endpoint("20.1.1.1"), false))),
            new Status(
                new AddedNode("20.2.1.1", false),
                Optional.of(new Contact(endpoint("20.2.1.1"), true))),
            new Status(
                new AddedNode("node.example", false),
                Optional.of(new Contact(endpoint("20.3.1.1"), false))));
    node.leave(node.peers.all().iterator().next());
    assertThat(node.connections.commands().addedNodes().get(1).contact()).isEmpty();
  }

  @Test
  void callsOnlyThoseWhomTheOperatorNames() {
    var node = only("20.1.1.1", "20.2.1.1");
    node.knowMany(100);
    node.beat();
    assertThat(node.call())
        .extracting(Call::name, Call::type)
        .containsExactly("20.1.1.1", ConnectionType.MANUAL);
    node.answerAndGreet();
    node.beat();
    assertThat(node.call().name()).isEqualTo("20.2.1.1");
    node.answerAndGreet();
    node.beats(1000);
    assertThat(node.calls).isEmpty();
  }

  @Test
  void callsThemLessOftenTheLongerItTakes() {
    var node = only("20.1.1.1");
    var gaps = new ArrayList<Integer>();
    int gap = 0;
    for (int i = 0; i < 130; i++) {
      node.beat();
      gap++;
      if (!node.calls.isEmpty()) {
        gaps.add(gap);
        gap = 0;
        node.fail();
      }
    }
    assertThat(gaps.subList(0, 15))
        .containsExactly(1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 11, 11, 11);
  }

  @Test
  void triesV2WithThemIfItSpeaksIt() {
    var node = only("20.1.1.1");
    node.services = ConnectionsNode.FULL.with(ServiceFlags.P2P_V2);
    node.beat();
    assertThat(node.call().encrypted()).isTrue();
  }

  @Test
  void hasNoBoundForThem() {
    var node = only(many(20));
    for (int i = 0; i < 20; i++) {
      node.beat();
      node.answerAndGreet();
    }
    assertThat(node.connections.counts().outbound()).isEqualTo(20);
  }
}
