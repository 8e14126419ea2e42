package cairn.p2p.connections;

import static cairn.p2p.connections.ConnectionsNode.FULL;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.p2p.connections.ConnectionOptions.Calls;
import cairn.p2p.connections.ConnectionOptions.Limits;
import cairn.p2p.connections.ConnectionOptions.Seeds;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.PeerId;
import cairn.p2p.wire.Subnet;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the operator can have done. */
class ConnectionCommandsTest {
  private static final ConnectionOptions OPTIONS =
      ConnectionOptions.DEFAULT
          .with(new Seeds(List.of(), false, false, false))
          .with(new Calls(false, List.of(), List.of()));

  private final ConnectionsNode node = new ConnectionsNode(OPTIONS);
  private final ConnectionCommands commands = node.connections.commands();
  private int done;

  private boolean open(ConnectionType type) {
    return commands.open("20.%d.1.1".formatted(done), type, false, () -> done++);
  }

  @ParameterizedTest
  @CsvSource({"OUTBOUND_FULL_RELAY, 8", "BLOCK_RELAY_ONLY, 2", "ADDR_FETCH, 11", "FEELER, 11"})
  void opensAsManyOfOneTypeAsThereIsRoomFor(ConnectionType type, int most) {
    for (int i = 0; i < most; i++) {
      assertThat(open(type)).isTrue();
      assertThat(node.call().type()).isEqualTo(type);
      assertThat(done).isEqualTo(i);
      node.answer();
      assertThat(done).isEqualTo(i + 1);
    }
    assertThat(open(type)).isFalse();
    assertThat(node.calls).isEmpty();
    node.leave(node.peers.all().iterator().next());
    assertThat(open(type)).isTrue();
  }

  @Test
  void opensElevenOfAllTypes() {
    for (int i = 0; i < 8; i++) {
      assertThat(open(ConnectionType.OUTBOUND_FULL_RELAY)).isTrue();
      node.answer();
    }
    for (int i = 0; i < 3; i++) {
      assertThat(open(ConnectionType.ADDR_FETCH)).isTrue();
      node.answer();
    }
    assertThat(open(ConnectionType.BLOCK_RELAY_ONLY)).isFalse();
  }

  @Test
  void countsWhatIsBeingOpened() {
    for (int i = 0; i < 2; i++) {
      commands.open("20.%d.1.1".formatted(i), ConnectionType.BLOCK_RELAY_ONLY, false, () -> {});
    }
    assertThat(open(ConnectionType.BLOCK_RELAY_ONLY)).isFalse();
    node.fail();
    assertThat(open(ConnectionType.BLOCK_RELAY_ONLY)).isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = {"INBOUND", "MANUAL"})
  void doesNotOpenWhatItHasNotChosen(ConnectionType type) {
    assertThat(open(type)).isFalse();
  }

  @Test
  void opensNothingWhereThereIsNoRoomAtAll() {
    var there = new ConnectionsNode(OPTIONS.with(new Limits(0, 50, Duration.ofSeconds(60), 0)));
    assertThat(
            there.connections.commands().open("20.1.1.1", ConnectionType.FEELER, false, () -> {}))
        .isFalse();
  }

  @Test
  void opensConnectionsByV2IfThatIsWanted() {
    commands.open("20.1.1.1", ConnectionType.FEELER, true, () -> {});
    assertThat(node.call().encrypted()).isTrue();
  }

  @Test
  void doesNotWantAnybodyWithoutTheNetwork() {
    var inbound = node.letIn("20.1.1.1:1");
    commands.tryOnce("20.2.1.1", false, () -> {});
    var manual = node.answerAndGreet();
    commands.setNetworkActive(true);
    assertThat(node.dropped(inbound)).isEmpty();
    assertThat(commands.isNetworkActive()).isTrue();
    commands.setNetworkActive(false);
    assertThat(commands.isNetworkActive()).isFalse();
    assertThat(node.dropped(inbound)).contains("Network not active");
    assertThat(node.dropped(manual)).contains("Network not active");
  }

  @Test
  void partsWithAPeerByItsName() {
    commands.tryOnce("node.example", false, () -> {});
    node.tell(ConnectionsNode.address("20.1.1.1"));
    var peer = node.answerAndGreet();
    var other = node.letIn("20.1.1.1:1");
    assertThat(commands.disconnect("20.1.1.1:8333")).isFalse();
    assertThat(commands.disconnect("node.example")).isTrue();
    assertThat(node.dropped(peer)).contains("disconnect by address match");
    assertThat(commands.disconnect("node.example")).isFalse();
    assertThat(commands.disconnect("20.1.1.1:1")).isTrue();
    assertThat(node.dropped(other)).isPresent();
  }

  @Test
  void partsWithAPeerByItsNumber() {
    var peer = node.letIn("20.1.1.1:1");
    assertThat(commands.disconnect(new PeerId(1))).isFalse();
    assertThat(commands.disconnect(peer.id())).isTrue();
    assertThat(node.dropped(peer)).contains("disconnect by id");
    assertThat(commands.disconnect(peer.id())).isFalse();
  }

  @Test
  void partsWithAllPeersOfASubnet() {
    var one = node.letIn("20.1.1.1:1");
    var other = node.letIn("20.1.1.2:1");
    var third = node.letIn("20.1.2.1:1");
    assertThat(commands.disconnect(Subnet.parse("20.2.0.0/16").orElseThrow())).isFalse();
    assertThat(commands.disconnect(Subnet.parse("20.1.1.0/24").orElseThrow())).isTrue();
    assertThat(node.dropped(one)).contains("disconnect by subnet match");
    assertThat(node.dropped(other)).isPresent();
    assertThat(node.dropped(third)).isEmpty();
  }

  @Test
  void namesPlacesIfTheLogMayHaveThem() {
    var options =
        new ConnectionOptions(
            OPTIONS.limits(),
            OPTIONS.calls(),
            OPTIONS.seeds(),
            OPTIONS.means(),
            OPTIONS.whitelist(),
            true);
    var there = new ConnectionsNode(options);
    var one = there.letIn("20.1.1.1:1");
    var other = there.letIn("20.1.1.2:1");
    there.connections.commands().disconnect("20.1.1.1:1");
    there.connections.commands().disconnect(Subnet.parse("20.1.1.2").orElseThrow());
    assertThat(there.dropped(one)).contains("disconnect by address=20.1.1.1:1 match");
    assertThat(there.dropped(other)).contains("disconnect by subnet=20.1.1.2/32 match");
  }

  @Test
  void countsThoseWhoAreBeingClosedUntilTheyAre() {
    var peer = node.letIn("20.1.1.1:1");
    node.greet(peer, FULL, true);
    node.drop(peer, "for the test");
    assertThat(node.connections.counts().total()).isEqualTo(1);
    node.beat();
    assertThat(node.connections.counts().total()).isZero();
  }
}
