package cairn.p2p.connections;

import static cairn.p2p.connections.CallingNodes.OPTIONS;
import static cairn.p2p.connections.CallingNodes.callsWithin;
import static cairn.p2p.connections.CallingNodes.full;
import static cairn.p2p.connections.CallingNodes.nextCall;
import static cairn.p2p.connections.CallingNodes.target;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.p2p.connections.ConnectionOptions.Calls;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.Peer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Peers of a node's own choice that leave have their places back when they return. */
class LostPeersTest {
  private static final Duration HOURS = Duration.ofHours(3);

  /** Has a node all peers it calls by itself, for a while. */
  private static ConnectionsNode settled() {
    var node = full();
    node.clock.advance(Duration.ofMinutes(20));
    return node;
  }

  private static Peer first(ConnectionsNode node, ConnectionType type) {
    return node.connected(type).getFirst();
  }

  /** Others take the places of those who have gone, and cannot be reached. */
  private static List<Peer> replace(ConnectionsNode node, Peer... gone) {
    var endpoints = Stream.of(gone).map(Peer::remote).toList();
    var opened = new ArrayList<Peer>();
    for (int quiet = 0; quiet < 5; quiet++) {
      node.beat();
      while (!node.calls.isEmpty()) {
        if (endpoints.contains(target(node.call()))) {
          node.fail();
        } else {
          opened.add(node.answerAndGreet());
        }
        quiet = 0;
      }
    }
    return opened.stream().filter(peer -> peer.type() != ConnectionType.FEELER).toList();
  }

  /** Has all feelers fail until somebody is called for long. */
  private static void waitForCall(ConnectionsNode node) {
    for (int i = 0; i < 200 && nextCall(node).type() == ConnectionType.FEELER; i++) {
      node.fail();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"OUTBOUND_FULL_RELAY", "BLOCK_RELAY_ONLY"})
  void givesWhoeverReturnsItsPlaceBack(ConnectionType type) {
    var node = settled();
    var lost = first(node, type);
    var before = node.connected(type).size();
    node.leave(lost);
    var successor = replace(node, lost).getFirst();
    assertThat(successor.type()).isEqualTo(type);

    waitForCall(node);
    assertThat(node.call().type()).isEqualTo(type);
    assertThat(target(node.call())).isEqualTo(lost.remote());
    var returned = node.answer();
    assertThat(node.dropped(successor)).isEmpty(); // for nobody has come for it yet
    node.greet(returned, ConnectionsNode.FULL, true);
    assertThat(node.dropped(successor)).hasValue("its place is " + returned + "'s again");
    assertThat(node.connected(type)).hasSize(before).contains(returned);

    assertThat(callsWithin(node, HOURS)).containsOnly(ConnectionType.FEELER);
  }

  @Test
  void hasWhoStandsInGoWhicheverWasLostFirst() {
    var node = settled();
    var one = first(node, ConnectionType.OUTBOUND_FULL_RELAY);
    node.leave(one);
    var successor = replace(node, one).getFirst();
    node.clock.advance(Duration.ofMinutes(20));
    var other = first(node, ConnectionType.OUTBOUND_FULL_RELAY);
    node.leave(other);
    var another = replace(node, one, other).getFirst();

    goesBack(node, one);
    assertThat(node.dropped(successor)).isPresent();
    assertThat(node.dropped(another)).isEmpty();
    goesBack(node, other);
    assertThat(node.dropped(another)).isPresent();
  }

  /** One of those who have gone is called again, and is there. */
  private static void goesBack(ConnectionsNode node, Peer lost) {
    waitForCall(node);
    while (!target(node.call()).equals(lost.remote())) {
      node.fail();
      waitForCall(node);
    }
    node.greet(node.answer(), ConnectionsNode.FULL, true);
  }

  @Test
  void missesNobodyWhoStoodIn() {
    var node = settled();
    var lost = first(node, ConnectionType.OUTBOUND_FULL_RELAY);
    node.leave(lost);
    var standIn = replace(node, lost).getFirst();
    node.clock.advance(Duration.ofMinutes(20));
    node.leave(standIn);
    replace(node, lost, standIn);

    for (int i = 0; i < 5; i++) {
      waitForCall(node);
      assertThat(target(node.call())).isEqualTo(lost.remote());
      node.fail();
    }
  }

  @Test
  void missesWhoHasFallenSilent() {
    var node = settled();
    var lost = first(node, ConnectionType.OUTBOUND_FULL_RELAY);
    new Misconduct(node.peers, node, _ -> {}).giveUp(lost, "ping timeout");
    replace(node, lost);

    waitForCall(node);
    assertThat(target(node.call())).isEqualTo(lost.remote());
  }

  @Test
  void doesNotMissWhomItHasDropped() {
    var node = settled();
    var dropped = first(node, ConnectionType.OUTBOUND_FULL_RELAY);
    node.drop(dropped, "extra outbound peer");
    replace(node, dropped);

    assertThat(callsWithin(node, HOURS)).containsOnly(ConnectionType.FEELER);
  }

  @Test
  void doesNotMissWhoWasThereForAMoment() {
    var node = full();
    var gone = first(node, ConnectionType.OUTBOUND_FULL_RELAY);
    node.leave(gone);
    replace(node, gone);

    assertThat(callsWithin(node, HOURS)).containsOnly(ConnectionType.FEELER);
  }

  @Test
  void callsInVainAsSeldomAsFeelersAndForThreeHours() {
    var node = settled();
    var gone = node.connected(ConnectionType.OUTBOUND_FULL_RELAY).subList(0, 5);
    gone.forEach(node::leave);
    replace(node, gone.toArray(Peer[]::new));
    var calls = callsWithin(node, HOURS);
    int again = Collections.frequency(calls, ConnectionType.OUTBOUND_FULL_RELAY);
    assertThat(again).isBetween(20, calls.size() / 2);
    assertThat(calls.size()).isBetween(60, 120); // 90 on average, as without the five

    assertThat(callsWithin(node, HOURS)).containsOnly(ConnectionType.FEELER);
  }

  @Test
  void doesNotCallWhereThereIsAPeerByNow() {
    var node = new ConnectionsNode(OPTIONS);
    node.knowMany(10);
    node.settle();
    node.clock.advance(Duration.ofMinutes(20));
    var lost = first(node, ConnectionType.OUTBOUND_FULL_RELAY);
    node.leave(lost);
    var neighbour = lost.remote().toString().replace(".1.1:", ".2.2:");
    node.know(ConnectionsNode.FULL, neighbour);
    for (var call = nextCall(node);
        !target(call).toString().equals(neighbour);
        call = nextCall(node)) {
      node.fail();
    }
    node.answerAndGreet();

    assertThat(callsWithin(node, HOURS)).doesNotContain(ConnectionType.OUTBOUND_FULL_RELAY);
  }

  @Test
  void missesNobodyWhereTheOperatorChoosesPeers() {
    var node = new ConnectionsNode(OPTIONS.with(new Calls(false, List.of("1.2.3.4"), List.of())));
    node.beat();
    var peer = node.answerAndGreet();
    node.clock.advance(Duration.ofMinutes(20));
    node.leave(peer);

    assertThat(callsWithin(node, HOURS)).containsOnly(ConnectionType.MANUAL);
  }
}
