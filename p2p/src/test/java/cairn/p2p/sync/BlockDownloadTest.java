package cairn.p2p.sync;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.genesis.Networks;
import cairn.p2p.BlockTree;
import cairn.p2p.BlockTree.Entry;
import cairn.p2p.FakeClock;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.Peer;
import cairn.p2p.wire.ChainMessage.BlockMessage;
import cairn.p2p.wire.ChainMessage.Headers;
import cairn.p2p.wire.InventoryItem.BlockItem;
import cairn.p2p.wire.InventoryMessage.GetData;
import cairn.p2p.wire.InventoryMessage.Inv;
import cairn.p2p.wire.InventoryType;
import cairn.p2p.wire.ServiceFlags;
import cairn.primitives.Amount;
import cairn.primitives.Block;
import cairn.primitives.BlockHash;
import cairn.primitives.Bytes;
import cairn.primitives.Script;
import cairn.primitives.Transaction;
import cairn.primitives.TxOut;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockDownloadTest {
  private static final int IN_FLIGHT = 16;

  private final BlockTree tree = new BlockTree(Networks.regtest());
  private final Entry genesis = tree.genesis();
  private final FakeClock clock =
      new FakeClock(Instant.ofEpochSecond(genesis.header().time()).plus(Duration.ofDays(365)));
  private final SyncNode node = new SyncNode(tree, clock);

  private static Headers headers(List<Entry> blocks) {
    return new Headers(blocks.stream().map(Entry::header).toList());
  }

  private static Headers headers(Entry... blocks) {
    return headers(List.of(blocks));
  }

  private void send(Peer peer, Entry block) {
    node.receive(peer, new BlockMessage(block.contents()));
  }

  /** Has the node know of all headers, and that the peers have all blocks. */
  private void announce(List<Entry> blocks, Peer... peers) {
    node.chain.takeHeaders(blocks);
    for (var peer : peers) {
      node.receive(peer, headers(blocks.getLast()));
    }
  }

  private List<BlockItem> asked(Peer peer) {
    var items = new ArrayList<BlockItem>();
    for (var message : node.sentTo(peer, GetData.class)) {
      message.items().forEach(item -> items.add((BlockItem) item));
    }
    return items;
  }

  private List<Integer> heightsAsked(Peer peer) {
    return asked(peer).stream().map(item -> height(item.hash())).toList();
  }

  private int height(BlockHash hash) {
    var entry = tree.find(hash);
    return entry == null ? -1 : entry.height();
  }

  private static List<Integer> range(int from, int to) {
    var heights = new ArrayList<Integer>();
    for (int height = from; height <= to; height++) {
      heights.add(height);
    }
    return heights;
  }

  /** A block of the present, so that the chain is near its end. */
  private Entry mineNow(Entry previous) {
    return tree.mine(previous, clock.instant().getEpochSecond(), List.of());
  }

  /** A chain that this node has, and that is up to date. */
  private Entry upToDate(int length) {
    var blocks = new ArrayList<>(tree.mine(genesis, length - 1));
    blocks.add(mineNow(blocks.getLast()));
    node.mine(blocks);
    return blocks.getLast();
  }

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

  /** Has one peer send nothing of what it was asked for, and the other one all. */
  private List<Entry> stall(Peer staller, Peer other) {
    var blocks = tree.mine(genesis, 1_100);
    announce(blocks, staller, other);
    asked(staller);
    for (var heights = heightsAsked(other); !heights.isEmpty(); heights = heightsAsked(other)) {
      heights.forEach(height -> send(other, blocks.get(height - 1)));
    }
    return blocks;
  }

  @Test
  void partsWithAPeerThatKeepsTheOthersWaitingForTwoSeconds() {
    var staller = node.outbound();
    var other = node.outbound();
    stall(staller, other);
    node.advance(Duration.ofSeconds(2));
    assertThat(node.dropped(staller)).isEmpty();
    node.advance(Duration.ofSeconds(1));
    assertThat(node.dropped(staller)).contains("Peer is stalling block download");
    assertThat(heightsAsked(other)).isEqualTo(range(1, 16));
  }

  @Test
  void givesTheNextOneTwiceTheTime() {
    var first = node.outbound();
    var second = node.outbound();
    var third = node.outbound();
    var blocks = stall(first, third);
    announce(blocks, second);
    asked(third);
    // The second peer takes over what the first was asked for, and does not send it either.
    node.disconnect(third);
    node.disconnect(first);
    assertThat(heightsAsked(second)).isEqualTo(range(1, 16));
    var fourth = node.outbound();
    announce(blocks, fourth);
    node.advance(Duration.ofSeconds(3));
    assertThat(node.dropped(second)).contains("Peer is stalling block download");
    var fifth = node.outbound();
    announce(blocks, fifth);
    node.advance(Duration.ofSeconds(4));
    assertThat(node.dropped(fourth)).isEmpty();
    node.advance(Duration.ofSeconds(1));
    assertThat(node.dropped(fourth)).contains("Peer is stalling block download");
  }

  @Test
  void doesNotTakeAPeerForAStallerBecauseOfOneThatCouldNotBeAskedAnyway() {
    var blocks = tree.mine(genesis, 1_100);
    var slow = node.outbound();
    var other = node.outbound();
    announce(blocks, slow);
    node.receive(other, headers(blocks.get(1_023)));
    asked(slow);
    for (var heights = heightsAsked(other); !heights.isEmpty(); heights = heightsAsked(other)) {
      heights.forEach(height -> send(other, blocks.get(height - 1)));
    }
    var withoutWitnesses = node.connect(ConnectionType.OUTBOUND_FULL_RELAY, ServiceFlags.NETWORK);
    announce(blocks, withoutWitnesses);
    node.advance(Duration.ofSeconds(10));
    assertThat(node.dropped(slow)).isEmpty();
  }

  @Test
  void doesNotTakeAPeerForAStallerWhileBlocksAreBeingCheckedHere() {
    var blocks = tree.mine(genesis, 1_100);
    var staller = node.outbound();
    var other = node.outbound();
    announce(blocks, staller, other);
    asked(staller);
    for (var heights = heightsAsked(other); !heights.isEmpty(); heights = heightsAsked(other)) {
      for (int height : heights) {
        if (height < 1_024) {
          send(other, blocks.get(height - 1));
        }
      }
    }
    node.receiveOnly(other, new BlockMessage(blocks.get(1_023).contents()));
    node.clock.advance(Duration.ofSeconds(10));
    node.alarms.run(node.clock.instant());
    node.settle();
    node.advance(Duration.ofSeconds(2));
    assertThat(node.dropped(staller)).isEmpty();
    node.advance(Duration.ofSeconds(1));
    assertThat(node.dropped(staller)).isPresent();
  }

  @Test
  void asksAnotherPeerForWhatASilentOneDoesNotSend() {
    var silent = node.outbound();
    var other = node.outbound();
    var blocks = tree.mine(genesis, 40);
    announce(blocks, silent, other);
    asked(silent);
    assertThat(heightsAsked(other)).isEqualTo(range(17, 32));
    node.advance(Duration.ofSeconds(2));
    assertThat(heightsAsked(other)).isEmpty();
    node.advance(Duration.ofSeconds(1));
    assertThat(heightsAsked(other)).isEqualTo(range(1, 16));
    assertThat(node.dropped(silent)).isEmpty();
    send(other, blocks.getFirst());
    assertThat(node.dropped(silent)).contains("Peer is stalling block download");
    assertThat(node.dropped(other)).isEmpty();
  }

  @Test
  void asksForWhatASlowPeerSendsOnceTheOthersHaveNothingElseToSend() {
    var slow = node.outbound();
    var other = node.outbound();
    var blocks = tree.mine(genesis, 32);
    announce(blocks, slow, other);
    asked(slow);
    asked(other);
    for (int i = 0; i < 4; i++) {
      node.lastReceived.put(slow, node.clock.instant());
      node.advance(Duration.ofSeconds(1));
    }
    assertThat(heightsAsked(other)).isEmpty();
    blocks.subList(16, 32).forEach(block -> send(other, block));
    assertThat(heightsAsked(other)).isEqualTo(range(1, 16));
    blocks.subList(0, 16).forEach(block -> send(slow, block));
    assertThat(node.chain.tip().height()).isEqualTo(32);
    assertThat(node.dropped(slow)).isEmpty();
    assertThat(node.dropped(other)).isEmpty();
  }

  @Test
  void doesNotAskTwiceForABlockWhileOthersAreBeingChecked() {
    var silent = node.outbound();
    var other = node.outbound();
    var blocks = tree.mine(genesis, 40);
    announce(blocks, silent, other);
    asked(silent);
    asked(other);
    node.receiveOnly(other, new BlockMessage(blocks.get(16).contents()));
    node.clock.advance(Duration.ofSeconds(10));
    node.alarms.run(node.clock.instant());
    assertThat(heightsAsked(other)).doesNotContain(1);
  }

  @Test
  void partsWithAPeerThatTakesLongerForABlockThanTheNetwork() {
    var peer = node.outbound();
    announce(tree.mine(genesis, 5), peer);
    node.advance(Duration.ofMinutes(10));
    assertThat(node.dropped(peer)).isEmpty();
    node.advance(Duration.ofSeconds(1));
    assertThat(node.dropped(peer).orElseThrow()).startsWith("Timeout downloading block ");
  }

  @Test
  void givesPeersMoreTimeTheMoreThereAre() {
    // All headers are of the last day, so that nobody is dropped for them.
    var start = Instant.ofEpochSecond(genesis.header().time());
    var late = new SyncNode(tree, new FakeClock(start.plus(Duration.ofHours(12))));
    var blocks = tree.mine(genesis, 48);
    var peers = List.of(late.outbound(), late.outbound(), late.outbound());
    peers.forEach(peer -> late.receive(peer, headers(blocks)));
    late.advance(Duration.ofMinutes(20));
    assertThat(late.dropped(peers.getFirst())).isEmpty();
    late.advance(Duration.ofSeconds(1));
    assertThat(late.dropped(peers.getFirst()).orElseThrow()).startsWith("Timeout downloading");
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
  void asksForAnnouncedBlocksAtOnceNearTheEnd() {
    var tip = upToDate(10);
    var next = mineNow(tip);
    var last = mineNow(next);
    var peer = node.outbound();
    node.sentTo(peer);
    node.receive(peer, headers(next, last));
    assertThat(heightsAsked(peer)).containsExactly(11, 12);
    send(peer, next);
    send(peer, last);
    assertThat(node.chain.tip().hash()).isEqualTo(last.hash());
    assertThat(node.synchroniser.info(peer).lastBlock()).isEqualTo(clock.instant());
  }

  @Test
  void asksOnePeerForABlockThatSeveralAnnounce() {
    var next = mineNow(upToDate(10));
    var first = node.outbound();
    var second = node.outbound();
    node.receive(first, headers(next));
    node.receive(second, headers(next));
    assertThat(heightsAsked(first)).containsExactly(11);
    assertThat(heightsAsked(second)).isEmpty();
  }

  /** The header is in the chain before whoever has sent it is told so. */
  @Test
  void asksWhoeverHasAnnouncedABlockFirst() {
    var tip = upToDate(10);
    var later = node.outbound();
    var first = node.outbound();
    var next = mineNow(tip);
    var second = mineNow(next);
    node.receiveOnly(first, headers(next, second));
    node.chain.takeHeaders(List.of(next, second));
    for (var block : List.of(next, second)) {
      node.receiveOnly(later, new Inv(List.of(new BlockItem(InventoryType.BLOCK, block.hash()))));
    }
    assertThat(asked(later)).isEmpty();
    node.settle();
    assertThat(heightsAsked(first)).containsExactly(11, 12);
    assertThat(asked(later)).isEmpty();
  }

  @Test
  void doesNotAskForABlockAgainThatIsBeingChecked() {
    var next = mineNow(upToDate(10));
    var first = node.outbound();
    var second = node.outbound();
    node.receive(first, headers(next));
    asked(first);
    node.receiveOnly(first, new BlockMessage(next.contents()));
    node.receiveOnly(second, headers(next));
    node.advance(Duration.ofSeconds(1));
    assertThat(asked(first)).isEmpty();
    assertThat(asked(second)).isEmpty();
    assertThat(node.chain.tip().hash()).isEqualTo(next.hash());
  }

  @Test
  void takesABlockThatWasNotAskedForIfItIsTheNext() {
    var tip = upToDate(10);
    var next = mineNow(tip);
    var peer = node.connect(ConnectionType.INBOUND, SyncNode.FULL);
    send(peer, next);
    assertThat(node.chain.tip().hash()).isEqualTo(next.hash());
  }

  @Test
  void doesNotStoreABlockOfAWorseBranchThatWasNotAskedFor() {
    var tip = upToDate(10);
    var worse = tree.mine(tip.ancestor(5));
    var peer = node.connect(ConnectionType.INBOUND, SyncNode.FULL);
    send(peer, worse);
    assertThat(node.chain.find(worse.hash())).isNotNull();
    assertThat(node.chain.known(worse).hasData()).isFalse();
    assertThat(node.misbehaved(peer)).isEmpty();
  }

  @Test
  void partsWithWhoeverSendsAChangedBlockAndStillWaitsForTheOther() {
    var next = mineNow(upToDate(10));
    var honest = node.outbound();
    var attacker = node.connect(ConnectionType.INBOUND, SyncNode.FULL);
    node.receive(honest, headers(next));
    var changed = Block.of(next.header(), genesis.contents().transactions());
    node.receive(attacker, new BlockMessage(changed));
    assertThat(node.misbehaved(attacker)).contains("mutated block");
    assertThat(node.synchroniser.info(honest).inFlight()).containsExactly(11);
    send(honest, next);
    assertThat(node.chain.tip().hash()).isEqualTo(next.hash());
  }

  @Test
  void partsWithWhoeverSendsABlockThatFollowsNothingKnown() {
    var unknown = tree.mine(mineNow(upToDate(10)));
    var peer = node.connect(ConnectionType.INBOUND, SyncNode.FULL);
    send(peer, unknown);
    assertThat(node.misbehaved(peer)).isPresent();
  }

  @Test
  void partsWithWhoeverSentABadBlockEvenIfThatIsFoundOutLater() {
    var tip = upToDate(10);
    var next = mineNow(tip);
    var bad = tree.mineBad(next);
    var first = node.outbound();
    var second = node.outbound();
    node.receive(first, headers(next, bad));
    send(second, bad);
    assertThat(node.misbehaved(second)).isEmpty();
    send(first, next);
    assertThat(node.misbehaved(second)).isPresent();
    assertThat(node.misbehaved(first)).isEmpty();
    assertThat(node.chain.tip().hash()).isEqualTo(next.hash());
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
  void takesBlocksUnaskedThatFollowOneBeingChecked() {
    var blocks = tree.mine(genesis, 3);
    var peer = node.outbound();
    for (var block : blocks) {
      node.receiveOnly(peer, new BlockMessage(block.contents()));
    }
    node.settle();
    assertThat(node.chain.tip().hash()).isEqualTo(blocks.getLast().hash());
  }

  @Test
  void takesNoBlocksThatFollowAnUnknownOne() {
    var blocks = tree.mine(genesis, 3);
    var peer = node.outbound();
    node.receiveOnly(peer, new BlockMessage(blocks.get(1).contents()));
    node.receiveOnly(peer, new BlockMessage(blocks.get(2).contents()));
    node.settle();
    assertThat(node.chain.find(blocks.get(1).hash())).isNull();
    assertThat(peer.isClosed()).isTrue();
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
