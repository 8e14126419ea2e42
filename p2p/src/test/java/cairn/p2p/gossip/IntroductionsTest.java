package cairn.p2p.gossip;

import static cairn.p2p.gossip.GossipNode.SERVICES;
import static cairn.p2p.gossip.GossipNode.endpoint;
import static cairn.p2p.peer.ConnectionType.INBOUND;
import static cairn.p2p.peer.ConnectionType.OUTBOUND_FULL_RELAY;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.p2p.gossip.LocalAddresses.Source;
import cairn.p2p.peer.Peer;
import cairn.p2p.wire.AddressMessage.AddrV2;
import cairn.p2p.wire.AddressMessage.GetAddr;
import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.PeerAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IntroductionsTest {
  private static final String HERE = "93.184.216.34:18444";
  private static final Duration DAYS = Duration.ofDays(4);

  private final GossipNode node = new GossipNode();

  @Test
  void tellsAPeerWhereThisNodeIs() {
    node.local.add(endpoint(HERE), Source.MANUAL);
    var peer = node.connect(OUTBOUND_FULL_RELAY, "1.2.3.4");
    var self = new PeerAddress(node.clock.instant().getEpochSecond(), SERVICES, endpoint(HERE));
    assertThat(node.sentTo(peer)).containsExactly(new GetAddr(), new AddrV2(List.of(self)));
  }

  @Test
  void tellsWhoeverHasCalledOnceItSpeaksOfAddresses() {
    node.local.add(endpoint(HERE), Source.MANUAL);
    var peer = node.connect(INBOUND, "50.1.1.1");
    assertThat(node.sentTo(peer)).isEmpty();
    node.hear(peer);
    assertThat(node.toldTo(peer)).containsExactly(endpoint(HERE));
  }

  @Test
  void tellsItAgainNowAndThen() {
    node.local.add(endpoint(HERE), Source.MANUAL);
    var peer = node.connect(OUTBOUND_FULL_RELAY, "1.2.3.4");
    assertThat(node.toldTo(peer)).hasSize(1);
    node.pass(DAYS);
    assertThat(node.toldTo(peer))
        .containsOnly(endpoint(HERE))
        .hasSizeBetween(1, 12); // four on average
    node.leave(peer);
    node.pass(DAYS);
    assertThat(node.toldTo(peer)).isEmpty();
  }

  @Test
  void forgetsThoseWhoHaveGone() {
    node.local.add(endpoint(HERE), Source.MANUAL);
    var peer = node.connect(OUTBOUND_FULL_RELAY, "1.2.3.4");
    assertThat(node.gossip.isEmpty()).isFalse();
    node.leave(peer);
    assertThat(node.gossip.isEmpty()).isTrue();
  }

  @Test
  void tellsItAtOnceIfThatWasDueLongAgo() {
    node.local.add(endpoint(HERE), Source.MANUAL);
    var peer = node.connect(OUTBOUND_FULL_RELAY, "1.2.3.4");
    assertThat(node.toldTo(peer)).hasSize(1);
    node.clock.advance(Duration.ofDays(20));
    node.mineNow();
    node.wake();
    node.wake();
    assertThat(node.toldTo(peer)).containsExactly(endpoint(HERE));
  }

  @Test
  void waitsUntilItHasTheChain() {
    var late = new GossipNode();
    late.clock.advance(Duration.ofDays(400)); // which is how old the tip is
    late.local.add(endpoint(HERE), Source.MANUAL);
    var peer = late.connect(OUTBOUND_FULL_RELAY, "1.2.3.4");
    late.pass(Duration.ofMinutes(5));
    assertThat(late.toldTo(peer)).isEmpty();
    late.mineNow();
    late.pass(Duration.ofSeconds(61));
    assertThat(late.toldTo(peer)).containsExactly(endpoint(HERE));
  }

  @Test
  void tellsNothingWhereItCannotBeCalled() {
    var deaf = new GossipNode(false, 1);
    deaf.local.add(endpoint(HERE), Source.MANUAL);
    var peer = deaf.connect(OUTBOUND_FULL_RELAY, "1.2.3.4");
    deaf.pass(DAYS);
    assertThat(deaf.toldTo(peer)).isEmpty();
  }

  @Test
  void believesAPeerAsLongAsItKnowsNoBetter() {
    var seen = endpoint("93.184.216.99:4711");
    var inbound = node.greet(INBOUND, "50.1.1.1", Optional.of(seen));
    assertThat(node.local.bestFor(inbound)).contains(seen);
    var outbound = node.greet(OUTBOUND_FULL_RELAY, "50.2.1.1", Optional.of(seen));
    assertThat(node.local.bestFor(outbound)).contains(endpoint("93.184.216.99:18444"));
    var near = node.greet(INBOUND, "192.168.1.1", Optional.of(seen));
    assertThat(node.local.bestFor(near)).isEmpty();
    var silent = node.greet(INBOUND, "50.1.1.1", Optional.of(endpoint("10.0.0.1")));
    assertThat(node.local.bestFor(silent)).isEmpty();
  }

  @Test
  void tellsNowAndThenWhatThePeerSees() {
    node.local.add(endpoint(HERE), Source.MANUAL);
    var seen = endpoint("93.184.216.99:18444");
    var peer = node.greet(INBOUND, "50.1.1.1", Optional.of(seen));
    assertThat(timesSeen(peer, seen)).isBetween(400, 600);
    node.local.seen(endpoint(HERE));
    assertThat(timesSeen(peer, seen)).isBetween(80, 180);
  }

  private int timesSeen(Peer peer, Endpoint seen) {
    int count = 0;
    for (int i = 0; i < 1000; i++) {
      var told = node.local.bestFor(peer).orElseThrow();
      assertThat(told).isIn(seen, endpoint(HERE));
      count += told.equals(seen) ? 1 : 0;
    }
    return count;
  }
}
