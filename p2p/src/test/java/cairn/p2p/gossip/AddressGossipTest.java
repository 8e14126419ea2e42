package cairn.p2p.gossip;

import static cairn.p2p.gossip.GossipNode.SERVICES;
import static cairn.p2p.gossip.GossipNode.endpoint;
import static cairn.p2p.peer.ConnectionType.ADDR_FETCH;
import static cairn.p2p.peer.ConnectionType.BLOCK_RELAY_ONLY;
import static cairn.p2p.peer.ConnectionType.INBOUND;
import static cairn.p2p.peer.ConnectionType.OUTBOUND_FULL_RELAY;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.p2p.gossip.AddressGossip.GossipInfo;
import cairn.p2p.peer.Peer;
import cairn.p2p.permissions.Permission;
import cairn.p2p.wire.AddressMessage.Addr;
import cairn.p2p.wire.AddressMessage.GetAddr;
import cairn.p2p.wire.NetworkType;
import cairn.p2p.wire.PeerAddress;
import cairn.p2p.wire.ServiceFlags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AddressGossipTest {
  private static final Duration LONG = Duration.ofMinutes(20);
  private static final String NEWCOMER = "8.8.4.4";
  private static final String ONION =
      "pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion";

  private final GossipNode node = new GossipNode();

  private List<Peer> inbound(int count) {
    return IntStream.range(0, count).mapToObj(this::inboundNumber).toList();
  }

  /** A peer that has sent something about addresses, and so is told of them. */
  private Peer inboundNumber(int i) {
    var peer = node.connect(INBOUND, "50." + i + ".1.1");
    node.hear(peer);
    return peer;
  }

  private PeerAddress[] many(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> node.news((20 + i / 250) + ".7." + i % 250 + ".9"))
        .toArray(PeerAddress[]::new);
  }

  private Set<Peer> toldOf(String address, List<Peer> peers) {
    var told = new HashSet<Peer>();
    for (var peer : peers) {
      if (node.toldTo(peer).contains(endpoint(address))) {
        told.add(peer);
      }
    }
    return told;
  }

  @Test
  void asksThoseItHasCalledWhichWillTellThemAll() {
    var full = node.connect(OUTBOUND_FULL_RELAY, "1.2.3.4");
    assertThat(node.sentTo(full)).containsExactly(new GetAddr());
    assertThat(node.sentTo(node.connect(BLOCK_RELAY_ONLY, "1.3.3.4"))).isEmpty();
    assertThat(node.sentTo(node.connect(INBOUND, "1.4.3.4"))).isEmpty();
    node.hear(full, many(1000));
    assertThat(node.gossip.info(full)).isEqualTo(new GossipInfo(true, 1000, 0));
    assertThat(node.addresses.counts().total()).isGreaterThan(200);
  }

  @Test
  void storesWhatItHearsAsOlderThanItIsSaidToBe() {
    var peer = inboundNumber(1);
    node.hear(peer, node.news(NEWCOMER));
    var stored = node.addresses.getAddr(10, 100, null, false, node.clock.instant());
    assertThat(stored)
        .containsExactly(
            new PeerAddress(
                node.clock.instant().minus(Duration.ofHours(2)).getEpochSecond(),
                SERVICES,
                endpoint(NEWCOMER)));
  }

  @Test
  void takesTimesThatCannotBeForFiveDaysAgo() {
    var peer = node.connect(INBOUND, "50.1.1.1", Permission.ADDR);
    long now = node.clock.instant().getEpochSecond();
    long guess = now - Duration.ofDays(5).toSeconds() - Duration.ofHours(2).toSeconds();
    node.hear(
        peer,
        new PeerAddress(0, SERVICES, endpoint("8.1.1.1")),
        new PeerAddress(100_000_000, SERVICES, endpoint("8.2.1.1")),
        new PeerAddress(now + 601, SERVICES, endpoint("8.3.1.1")),
        new PeerAddress(now + 600, SERVICES, endpoint("8.4.1.1")));
    assertThat(node.addresses.getAddr(10, 100, null, false, node.clock.instant()))
        .extracting(PeerAddress::time)
        .containsExactlyInAnyOrder(guess, guess, guess, now + 600 - 7200);
  }

  @Test
  void doesNotLetOnePeerFloodTheTables() {
    var peer = inboundNumber(1);
    node.hear(peer, many(100));
    assertThat(node.gossip.info(peer)).isEqualTo(new GossipInfo(true, 1, 99));
    node.pass(Duration.ofSeconds(100));
    node.hear(peer, many(100));
    assertThat(node.gossip.info(peer)).isEqualTo(new GossipInfo(true, 11, 189));
    var trusted = node.connect(INBOUND, "60.1.1.1", Permission.ADDR);
    node.hear(trusted, many(100));
    assertThat(node.gossip.info(trusted)).isEqualTo(new GossipInfo(true, 100, 0));
  }

  @Test
  void leavesOutWhatIsOfNoUse() {
    var peer = node.connect(INBOUND, "50.1.1.1", Permission.ADDR);
    node.unwanted.add(endpoint("8.2.1.1"));
    long now = node.clock.instant().getEpochSecond();
    node.hear(
        peer,
        new PeerAddress(now, ServiceFlags.WITNESS, endpoint("8.1.1.1")),
        node.news("8.2.1.1"),
        node.news(ONION));
    assertThat(node.addresses.counts().total()).isZero();
    node.reachable.add(NetworkType.ONION);
    node.hear(peer, node.news(ONION));
    assertThat(node.addresses.counts(NetworkType.ONION).total()).isEqualTo(1);
  }

  @Test
  void hearsNothingFromPeersThatAreForBlocksAlone() {
    var peer = node.connect(BLOCK_RELAY_ONLY, "50.1.1.1");
    node.hear(peer, node.news(NEWCOMER));
    assertThat(node.addresses.counts().total()).isZero();
    assertThat(node.gossip.info(peer)).isEqualTo(new GossipInfo(false, 0, 0));
  }

  @Test
  void passesNewsOnToTwoPeersWhichStayTheSameForADay() {
    var peers = inbound(10);
    var source = inboundNumber(20);
    node.hear(source, node.news(NEWCOMER));
    node.pass(LONG);
    var told = toldOf(NEWCOMER, peers);
    assertThat(told).hasSize(2);
    assertThat(node.toldTo(source)).isEmpty();
    node.hear(source, node.news(NEWCOMER));
    node.pass(LONG);
    assertThat(toldOf(NEWCOMER, peers)).isEmpty(); // the same two, which know of it
  }

  @Test
  void choosesOtherPeersAnotherDay() {
    var chosen = new HashSet<Set<Peer>>();
    var peers = inbound(10);
    var source = node.connect(INBOUND, "70.1.1.1", Permission.ADDR);
    for (int i = 0; i < 20; i++) {
      var address = "9." + i + ".1.1";
      node.hear(source, node.news(address));
      node.pass(LONG);
      chosen.add(toldOf(address, peers));
    }
    assertThat(chosen).allMatch(two -> two.size() == 2).hasSizeGreaterThan(10);
  }

  @Test
  void passesOnWhatItCannotReachItselfToOneOrTwo() {
    var peers = inbound(10);
    var source = node.connect(INBOUND, "70.1.1.1", Permission.ADDR);
    var sizes = new HashSet<Integer>();
    node.reachable.remove(NetworkType.IPV4);
    for (int i = 0; i < 20; i++) {
      var address = "9." + i + ".1.1";
      node.hear(source, node.news(address));
      node.pass(LONG);
      sizes.add(toldOf(address, peers).size());
    }
    assertThat(sizes).containsExactlyInAnyOrder(1, 2);
  }

  @Test
  void passesOnNeitherAnswersNorWhatIsOld() {
    var peers = inbound(3);
    var source = node.connect(INBOUND, "70.1.1.1", Permission.ADDR);
    node.hear(source, many(11));
    node.clock.advance(Duration.ofMinutes(11));
    var late = many(2);
    node.clock.advance(Duration.ofMinutes(11));
    node.hear(source, late);
    var called = node.connect(OUTBOUND_FULL_RELAY, "1.2.3.4");
    node.sentTo(called);
    node.hear(called, node.news(NEWCOMER)); // as a part of the answer
    node.pass(LONG);
    for (var peer : peers) {
      assertThat(node.toldTo(peer)).isEmpty();
    }
    node.hear(called, node.news("8.8.8.8")); // after the answer
    node.pass(LONG);
    assertThat(toldOf("8.8.8.8", List.of(peers.get(0), peers.get(1), peers.get(2), source)))
        .hasSize(2);
  }

  @Test
  void tellsPeersOfWhatTheyCanUse() {
    var old = node.greet(INBOUND, "50.1.1.1", Optional.empty());
    node.complete(old);
    node.hear(old);
    var source = node.connect(INBOUND, "70.1.1.1", Permission.ADDR);
    node.reachable.add(NetworkType.ONION);
    node.hear(source, node.news(ONION));
    node.hear(source, node.news(NEWCOMER));
    node.pass(LONG);
    assertThat(node.sentTo(old)).containsExactly(new Addr(List.of(timed(NEWCOMER))));
  }

  private PeerAddress timed(String address) {
    return new PeerAddress(
        node.clock.instant().minus(LONG).getEpochSecond(), SERVICES, endpoint(address));
  }

  @Test
  void answersThoseWhoHaveCalledOnce() {
    var source = node.connect(INBOUND, "70.1.1.1", Permission.ADDR);
    node.hear(source, many(400));
    var asking = node.connect(INBOUND, "50.1.1.1");
    node.gossip.received(asking, new GetAddr());
    node.pass(LONG);
    int share = node.addresses.counts().total() * 23 / 100;
    assertThat(node.toldTo(asking)).hasSize(share);
    node.gossip.received(asking, new GetAddr());
    node.pass(LONG);
    assertThat(node.toldTo(asking)).isEmpty();
    var called = node.connect(OUTBOUND_FULL_RELAY, "1.2.3.4");
    node.sentTo(called);
    node.gossip.received(called, new GetAddr());
    node.pass(LONG);
    assertThat(node.toldTo(called)).isEmpty();
  }

  @Test
  void answersAllWhoComeTheSameWayTheSameForADay() {
    var source = node.connect(INBOUND, "70.1.1.1", Permission.ADDR);
    node.hear(source, many(400));
    var answers = new ArrayList<Set<?>>();
    for (int i = 0; i < 3; i++) {
      answers.add(ask("50.1.1." + i));
    }
    assertThat(answers).containsOnly(answers.getFirst());
    assertThat(ask("[2001:4860::1]")).isNotEqualTo(answers.getFirst());
    node.clock.advance(Duration.ofHours(28));
    assertThat(ask("50.1.2.1")).isNotEqualTo(answers.getFirst());
  }

  @Test
  void answersAtOnceIfItHasToldNothingBefore() {
    var source = node.connect(INBOUND, "70.1.1.1", Permission.ADDR);
    node.hear(source, many(400));
    var asking = node.connect(INBOUND, "50.1.1.1");
    node.gossip.received(asking, new GetAddr());
    node.wake();
    assertThat(node.toldTo(asking)).isNotEmpty();
    var later = node.connect(INBOUND, "50.1.1.2");
    node.hear(later);
    node.wake();
    node.gossip.received(later, new GetAddr());
    node.wake();
    assertThat(node.toldTo(later)).isEmpty();
    node.pass(LONG);
    assertThat(node.toldTo(later)).isNotEmpty();
  }

  private Set<?> ask(String from) {
    var peer = node.connect(INBOUND, from);
    node.gossip.received(peer, new GetAddr());
    node.pass(LONG);
    var told = new HashSet<>(node.toldTo(peer));
    node.leave(peer);
    return told;
  }

  @Test
  void partsWithAPeerThatWasOnlyAskedForAddresses() {
    var peer = node.connect(ADDR_FETCH, "1.2.3.4");
    node.hear(peer, node.news("1.2.3.4"));
    assertThat(node.dropped(peer)).isEmpty();
    assertThat(node.misbehaved(peer)).isEmpty();
    node.hear(peer, many(2));
    assertThat(node.dropped(peer)).contains("addrfetch connection completed");
  }

  @Test
  void remembersNothingOfAPeerThatHasGone() {
    var peer = inboundNumber(1);
    node.leave(peer);
    assertThat(node.gossip.info(peer)).isEqualTo(new GossipInfo(false, 0, 0));
    node.pass(LONG);
    assertThat(node.sentTo(peer)).isEmpty();
  }
}
