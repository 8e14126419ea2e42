package cairn.p2p.connections;

import static cairn.p2p.connections.ConnectionsNode.FULL;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.p2p.connections.ConnectionOptions.Calls;
import cairn.p2p.connections.ConnectionOptions.Limits;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.Peer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When a peer is taken for not being there. */
class InactivityTest {
  private static final ConnectionOptions OPTIONS =
      ConnectionOptions.DEFAULT.with(new Calls(false, List.of(), List.of()));

  private final ConnectionsNode node = new ConnectionsNode(OPTIONS);
  private final Peer peer = node.letIn("20.1.1.1:1");

  private Optional<String> after(Duration time) {
    node.clock.advance(time.minus(Connections.BEAT));
    node.beat();
    return node.dropped(peer);
  }

  @Test
  void waitsAMinuteForTheFirstByte() {
    node.lastReceived.put(peer, Optional.empty());
    assertThat(after(Duration.ofSeconds(60))).isEmpty();
    assertThat(after(Connections.BEAT))
        .contains("socket no message in first 60 seconds, never received from peer");
  }

  @Test
  void waitsAMinuteUntilItCanSendAByte() {
    node.lastSent.put(peer, Optional.empty());
    assertThat(after(Duration.ofSeconds(60))).isEmpty();
    assertThat(after(Connections.BEAT))
        .contains("socket no message in first 60 seconds, never sent to peer");
  }

  @Test
  void saysThatThereWasNothingEitherWay() {
    node.lastReceived.put(peer, Optional.empty());
    node.lastSent.put(peer, Optional.empty());
    assertThat(after(Duration.ofSeconds(61)))
        .contains(
            "socket no message in first 60 seconds, never received from peer, never sent to peer");
  }

  @Test
  void waitsAMinuteForTheHandshake() {
    assertThat(after(Duration.ofSeconds(60))).isEmpty();
    assertThat(after(Connections.BEAT)).contains("version handshake timeout");
  }

  @Test
  void tellsWhichHandshakeWasNotDone() {
    node.undecided.add(peer);
    assertThat(after(Duration.ofSeconds(61))).contains("V2 handshake timeout");
  }

  @Test
  void waitsTwentyMinutesForTheNextByte() {
    node.greet(peer, FULL, true);
    node.lastReceived.put(peer, Optional.of(node.clock.instant()));
    assertThat(after(Duration.ofMinutes(20))).isEmpty();
    assertThat(after(Duration.ofSeconds(1))).contains("socket receive timeout: 1201s");
  }

  @Test
  void waitsTwentyMinutesUntilItCanSendTheNextByte() {
    node.greet(peer, FULL, true);
    node.lastSent.put(peer, Optional.of(node.clock.instant()));
    assertThat(after(Duration.ofMinutes(20))).isEmpty();
    assertThat(after(Duration.ofSeconds(1))).contains("socket sending timeout: 1201s");
  }

  @Test
  void leavesThoseAloneWhoAreThere() {
    node.greet(peer, FULL, true);
    assertThat(after(Duration.ofDays(1))).isEmpty();
  }

  @Test
  void givesThoseFiveMinutesWhomItHasCalledForAddresses() {
    var patient = new ConnectionsNode(OPTIONS.with(new Limits(100, 50, Duration.ofDays(9999), 0)));
    var peers = new ArrayList<Peer>();
    for (var type : List.of(ConnectionType.ADDR_FETCH, ConnectionType.BLOCK_RELAY_ONLY)) {
      patient
          .connections
          .commands()
          .open("20.%d.1.1".formatted(peers.size()), type, false, () -> {});
      peers.add(patient.answerAndGreet());
    }
    patient.clock.advance(Duration.ofMinutes(5).minus(Connections.BEAT));
    patient.beat();
    assertThat(patient.dropped(peers.getFirst())).isEmpty();
    patient.beat();
    assertThat(patient.dropped(peers.getFirst())).contains("addrfetch connection timeout");
    assertThat(patient.dropped(peers.getLast())).isEmpty();
  }

  @Test
  void isAsPatientAsTheOperatorWants() {
    var there = new ConnectionsNode(OPTIONS.with(new Limits(100, 50, Duration.ofSeconds(3), 0)));
    var silent = there.letIn("20.1.1.1:1");
    there.lastSent.put(silent, Optional.empty());
    there.beats(6);
    assertThat(there.dropped(silent)).isEmpty();
    there.beat();
    assertThat(there.dropped(silent))
        .contains("socket no message in first 3 seconds, never sent to peer");
  }

  @Test
  void hasAnInactivePeerLeaveAndItsPlaceBeTaken() {
    assertThat(after(Duration.ofSeconds(61))).isPresent();
    assertThat(node.connections.counts().total()).isZero();
  }
}
