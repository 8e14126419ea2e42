package cairn.p2p.sync;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.genesis.Networks;
import cairn.p2p.BlockTree;
import cairn.p2p.BlockTree.Entry;
import cairn.p2p.FakeClock;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.Peer;
import cairn.p2p.wire.ChainMessage.BlockMessage;
import cairn.p2p.wire.ChainMessage.GetHeaders;
import cairn.p2p.wire.ChainMessage.Headers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which peers of this node's own choice are kept, and when another one is looked for. */
class OutboundPeersTest {
  private static final Duration PATIENCE = Duration.ofMinutes(20).plusSeconds(1);
  private static final Duration LAST_CALL = Duration.ofMinutes(2).plusSeconds(1);

  private final BlockTree tree = new BlockTree(Networks.regtest());
  private final FakeClock clock =
      new FakeClock(Instant.ofEpochSecond(tree.genesis().header().time()).plus(Duration.ofDays(1)));
  private final SyncNode node = new SyncNode(tree, clock);
  private Entry tip = tree.genesis();

  @BeforeEach
  void haveARecentChain() {
    for (int i = 0; i < 5; i++) {
      mine();
    }
  }

  private void mine() {
    tip = tree.mine(tip, clock.instant().getEpochSecond(), List.of());
    node.mine(List.of(tip));
  }

  private void announce(Peer peer, Entry block) {
    node.receive(peer, new Headers(List.of(block.header())));
  }

  /** Has a peer give a new block, which all know that it has. */
  private Entry give(Peer peer) {
    tip = tree.mine(tip, clock.instant().getEpochSecond(), List.of());
    node.receive(peer, new BlockMessage(tip.contents()));
    announce(peer, tip);
    return tip;
  }

  private Peer connect(ConnectionType type) {
    var peer = node.connect(type, SyncNode.FULL);
    node.sentTo(peer);
    return peer;
  }

  @Test
  void partsWithAPeerThatAnnouncesNothing() {
    var peer = connect(ConnectionType.OUTBOUND_FULL_RELAY);
    node.advance(PATIENCE);
    var asked = node.sentTo(peer, GetHeaders.class);
    assertThat(asked).hasSize(1);
    assertThat(asked.getFirst().locator().getFirst()).isEqualTo(tip.header().previous());
    assertThat(node.dropped(peer)).isEmpty();
    node.advance(LAST_CALL);
    assertThat(node.dropped(peer))
        .contains("Outbound peer has old chain, best known block = <none>");
  }

  @Test
  void doesNotWaitUntilOthersAreDueWhenAPeersTimeIsUp() {
    var peer = connect(ConnectionType.OUTBOUND_FULL_RELAY);
    node.advance(Duration.ofMinutes(20).minusSeconds(10));
    assertThat(node.sentTo(peer, GetHeaders.class)).isEmpty();
    node.advance(Duration.ofSeconds(11));
    assertThat(node.sentTo(peer, GetHeaders.class)).hasSize(1);
  }

  @Test
  void partsWithAPeerThatStaysBehind() {
    var peer = connect(ConnectionType.OUTBOUND_FULL_RELAY);
    announce(peer, tip.ancestor(4));
    node.advance(PATIENCE);
    node.advance(LAST_CALL);
    assertThat(node.dropped(peer)).isPresent();
  }

  @Test
  void keepsAPeerThatFollowsAtADistance() {
    var peer = connect(ConnectionType.OUTBOUND_FULL_RELAY);
    mine();
    for (int i = 0; i < 10; i++) {
      var previous = tip;
      mine();
      node.advance(PATIENCE);
      announce(peer, previous);
      node.advance(LAST_CALL);
    }
    assertThat(node.dropped(peer)).isEmpty();
  }

  @Test
  void keepsAPeerThatCatchesUpInTime() {
    var peer = connect(ConnectionType.BLOCK_RELAY_ONLY);
    node.advance(PATIENCE);
    announce(peer, tip);
    node.advance(PATIENCE);
    node.advance(LAST_CALL);
    assertThat(node.dropped(peer)).isEmpty();
  }

  @Test
  void keepsFourPeersThatOnceHadAsGoodAChain() {
    var peers =
        IntStream.range(0, 5).mapToObj(_ -> connect(ConnectionType.OUTBOUND_FULL_RELAY)).toList();
    peers.forEach(peer -> announce(peer, tip));
    mine();
    node.advance(PATIENCE);
    node.advance(LAST_CALL);
    assertThat(peers.stream().map(node::dropped).filter(Optional::isPresent)).hasSize(1);
    assertThat(node.dropped(peers.getLast())).isPresent();
    assertThat(node.synchroniser.info(peers.getFirst()).isProtected()).isTrue();
  }

  @Test
  void doesNotProtectPeersForBlocksAlone() {
    var peer = connect(ConnectionType.BLOCK_RELAY_ONLY);
    announce(peer, tip);
    mine();
    node.advance(PATIENCE);
    node.advance(LAST_CALL);
    assertThat(node.dropped(peer)).isPresent();
  }

  @Test
  void keepsPeersThatItDidNotChoose() {
    var inbound = connect(ConnectionType.INBOUND);
    var manual = connect(ConnectionType.MANUAL);
    node.advance(PATIENCE);
    node.advance(LAST_CALL);
    assertThat(node.dropped(inbound)).isEmpty();
    assertThat(node.dropped(manual)).isEmpty();
  }

  @Test
  void looksForAnotherPeerWhenThereIsNoBlockForLong() {
    node.advance(Duration.ofMinutes(29));
    assertThat(node.search.extraAllowed).isFalse();
    node.advance(Duration.ofMinutes(11));
    assertThat(node.search.extraAllowed).isTrue();
    mine();
    node.advance(Duration.ofMinutes(11));
    assertThat(node.search.extraAllowed).isFalse();
  }

  @Test
  void looksForNobodyWhileItOpensNoConnections() {
    node.search.on = false;
    node.advance(Duration.ofHours(1));
    assertThat(node.search.extraAllowed).isFalse();
  }

  @Test
  void triesOutPeersForBlocksAloneOnceTheChainIsUpToDate() {
    var behind = new SyncNode(tree, clock);
    behind.advance(Duration.ofMinutes(1));
    assertThat(behind.search.extraBlockRelayBegun).isFalse();
    node.advance(Duration.ofMinutes(1));
    assertThat(node.search.extraBlockRelayBegun).isTrue();
  }

  @Test
  void partsWithThePeerThatAnnouncedANewBlockLongestAgo() {
    var first = connect(ConnectionType.OUTBOUND_FULL_RELAY);
    var second = connect(ConnectionType.OUTBOUND_FULL_RELAY);
    var third = connect(ConnectionType.OUTBOUND_FULL_RELAY);
    var next = tree.mine(tip, clock.instant().getEpochSecond(), List.of());
    // Not the first to announce it, so it counts for nothing, but keeps them from being behind.
    protectOthers();
    announce(first, next);
    node.receive(first, new BlockMessage(next.contents()));
    announce(second, next);
    announce(third, next);
    node.search.extraFullRelay = 1;
    node.search.extraAllowed = true;
    node.advance(Duration.ofMinutes(1));
    assertThat(node.dropped(first)).isEmpty();
    assertThat(node.dropped(second)).isEmpty();
    assertThat(node.dropped(third)).isPresent();
    assertThat(node.search.extraAllowed).isFalse();
  }

  private void protectOthers() {
    for (int i = 0; i < 4; i++) {
      announce(connect(ConnectionType.OUTBOUND_FULL_RELAY), tip);
    }
  }

  @Test
  void keepsTheOnlyPeerOfANetwork() {
    var peer = connect(ConnectionType.OUTBOUND_FULL_RELAY);
    node.search.several = false;
    node.search.extraFullRelay = 1;
    node.advance(Duration.ofMinutes(1));
    assertThat(node.dropped(peer)).isEmpty();
  }

  @Test
  void givesANewPeerHalfAMinute() {
    node.advance(Duration.ofSeconds(20));
    var peer = connect(ConnectionType.OUTBOUND_FULL_RELAY);
    node.search.extraFullRelay = 1;
    node.advance(Duration.ofSeconds(25));
    assertThat(node.dropped(peer)).isEmpty();
    node.advance(Duration.ofSeconds(45));
    assertThat(node.dropped(peer)).isPresent();
  }

  @Test
  void partsWithTheYoungestPeerForBlocksAloneUnlessTheNextIsBehind() {
    var old = connect(ConnectionType.BLOCK_RELAY_ONLY);
    announce(old, tip);
    var young = connect(ConnectionType.BLOCK_RELAY_ONLY);
    give(young);
    node.search.extraBlockRelay = 1;
    node.advance(Duration.ofSeconds(45));
    assertThat(node.dropped(young)).isPresent(); // for it was faster once, and no more
    assertThat(node.dropped(old)).isEmpty();

    node.search.extraBlockRelay = 0;
    var useful = connect(ConnectionType.BLOCK_RELAY_ONLY);
    for (int i = 0; i < 5; i++) {
      give(useful);
    }
    node.search.extraBlockRelay = 1;
    node.advance(Duration.ofSeconds(45));
    assertThat(node.dropped(useful)).isEmpty();
    assertThat(node.dropped(old)).isPresent();

    var youngest = connect(ConnectionType.BLOCK_RELAY_ONLY);
    announce(youngest, tip);
    node.advance(Duration.ofSeconds(45));
    assertThat(node.dropped(useful)).isEmpty();
    assertThat(node.dropped(youngest)).isPresent();
  }
}
