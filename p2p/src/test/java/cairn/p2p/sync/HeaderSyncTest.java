package cairn.p2p.sync;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.p2p.BlockTree.Entry;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.Peer;
import cairn.p2p.permissions.Permission;
import cairn.p2p.wire.ChainMessage.GetHeaders;
import cairn.p2p.wire.ChainMessage.Headers;
import cairn.p2p.wire.ChainMessage.SendHeaders;
import cairn.p2p.wire.InventoryItem;
import cairn.p2p.wire.InventoryMessage.Inv;
import cairn.p2p.wire.ServiceFlags;
import cairn.primitives.BlockHash;
import cairn.primitives.BlockHeader;
import cairn.primitives.Target;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeaderSyncTest extends NodeBehind {
  private static Inv inv(Entry block) {
    return new Inv(List.of(InventoryItem.of(block.hash())));
  }

  private BlockHash askedFrom(Peer peer) {
    var asked = node.sentTo(peer, GetHeaders.class);
    assertThat(asked).hasSize(1);
    return asked.getFirst().locator().getFirst();
  }

  private boolean wasAsked(Peer peer) {
    return !node.sentTo(peer, GetHeaders.class).isEmpty();
  }

  @Test
  void asksASinglePeerForAllHeadersWhileFarBehind() {
    var first = node.outbound();
    var second = node.outbound();
    assertThat(askedFrom(first)).isEqualTo(genesis.hash());
    assertThat(wasAsked(second)).isFalse();
  }

  @Test
  void asksAnotherPeerWhenNobodyHasBroughtAnythingForFiveSeconds() {
    var silent = node.outbound();
    var second = node.outbound();
    var third = node.outbound();
    assertThat(wasAsked(silent)).isTrue();
    node.advance(Duration.ofSeconds(5));
    assertThat(wasAsked(second)).isFalse();
    node.advance(Duration.ofSeconds(1));
    assertThat(wasAsked(second)).isTrue();
    node.advance(Duration.ofSeconds(4));
    node.receive(second, headers(tree.mine(genesis, 3)));
    node.advance(Duration.ofSeconds(4));
    assertThat(wasAsked(third)).isFalse();
    node.advance(Duration.ofSeconds(2));
    assertThat(wasAsked(third)).isTrue();
    assertThat(node.dropped(silent)).isEmpty();
  }

  @Test
  void partsWithAPeerThatDoesNotAnswerWhileOthersDo() {
    var silent = node.outbound();
    var second = node.outbound();
    node.advance(Duration.ofSeconds(25));
    assertThat(node.dropped(silent)).isEmpty();
    node.receive(second, headers(tree.mine(genesis, 3)));
    node.advance(Duration.ofSeconds(1));
    assertThat(node.dropped(silent)).contains("Timeout downloading headers");
    assertThat(node.dropped(second)).isEmpty();
  }

  @Test
  void keepsAPeerThatHasNothingNew() {
    var empty = node.outbound();
    node.receive(empty, new Headers(List.of()));
    var second = node.outbound();
    node.advance(Duration.ofSeconds(6));
    node.receive(second, headers(tree.mine(genesis, 3)));
    node.advance(Duration.ofMinutes(1));
    assertThat(node.dropped(empty)).isEmpty();
  }

  @Test
  void asksEveryPeerFromBeforeTheBestHeaderWhenThatIsOfTheLastDay() {
    var old = tree.mine(genesis, 3);
    node.mine(old);
    node.mine(List.of(mineNow(old.getLast())));
    for (int i = 0; i < 3; i++) {
      assertThat(askedFrom(node.outbound())).isEqualTo(old.getLast().hash());
    }
  }

  @Test
  void doesNotAskPeersThatServeNoBlocks() {
    var peer = node.connect(ConnectionType.OUTBOUND_FULL_RELAY, ServiceFlags.WITNESS);
    assertThat(wasAsked(peer)).isFalse();
  }

  @Test
  void asksAnInboundPeerOnlyIfThereIsNoOther() {
    var inbound = node.connect(ConnectionType.INBOUND, SyncNode.FULL);
    assertThat(wasAsked(inbound)).isTrue();
    var another = new SyncNode(tree, clock);
    var outbound = another.connect(ConnectionType.OUTBOUND_FULL_RELAY, SyncNode.FULL);
    var late = another.connect(ConnectionType.INBOUND, SyncNode.FULL);
    assertThat(another.sentTo(outbound, GetHeaders.class)).hasSize(1);
    assertThat(another.sentTo(late, GetHeaders.class)).isEmpty();
  }

  @Test
  void goesOnAsLongAsMessagesAreFull() {
    var chain = tree.mine(genesis, 2_500);
    var peer = node.outbound();
    node.sentTo(peer);
    node.receive(peer, headers(chain.subList(0, 2_000)));
    assertThat(askedFrom(peer)).isEqualTo(chain.get(1_999).hash());
    node.receive(peer, headers(chain.subList(2_000, 2_500)));
    assertThat(wasAsked(peer)).isFalse();
    assertThat(node.chain.bestHeader().height()).isEqualTo(2_500);
    assertThat(node.synchroniser.info(peer).syncedHeaders()).isEqualTo(2_500);
  }

  @Test
  void asksForWhatIsMissingBeforeHeadersThatFollowNothingKnown() {
    var chain = tree.mine(genesis, 5);
    var peer = node.outbound();
    node.receive(peer, new Headers(List.of()));
    node.sentTo(peer);
    node.receive(peer, headers(chain.subList(3, 5)));
    assertThat(askedFrom(peer)).isEqualTo(genesis.hash());
    assertThat(node.misbehaved(peer)).isEmpty();
    // The peer has that block, as is known once somebody has sent its header.
    node.receive(node.outbound(), headers(chain));
    node.synchroniser.tend(peer);
    assertThat(node.synchroniser.info(peer).syncedHeaders()).isEqualTo(5);
  }

  @Test
  void doesNotAskAgainBeforeTheAnswerIsOverdue() {
    var chain = tree.mine(genesis, 5);
    var peer = node.outbound();
    node.sentTo(peer);
    node.receive(peer, headers(chain.subList(3, 5)));
    assertThat(wasAsked(peer)).isFalse();
    node.advance(Duration.ofMinutes(2).plusMillis(1));
    node.receive(peer, headers(chain.subList(3, 5)));
    assertThat(wasAsked(peer)).isTrue();
  }

  @Test
  void partsWithWhoeverSendsHeadersWithoutWork() {
    var header = tree.mine(genesis).header();
    while (HeaderChecks.fault(List.of(header), List.of(header.hash()), limit()).isEmpty()) {
      header = header.withNonce(header.nonce() + 1);
    }
    var peer = node.outbound();
    node.receive(peer, new Headers(List.of(header)));
    assertThat(node.misbehaved(peer)).contains("header with invalid proof of work");
  }

  @Test
  void partsWithWhoeverClaimsATargetThatIsTooEasy() {
    var old = genesis.header();
    var easy = new BlockHeader(4, genesis.hash(), old.merkleRoot(), old.time(), 0x2100ffffL, 0);
    var peer = node.outbound();
    node.receive(peer, new Headers(List.of(easy)));
    assertThat(node.misbehaved(peer)).contains("header with invalid proof of work");
  }

  @Test
  void partsWithWhoeverSendsHeadersThatDoNotFollowEachOther() {
    var chain = tree.mine(genesis, 3);
    var peer = node.outbound();
    node.receive(peer, headers(List.of(chain.get(0), chain.get(2))));
    assertThat(node.misbehaved(peer)).contains("non-continuous headers sequence");
  }

  private Target limit() {
    return tree.network().consensus().proofOfWork().limit();
  }

  @Test
  void ignoresAShortBranchWithLittleWork() {
    var chain = tree.mine(genesis, 200);
    node.mine(chain);
    var branch = tree.mine(genesis, 50);
    var peer = node.outbound();
    node.receive(peer, headers(branch));
    assertThat(node.chain.find(branch.getFirst().hash())).isNull();
    assertThat(node.misbehaved(peer)).isEmpty();
    assertThat(node.dropped(peer)).isEmpty();
  }

  @Test
  void takesABranchThatForksOffNearTheTip() {
    var chain = tree.mine(genesis, 200);
    node.mine(chain);
    var branch = tree.mine(chain.get(60), 1);
    var peer = node.outbound();
    node.receive(peer, headers(branch));
    assertThat(node.chain.find(branch.getFirst().hash())).isNotNull();
  }

  @Test
  void takesAnyBranchFromPeersThatTheOperatorTrusts() {
    node.mine(tree.mine(genesis, 200));
    var branch = tree.mine(genesis, 5);
    var peer =
        node.connect(ConnectionType.INBOUND, SyncNode.FULL, Permission.NOBAN, Permission.DOWNLOAD);
    node.receive(peer, headers(branch));
    assertThat(node.chain.find(branch.getLast().hash())).isNotNull();
  }

  @Test
  void getsALongBranchTwiceBeforeItsHeadersAreStored() {
    var poor = node(5_000);
    var chain = tree.mine(genesis, 5_000);
    var peer = poor.outbound();
    for (int pass = 0; pass < 2; pass++) {
      for (int at = 0; at < 5_000; at += 2_000) {
        assertThat(poor.chain.bestHeader().height()).isZero();
        assertThat(poor.synchroniser.info(peer).presyncedHeaders())
            .isEqualTo(pass == 0 ? at - (at == 0 ? 1 : 0) : 5_000);
        poor.receive(peer, headers(chain.subList(at, Math.min(at + 2_000, 5_000))));
      }
    }
    assertThat(poor.chain.bestHeader().height()).isEqualTo(5_000);
    assertThat(poor.synchroniser.info(peer).presyncedHeaders()).isEqualTo(-1);
  }

  @Test
  void partsWithAPeerThatSendsHeadersWithoutWorkBeyondMeasure() {
    var poor = node(40_000);
    var best = genesis;
    for (int i = 0; i < 100; i++) {
      best = mineHard(best);
      poor.chain.takeHeaders(List.of(best));
    }
    assertThat(best.work()).isGreaterThan(poor.chain.known(genesis).work().shiftLeft(15));
    var flood = tree.mine(genesis, 22_000);
    var peer = poor.outbound();
    for (int at = 0; at < 20_000; at += 2_000) {
      poor.receive(peer, headers(flood.subList(at, at + 2_000)));
    }
    assertThat(poor.dropped(peer)).isEmpty();
    poor.receive(peer, headers(flood.subList(20_000, 22_000)));
    assertThat(poor.dropped(peer))
        .contains("headers without work beyond those of the best chain (height=22000)");
  }

  @Test
  void partsWithAPeerOfItsOwnChoiceWhoseLongChainHasTooLittleWork() {
    var poor = node(5_000);
    var chain = tree.mine(genesis, 2_900);
    var chosen = poor.outbound();
    var wanted = poor.connect(ConnectionType.MANUAL, SyncNode.FULL);
    for (var peer : List.of(chosen, wanted)) {
      poor.receive(peer, headers(chain.subList(0, 2_000)));
      assertThat(poor.dropped(peer)).isEmpty();
      poor.receive(peer, headers(chain.subList(2_000, 2_900)));
    }
    assertThat(poor.dropped(chosen)).contains("outbound peer headers chain has insufficient work");
    assertThat(poor.dropped(wanted)).isEmpty();
  }

  /** A header with a thousand times the least work. */
  private Entry mineHard(Entry previous) {
    long bits = 0x1f1fffff;
    var target = Target.fromCompact(bits).orElseThrow();
    var header =
        new BlockHeader(
            4,
            previous.hash(),
            previous.header().merkleRoot(),
            previous.header().time() + 600,
            bits,
            0);
    while (!target.isMetBy(header.hash())) {
      header = header.withNonce(header.nonce() + 1);
    }
    return tree.of(header);
  }

  /** A node to which a branch of fewer blocks is worth nothing. */
  private SyncNode node(int blocks) {
    var own = genesis.work();
    var required = own.multiply(BigInteger.valueOf(blocks + 1L));
    var network = tree.network().with(tree.network().facts().withMinimumChainWork(required));
    return new SyncNode(tree, clock, network, SyncOptions.DEFAULT);
  }

  @Test
  void partsWithAnOutboundPeerWhoseWholeChainIsNotEnough() {
    var poor = node(50);
    var chain = tree.mine(genesis, 40);
    var trusted = poor.connect(ConnectionType.OUTBOUND_FULL_RELAY, SyncNode.FULL, Permission.NOBAN);
    poor.receive(trusted, headers(chain));
    assertThat(poor.dropped(trusted)).contains("outbound peer headers chain has insufficient work");
  }

  @Test
  void asksOnePeerMoreForEachNewBlockThatIsNamed() {
    var chain = tree.mine(genesis, 3);
    node.outbound();
    var second = node.outbound();
    var third = node.outbound();
    node.receive(second, inv(chain.get(1)));
    node.receive(third, inv(chain.get(1)));
    assertThat(wasAsked(second)).isTrue();
    assertThat(wasAsked(third)).isFalse();
    node.receive(third, inv(chain.get(2)));
    assertThat(wasAsked(third)).isTrue();
  }

  @Test
  void tellsPeersThatHeadersMayAnnounceBlocksOnceTheyHaveEnoughWork() {
    var chain = tree.mine(genesis, 3);
    var peer = node.outbound();
    assertThat(node.sentTo(peer, SendHeaders.class)).isEmpty();
    node.receive(peer, headers(chain));
    assertThat(node.sentTo(peer, SendHeaders.class)).hasSize(1);
    node.receive(peer, headers(chain));
    assertThat(node.sentTo(peer, SendHeaders.class)).isEmpty();
  }

  @Test
  void partsWithAPeerWhoseHeadersTakeTooLongIfThereAreOthers() {
    var slow = node.outbound();
    var other = node.outbound();
    node.sentTo(other);
    // A quarter of an hour, and a millisecond for each block of a year.
    node.advance(Duration.ofMinutes(15).plusSeconds(52));
    assertThat(node.dropped(slow)).isEmpty();
    node.advance(Duration.ofSeconds(2));
    assertThat(node.dropped(slow)).contains("Timeout downloading headers");
    assertThat(wasAsked(other)).isTrue();
  }

  @Test
  void keepsASlowPeerIfThereIsNoOther() {
    var slow = node.outbound();
    node.connect(ConnectionType.INBOUND, SyncNode.FULL);
    node.advance(Duration.ofHours(1));
    assertThat(node.dropped(slow)).isEmpty();
  }

  @Test
  void turnsToAnotherPeerIfTheSlowOneIsTrusted() {
    var slow = node.connect(ConnectionType.OUTBOUND_FULL_RELAY, SyncNode.FULL, Permission.NOBAN);
    var other = node.outbound();
    node.advance(Duration.ofHours(1));
    assertThat(node.dropped(slow)).isEmpty();
    node.advance(Duration.ofSeconds(1));
    assertThat(wasAsked(other)).isTrue();
  }

  @Test
  void ignoresHeadersWhileBlocksAreImported() {
    node.chain.setImporting(true);
    var peer = node.outbound();
    assertThat(wasAsked(peer)).isFalse();
    node.receive(peer, headers(tree.mine(genesis, 3)));
    assertThat(node.chain.bestHeader().height()).isZero();
    node.chain.setImporting(false);
    node.advance(Duration.ofSeconds(1));
    assertThat(wasAsked(peer)).isTrue();
  }

  @Test
  void blamesAnOutboundPeerForHeadersOnABranchThatIsKnownToBeBad() {
    var bad = tree.mineBad(genesis);
    node.mine(List.of(bad));
    var inbound = node.connect(ConnectionType.INBOUND, SyncNode.FULL);
    var outbound = node.outbound();
    node.receive(inbound, headers(List.of(bad)));
    node.receive(outbound, headers(List.of(bad)));
    assertThat(node.misbehaved(inbound)).isEmpty();
    assertThat(node.misbehaved(outbound)).contains("invalid header received");
    node.receive(inbound, headers(List.of(bad, tree.mine(bad))));
    assertThat(node.misbehaved(inbound)).isEmpty();
    node.receive(inbound, headers(List.of(tree.mine(bad))));
    assertThat(node.misbehaved(inbound)).contains("invalid header received");
  }
}
