package cairn.p2p.sync;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.p2p.BlockTree.Entry;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.wire.ChainMessage.BlockMessage;
import cairn.p2p.wire.InventoryItem.BlockItem;
import cairn.p2p.wire.InventoryType;
import cairn.p2p.wire.ServiceFlags;
import cairn.primitives.Amount;
import cairn.primitives.Bytes;
import cairn.primitives.Script;
import cairn.primitives.Transaction;
import cairn.primitives.TxOut;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which blocks a node asks whom for, and how many at a time. */
class BlockDownloadTest extends NodeBehind {
  private static final int IN_FLIGHT = 16;

  @Test
  void asksForSixteenBlocksAtATime() {
    var blocks = tree.mine(genesis, 40);
    var peer = node.outbound();
    announce(blocks, peer);
    assertThat(heightsAsked(peer)).isEqualTo(range(1, IN_FLIGHT));
    send(peer, blocks.get(0));
    assertThat(heightsAsked(peer)).containsExactly(IN_FLIGHT + 1);
    assertThat(node.chain.tip().height()).isEqualTo(1);
    assertThat(node.synchroniser.info(peer).syncedBlocks()).isEqualTo(1);
    assertThat(node.synchroniser.info(peer).inFlight()).isEqualTo(range(2, IN_FLIGHT + 1));
  }

  @Test
  void asksForWitnessesWhereThePeerHasThem() {
    var peer = node.outbound();
    announce(tree.mine(genesis, 1), peer);
    assertThat(asked(peer)).extracting(BlockItem::type).containsOnly(InventoryType.WITNESS_BLOCK);
  }

  @Test
  void asksForNothingWhereThereAreWitnessesAndThePeerHasNone() {
    var peer = node.connect(ConnectionType.OUTBOUND_FULL_RELAY, ServiceFlags.NETWORK);
    announce(tree.mine(genesis, 3), peer);
    assertThat(asked(peer)).isEmpty();
  }

  @Test
  void asksForBlocksBelowASnapshotAfterThoseAboveIt() {
    var blocks = tree.mine(genesis, 40);
    node.mine(blocks.subList(0, 5));
    node.chain.takeHeaders(blocks);
    node.chain.standOn(blocks.get(29));
    var peer = node.outbound();
    announce(blocks, peer);
    var heights = new ArrayList<>(range(31, 40));
    heights.addAll(range(6, 11));
    assertThat(heightsAsked(peer)).isEqualTo(heights);
    send(peer, blocks.get(5));
    assertThat(heightsAsked(peer)).containsExactly(12);
  }

  @Test
  void asksForNoBlocksBelowASnapshotFromThoseWhoHaveOnlyTheLast() {
    var blocks = new ArrayList<>(tree.mine(genesis, 40));
    blocks.add(mineNow(blocks.getLast()));
    node.chain.takeHeaders(blocks);
    node.chain.standOn(blocks.getLast());
    var limited =
        node.connect(
            ConnectionType.OUTBOUND_FULL_RELAY,
            ServiceFlags.NETWORK_LIMITED.with(ServiceFlags.WITNESS));
    var full = node.outbound();
    announce(blocks, limited, full);
    assertThat(heightsAsked(limited)).isEmpty();
    assertThat(heightsAsked(full)).isEqualTo(range(1, IN_FLIGHT));
  }

  @Test
  void asksForNoBranchWithoutTheBlockOfASnapshot() {
    var blocks = tree.mine(genesis, 30);
    node.chain.takeHeaders(blocks);
    node.chain.standOn(blocks.getLast());
    var peer = node.outbound();
    announce(tree.mine(blocks.get(20), 15), peer);
    assertThat(heightsAsked(peer)).isEmpty();
  }

  @Test
  void dividesTheBlocksAmongPeers() {
    var blocks = tree.mine(genesis, 40);
    var first = node.outbound();
    var second = node.outbound();
    announce(blocks, first, second);
    assertThat(heightsAsked(first)).isEqualTo(range(1, 16));
    assertThat(heightsAsked(second)).isEqualTo(range(17, 32));
  }

  @Test
  void asksAnotherPeerForWhatOneThatHasGoneWasAskedFor() {
    var blocks = tree.mine(genesis, 20);
    var first = node.outbound();
    var second = node.outbound();
    announce(blocks, first, second);
    assertThat(heightsAsked(second)).isEqualTo(range(17, 20));
    node.disconnect(first);
    assertThat(heightsAsked(second)).isEqualTo(range(1, 12));
  }

  @Test
  void doesNotAskInboundPeersWhileOthersHaveSomethingToSend() {
    var blocks = tree.mine(genesis, 40);
    var inbound = node.connect(ConnectionType.INBOUND, SyncNode.FULL);
    var outbound = node.outbound();
    announce(blocks, outbound, inbound);
    assertThat(heightsAsked(outbound)).hasSize(IN_FLIGHT);
    assertThat(heightsAsked(inbound)).isEmpty();
    node.disconnect(outbound);
    assertThat(heightsAsked(inbound)).hasSize(IN_FLIGHT);
  }

  @Test
  void asksForNothingBeyondTheWindow() {
    var blocks = tree.mine(genesis, 1_100);
    var staller = node.outbound();
    var other = node.outbound();
    announce(blocks, staller, other);
    asked(staller);
    var all = new ArrayList<Integer>();
    for (var heights = heightsAsked(other); !heights.isEmpty(); heights = heightsAsked(other)) {
      all.addAll(heights);
      heights.forEach(height -> send(other, blocks.get(height - 1)));
    }
    assertThat(all).isEqualTo(range(17, 1_024));
  }

  @Test
  void asksALimitedPeerForNothingOld() {
    var tip = upToDate(10);
    var blocks = tree.mine(tip, 400);
    var peer =
        node.connect(
            ConnectionType.OUTBOUND_FULL_RELAY,
            ServiceFlags.NETWORK_LIMITED.with(ServiceFlags.WITNESS));
    announce(blocks, peer);
    // 288 blocks and no more, but for two in case the peer gets new ones.
    assertThat(heightsAsked(peer).getFirst()).isEqualTo(410 - 285);
  }

  @Test
  void asksALimitedPeerForNothingWhileFarBehind() {
    var peer =
        node.connect(
            ConnectionType.OUTBOUND_FULL_RELAY,
            ServiceFlags.NETWORK_LIMITED.with(ServiceFlags.WITNESS));
    announce(tree.mine(genesis, 20), peer);
    assertThat(heightsAsked(peer)).isEmpty();
  }

  @Test
  void getsTheBlocksOfABetterBranch() {
    var tip = upToDate(10);
    var branch = tree.mine(tip.ancestor(7), 5);
    var peer = node.outbound();
    node.receive(peer, headers(branch));
    assertThat(heightsAsked(peer)).isEqualTo(range(8, 12));
    branch.forEach(block -> send(peer, block));
    assertThat(node.chain.tip().hash()).isEqualTo(branch.getLast().hash());
  }

  @Test
  void asksForMoreAtATimeWhereBlocksComeFast() {
    var blocks = tree.mine(genesis, 1_000);
    var peer = node.outbound();
    announce(blocks, peer);
    asked(peer);
    for (int i = 0; i < 500; i++) {
      send(peer, blocks.get(i));
      node.advance(Duration.ofMillis(10));
    }
    assertThat(node.synchroniser.info(peer).inFlight()).hasSizeBetween(95, 105);
    for (int i = 500; i < 510; i++) {
      send(peer, blocks.get(i));
      node.advance(Duration.ofSeconds(1));
    }
    assertThat(node.synchroniser.info(peer).inFlight()).hasSizeLessThan(100);
    asked(peer);
    send(peer, blocks.get(510));
    assertThat(asked(peer)).isEmpty();
  }

  @Test
  void getsABlockFromAPeerThatTheOperatorNames() {
    var tip = upToDate(10);
    node.chain.prune(5);
    var peer = node.connect(ConnectionType.INBOUND, SyncNode.FULL);
    var third = tip.ancestor(3);
    var known = node.chain.known(third);
    assertThat(node.synchroniser.fetch(peer.id(), known)).isEmpty();
    assertThat(heightsAsked(peer)).containsExactly(3);
    send(peer, third);
    assertThat(known.hasData()).isTrue();
    node.disconnect(peer);
    assertThat(node.synchroniser.fetch(peer.id(), known)).contains("Peer does not exist");
  }

  @Test
  void asksForNothingWhileBlocksAreImported() {
    var peer = node.outbound();
    node.chain.setImporting(true);
    announce(tree.mine(genesis, 3), peer);
    assertThat(heightsAsked(peer)).isEmpty();
  }

  @Test
  void asksForNothingMoreWhileTooMuchIsBeingChecked() {
    var padding = new byte[3_000_000];
    var previous = genesis;
    var blocks = new ArrayList<Entry>();
    for (int i = 0; i < 40; i++) {
      var output = new TxOut(new Amount(0), new Script(Bytes.wrap(padding)));
      var large =
          Transaction.of(
              1, genesis.contents().transactions().getFirst().inputs(), List.of(output), i);
      previous = tree.mine(previous, previous.header().time() + 600, List.of(large));
      blocks.add(previous);
    }
    var peer = node.outbound();
    announce(blocks, peer);
    asked(peer);
    assertThat(node.synchroniser.takesBlocks()).isTrue();
    for (int i = 0; i < 11; i++) {
      node.receiveOnly(peer, new BlockMessage(blocks.get(i).contents()));
    }
    assertThat(node.synchroniser.takesBlocks()).isFalse();
    // While this node is busy, so many blocks beyond its tip are enough.
    assertThat(heightsAsked(peer)).isEqualTo(range(17, 22));
    node.settle();
    assertThat(node.synchroniser.takesBlocks()).isTrue();
    assertThat(heightsAsked(peer)).isEqualTo(range(23, 27));
  }
}
