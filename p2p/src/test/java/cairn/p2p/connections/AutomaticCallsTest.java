package cairn.p2p.connections;

import static cairn.p2p.connections.ConnectionsNode.FULL;
import static cairn.p2p.connections.ConnectionsNode.endpoint;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.genesis.Networks;
import cairn.p2p.addresses.AsMap;
import cairn.p2p.addresses.NetGroups;
import cairn.p2p.addresses.Table;
import cairn.p2p.connections.ConnectionOptions.Calls;
import cairn.p2p.connections.ConnectionOptions.Limits;
import cairn.p2p.connections.ConnectionOptions.Means;
import cairn.p2p.connections.ConnectionOptions.Seeds;
import cairn.p2p.peer.Call;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.Peer;
import cairn.p2p.peer.Target;
import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.NetworkAddress.TorV3;
import cairn.p2p.wire.NetworkType;
import cairn.p2p.wire.PeerAddress;
import cairn.p2p.wire.ServiceFlags;
import cairn.p2p.wire.Subnet;
import cairn.primitives.ByteWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom a node calls by itself, and what for. */
class AutomaticCallsTest {
  private static final Seeds NO_SEEDS = new Seeds(List.of(), false, false, false);
  private static final ConnectionOptions OPTIONS = ConnectionOptions.DEFAULT.with(NO_SEEDS);
  private static final String TOR =
      "pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion:8333";

  private static ConnectionOptions with(int connections) {
    return OPTIONS.with(new Limits(connections, 50, Duration.ofSeconds(60), 0));
  }

  private static ConnectionOptions reaching(NetworkType... networks) {
    return OPTIONS.with(new Means(Set.of(networks), true, false));
  }

  private static ConnectionsNode full() {
    var node = new ConnectionsNode(OPTIONS);
    node.knowMany(1000);
    node.settle();
    return node;
  }

  /** What is called within that time, all of it in vain. Beats are longer, which does no harm. */
  private static List<ConnectionType> callsWithin(ConnectionsNode node, Duration time) {
    var types = new ArrayList<ConnectionType>();
    var end = node.clock.instant().plus(time);
    while (node.clock.instant().isBefore(end)) {
      node.clock.advance(Duration.ofMillis(2500));
      node.beat();
      while (!node.calls.isEmpty()) {
        types.add(node.call().type());
        node.fail();
      }
    }
    return types;
  }

  private static Endpoint target(Call call) {
    return ((Target.Node) call.target()).endpoint();
  }

  private static PeerAddress anchor(String text) {
    return new PeerAddress(1_799_000_000, FULL, endpoint(text));
  }

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
    var node = new ConnectionsNode(with(connections));
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
  void hasNoTwoPeersInOnePlace() {
    var node = new ConnectionsNode(OPTIONS);
    for (int i = 1; i < 100; i++) {
      node.know(FULL, "20.1.1." + i, "20.2.1." + i, "20.3.1." + i);
    }
    var places = new ArrayList<>();
    for (var peer : node.settle()) {
      places.add(new NetGroups(AsMap.NONE).of(peer.remote().address()));
    }
    assertThat(places).hasSize(3).doesNotHaveDuplicates();
  }

  @Test
  void doesNotCountInboundPeersAsBeingInAPlace() {
    var node = new ConnectionsNode(OPTIONS);
    node.letIn("20.1.9.9:1000");
    node.know(FULL, "20.1.1.1");
    node.beat();
    assertThat(target(node.call())).isEqualTo(endpoint("20.1.1.1"));
  }

  @Test
  void hasSeveralPeersInAnOverlay() {
    var node = new ConnectionsNode(reaching(NetworkType.ONION));
    node.know(FULL, onion(1) + ":8333", onion(2) + ":8333");
    int opened = node.settle().size();
    assertThat(opened).isEqualTo(2);
  }

  @Test
  void doesNotCallThoseWhoseServicesAreOfNoUse() {
    var node = new ConnectionsNode(OPTIONS);
    node.know(ServiceFlags.NETWORK, "20.1.1.1");
    node.know(ServiceFlags.WITNESS, "20.2.1.1");
    node.beats(20);
    assertThat(node.calls).isEmpty();
  }

  @Test
  void doesNotCallThoseItCannotReach() {
    var node = new ConnectionsNode(reaching(NetworkType.IPV6));
    node.know(FULL, "20.1.1.1");
    node.beats(20);
    assertThat(node.calls).isEmpty();
    node.know(FULL, "[2a01::1]:8333");
    node.beat();
    assertThat(target(node.call())).isEqualTo(endpoint("[2a01::1]:8333"));
  }

  @Test
  void doesNotCallItself() {
    var node = new ConnectionsNode(OPTIONS);
    node.own.add(endpoint("20.1.1.1"));
    node.know(FULL, "20.1.1.1");
    node.beats(20);
    assertThat(node.calls).isEmpty();
  }

  @Test
  void doesNotCallThoseWhoAreBanned() {
    var node = new ConnectionsNode(OPTIONS);
    node.know(FULL, "20.1.1.1");
    var now = node.clock.instant();
    node.bans.ban(Subnet.parse("20.1.0.0/16").orElseThrow(), 0, false, now);
    node.beats(20);
    assertThat(node.calls).isEmpty();
  }

  @Test
  void doesNotCallThoseWhoAreDiscouraged() {
    var node = new ConnectionsNode(OPTIONS);
    node.know(FULL, "20.1.1.1");
    node.discouraged.add(endpoint("20.1.1.1").address());
    node.beats(20);
    assertThat(node.calls).isEmpty();
  }

  @Test
  void doesNotCallThoseWhomTheOperatorHasAdded() {
    var node = new ConnectionsNode(OPTIONS);
    node.connections.commands().add("20.1.1.1", false);
    node.connections.commands().add("20.2.1.1:8333", false);
    node.beat();
    assertThat(node.calls).extracting(Call::type).containsOnly(ConnectionType.MANUAL);
    node.know(FULL, "20.1.1.1", "20.2.1.1", "20.3.1.1");
    for (int i = 0; i < 40; i++) {
      node.beat();
      while (!node.calls.isEmpty()) {
        if (node.calls.getFirst().type() != ConnectionType.MANUAL) {
          assertThat(target(node.calls.getFirst())).isEqualTo(endpoint("20.3.1.1"));
        }
        node.fail();
      }
    }
    assertThat(node.addresses.entries(Table.NEW)).hasSizeGreaterThanOrEqualTo(3);
  }

  @Test
  void callsAnotherServicesPortOnlyAfterFiftyTries() {
    var node = new ConnectionsNode(OPTIONS);
    node.know(FULL, "20.1.1.1:25", "20.1.1.2:8333");
    for (int i = 0; i < 20; i++) {
      node.beat();
      assertThat(target(node.call()).port()).isEqualTo(8333);
      node.leave(node.answerAndGreet());
      node.clock.advance(Duration.ofHours(1));
    }
    var alone = new ConnectionsNode(OPTIONS);
    alone.know(FULL, "20.1.1.1:25");
    alone.beat();
    assertThat(target(alone.call()).port()).isEqualTo(25);
  }

  @Test
  void doesNotMindPortsInOverlays() {
    var node = new ConnectionsNode(reaching(NetworkType.ONION));
    node.know(FULL, onion(1) + ":25", onion(2) + ":8333");
    var ports = new HashSet<Integer>();
    for (int i = 0; i < 20; i++) {
      node.beat();
      ports.add(target(node.call()).port());
      node.leave(node.answerAndGreet());
      node.clock.advance(Duration.ofHours(1));
    }
    assertThat(ports).containsExactlyInAnyOrder(25, 8333);
  }

  /** Addresses that begin with the same bits. */
  private static TorV3 onion(int last) {
    return new TorV3(new ByteWriter().uint8(0x12).bytes(new byte[30]).uint8(last).toBytes());
  }

  @Test
  void prefersThoseItHasNotTriedLately() {
    var node = new ConnectionsNode(OPTIONS);
    node.know(FULL, "20.1.1.1", "20.2.1.1");
    node.beat();
    var first = target(node.call());
    node.fail();
    node.beat();
    assertThat(target(node.call())).isNotEqualTo(first);
  }

  @Test
  void speaksV2WithThoseWhoSayThatTheyKnowIt() {
    var node = new ConnectionsNode(OPTIONS);
    node.services = FULL.with(ServiceFlags.P2P_V2);
    node.know(FULL.with(ServiceFlags.P2P_V2), "20.1.1.1");
    node.know(FULL, "20.2.1.1");
    for (int i = 0; i < 2; i++) {
      node.beat();
      var call = node.call();
      assertThat(call.encrypted()).isEqualTo(target(call).equals(endpoint("20.1.1.1")));
      node.answerAndGreet();
    }
    var old = new ConnectionsNode(OPTIONS);
    old.know(FULL.with(ServiceFlags.P2P_V2), "20.1.1.1");
    old.beat();
    assertThat(old.call().encrypted()).isFalse();
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
    var node = new ConnectionsNode(with(connections));
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

  private static Call nextCall(ConnectionsNode node) {
    for (int i = 0; i < 10_000 && node.calls.isEmpty(); i++) {
      node.beat();
    }
    return node.call();
  }

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
            with(5).with(new Means(EnumSet.of(NetworkType.IPV4, NetworkType.ONION), true, false)));
    node.knowMany(1000);
    node.settle();
    node.know(FULL, TOR);
    assertThat(callsWithin(node, Duration.ofHours(1)))
        .isEmpty(); // there is no room for feelers either
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
