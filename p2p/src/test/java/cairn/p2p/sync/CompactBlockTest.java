package cairn.p2p.sync;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.genesis.Networks;
import cairn.p2p.BlockTree;
import cairn.p2p.BlockTree.Entry;
import cairn.p2p.FakeClock;
import cairn.p2p.compact.CompactBlocks;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.Peer;
import cairn.p2p.wire.ChainMessage.BlockMessage;
import cairn.p2p.wire.ChainMessage.Headers;
import cairn.p2p.wire.CompactBlockMessage.BlockTxn;
import cairn.p2p.wire.CompactBlockMessage.CmpctBlock;
import cairn.p2p.wire.CompactBlockMessage.GetBlockTxn;
import cairn.p2p.wire.CompactBlockMessage.PrefilledTransaction;
import cairn.p2p.wire.CompactBlockMessage.SendCmpct;
import cairn.p2p.wire.InventoryItem.BlockItem;
import cairn.p2p.wire.InventoryMessage.GetData;
import cairn.p2p.wire.InventoryType;
import cairn.p2p.wire.ShortIds;
import cairn.primitives.Amount;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.Transaction;
import cairn.primitives.TxIn;
import cairn.primitives.TxOut;
import cairn.primitives.Txid;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Compact blocks that peers send. */
class CompactBlockTest {
  private static final SendCmpct ASKED = new SendCmpct(0, 2);
  private static final SendCmpct UNASKED = new SendCmpct(1, 2);

  private final BlockTree tree = new BlockTree(Networks.regtest());
  private final FakeClock clock =
      new FakeClock(Instant.ofEpochSecond(tree.genesis().header().time() + 6_000));
  private final SyncNode node = new SyncNode(tree, clock);
  private final List<Transaction> transactions = new ArrayList<>();
  private Entry tip = tree.genesis();

  @BeforeEach
  void haveAChain() {
    for (int i = 0; i < 3; i++) {
      transactions.add(transaction(i));
    }
    tip = mine(tip);
    node.mine(List.of(tip));
  }

  private static Transaction transaction(int number) {
    var input = new TxIn(new OutPoint(new Txid(number, 1, 1, 1), 0), Script.EMPTY, 0);
    return Transaction.of(
        2, List.of(input), List.of(new TxOut(new Amount(number), Script.EMPTY)), 0);
  }

  /** A block of the present with the three transactions. */
  private Entry mine(Entry previous) {
    return tree.mine(previous, clock.instant().getEpochSecond(), transactions);
  }

  private static CmpctBlock compact(Entry block) {
    return CompactBlocks.of(block.contents(), 7);
  }

  private Peer connect(ConnectionType type) {
    var peer = node.connect(type, SyncNode.FULL);
    node.receive(peer, ASKED);
    announce(peer, tip);
    node.sentTo(peer);
    return peer;
  }

  private Peer outbound() {
    return connect(ConnectionType.OUTBOUND_FULL_RELAY);
  }

  private void announce(Peer peer, Entry block) {
    node.receive(peer, new Headers(List.of(block.header())));
  }

  /** A peer of which this node wants compact blocks unasked, as it gave the last block. */
  private Peer highBandwidth(ConnectionType type) {
    var peer = connect(type);
    var next = mine(tip);
    node.receive(peer, new BlockMessage(next.contents()));
    assertThat(node.synchroniser.info(peer).highBandwidthTo()).isTrue();
    tip = next;
    node.sentTo(peer);
    return peer;
  }

  private List<Integer> missing(Peer peer) {
    var requests = node.sentTo(peer, GetBlockTxn.class);
    assertThat(requests).hasSize(1);
    return requests.getFirst().indexes();
  }

  private static BlockTxn answer(Entry block, int... indexes) {
    var list = new ArrayList<Transaction>();
    for (int index : indexes) {
      list.add(block.contents().transactions().get(index));
    }
    return new BlockTxn(block.hash(), list);
  }

  private boolean isTip(Entry block) {
    return node.chain.tip().hash().equals(block.hash());
  }

  private InventoryType askedFor(Peer peer, Entry block) {
    var requests = node.sentTo(peer, GetData.class);
    assertThat(requests).hasSize(1);
    var item = (BlockItem) requests.getFirst().items().getFirst();
    assertThat(item.hash()).isEqualTo(block.hash());
    return item.type();
  }

  @Test
  void tellsNewPeersThatItTakesCompactBlocks() {
    var peer = node.connect(ConnectionType.INBOUND, SyncNode.FULL);
    assertThat(node.sentTo(peer, SendCmpct.class)).containsExactly(ASKED);
  }

  @Test
  void partsWithWhoeverWantsThemNeitherAskedNorUnasked() {
    var peer = node.connect(ConnectionType.INBOUND, SyncNode.FULL);
    node.receive(peer, new SendCmpct(2, 2));
    assertThat(node.misbehaved(peer)).contains("invalid sendcmpct announce field");
  }

  @Test
  void takesNoNoticeOfAnotherVersion() {
    var peer = node.connect(ConnectionType.INBOUND, SyncNode.FULL);
    node.receive(peer, new SendCmpct(1, 1));
    assertThat(node.synchroniser.info(peer).highBandwidthFrom()).isFalse();
    node.receive(peer, UNASKED);
    assertThat(node.synchroniser.info(peer).highBandwidthFrom()).isTrue();
  }

  @Test
  void putsABlockTogetherFromItsPool() {
    transactions.forEach(node.pool::add);
    var peer = highBandwidth(ConnectionType.OUTBOUND_FULL_RELAY);
    var next = mine(tip);
    node.receive(peer, compact(next));
    assertThat(isTip(next)).isTrue();
    assertThat(node.sentTo(peer, GetBlockTxn.class)).isEmpty();
  }

  @Test
  void putsABlockTogetherWithTransactionsThatDidNotStay() {
    node.pool.add(transactions.get(0));
    node.synchroniser.extraTransactions().add(transactions.get(1));
    var peer = highBandwidth(ConnectionType.OUTBOUND_FULL_RELAY);
    var next = mine(tip);
    node.receive(peer, compact(next));
    assertThat(missing(peer)).containsExactly(3);
    node.receive(peer, answer(next, 3));
    assertThat(isTip(next)).isTrue();
  }

  @Test
  void asksForASingleNewBlockAsACompactBlock() {
    var peer = outbound();
    var next = mine(tip);
    announce(peer, next);
    assertThat(askedFor(peer, next)).isEqualTo(InventoryType.COMPACT_BLOCK);
    node.receive(peer, compact(next));
    assertThat(missing(peer)).containsExactly(1, 2, 3);
    node.receive(peer, answer(next, 1, 2, 3));
    assertThat(isTip(next)).isTrue();
  }

  @Test
  void asksForWholeBlocksIfItHasNoTransactionsOfItsOwn() {
    var blocksOnly = new SyncNode(tree, clock, tree.network(), new SyncOptions(true, false, 100));
    blocksOnly.mine(List.of(tip));
    var peer = blocksOnly.outbound();
    blocksOnly.receive(peer, ASKED);
    blocksOnly.sentTo(peer);
    var next = mine(tip);
    blocksOnly.receive(peer, new Headers(List.of(next.header())));
    var item = blocksOnly.sentTo(peer, GetData.class).getFirst().items().getFirst();
    assertThat(item).isEqualTo(new BlockItem(InventoryType.WITNESS_BLOCK, next.hash()));
    blocksOnly.receive(peer, new BlockMessage(next.contents()));
    assertThat(blocksOnly.sentTo(peer, SendCmpct.class)).isEmpty();
  }

  @Test
  void ignoresCompactBlocksThatItDidNotAskFor() {
    transactions.forEach(node.pool::add);
    var peer = outbound();
    var next = mine(tip);
    node.receive(peer, compact(next));
    assertThat(isTip(next)).isFalse();
    assertThat(node.synchroniser.info(peer).syncedHeaders()).isEqualTo(next.height());
  }

  @Test
  void ignoresCompactBlocksOfWhoeverDoesNotGiveThem() {
    transactions.forEach(node.pool::add);
    var peer = node.outbound();
    var next = mine(tip);
    node.receive(peer, compact(next));
    assertThat(node.chain.find(next.hash())).isNull();
  }

  @Test
  void asksForTheWholeBlockIfWhatWasSentDoesNotFit() {
    var peer = highBandwidth(ConnectionType.OUTBOUND_FULL_RELAY);
    var next = mine(tip);
    node.receive(peer, compact(next));
    assertThat(missing(peer)).containsExactly(1, 2, 3);
    node.receive(peer, answer(next, 2, 1, 3));
    assertThat(askedFor(peer, next)).isEqualTo(InventoryType.WITNESS_BLOCK);
    assertThat(node.misbehaved(peer)).isEmpty();
    // It had its chance: whoever tries twice is not honest.
    node.receive(peer, answer(next, 1, 2, 3));
    assertThat(node.misbehaved(peer))
        .contains("previous compact block reconstruction attempt failed");
  }

  @Test
  void takesTheWholeBlockAfterThat() {
    var peer = highBandwidth(ConnectionType.OUTBOUND_FULL_RELAY);
    var next = mine(tip);
    node.receive(peer, compact(next));
    node.receive(peer, answer(next, 2, 1, 3));
    node.receive(peer, new BlockMessage(next.contents()));
    assertThat(isTip(next)).isTrue();
    assertThat(node.synchroniser.info(peer).inFlight()).isEmpty();
  }

  @Test
  void partsWithWhoeverSendsTooFewTransactions() {
    var peer = highBandwidth(ConnectionType.OUTBOUND_FULL_RELAY);
    var next = mine(tip);
    node.receive(peer, compact(next));
    node.receive(peer, answer(next, 1, 2));
    assertThat(node.misbehaved(peer))
        .contains("invalid compact block/non-matching block transactions");
  }

  @Test
  void partsWithWhoeverSendsACompactBlockThatCannotBe() {
    var peer = highBandwidth(ConnectionType.OUTBOUND_FULL_RELAY);
    var next = mine(tip);
    var far = new PrefilledTransaction(5, next.contents().transactions().getFirst());
    node.receive(peer, new CmpctBlock(next.header(), 1, ShortIds.of(1, 2), List.of(far)));
    assertThat(node.misbehaved(peer)).contains("invalid compact block");
    assertThat(node.synchroniser.info(peer).inFlight()).isEmpty();
  }

  @Test
  void asksForTheWholeBlockIfShortIdsAreEqual() {
    var peer = highBandwidth(ConnectionType.OUTBOUND_FULL_RELAY);
    var next = mine(tip);
    var coinbase = new PrefilledTransaction(0, next.contents().transactions().getFirst());
    node.receive(peer, new CmpctBlock(next.header(), 1, ShortIds.of(1, 2, 1), List.of(coinbase)));
    assertThat(askedFor(peer, next)).isEqualTo(InventoryType.WITNESS_BLOCK);
  }

  @Test
  void doesNotBlameThePeerIfTheBlockTurnsOutToBeBad() {
    transactions.forEach(node.pool::add);
    var peer = highBandwidth(ConnectionType.INBOUND);
    var bad = mine(tip);
    tree.condemn(bad);
    node.receive(peer, compact(bad));
    assertThat(isTip(bad)).isFalse();
    assertThat(node.misbehaved(peer)).isEmpty();
    node.receive(peer, compact(mine(bad)));
    assertThat(node.misbehaved(peer)).contains("invalid header via cmpctblock");
  }

  @Test
  void asksForWhatIsMissingBeforeABlockThatFollowsNothingKnown() {
    var peer = highBandwidth(ConnectionType.OUTBOUND_FULL_RELAY);
    node.advance(Duration.ofMinutes(5));
    node.sentTo(peer);
    node.receive(peer, compact(mine(mine(tip))));
    assertThat(node.sentTo(peer)).hasSize(1);
    assertThat(node.misbehaved(peer)).isEmpty();
  }

  @Test
  void treatsABlockThatIsFarAheadAsAHeader() {
    var peer = highBandwidth(ConnectionType.OUTBOUND_FULL_RELAY);
    var other = outbound();
    var first = mine(tip);
    var second = mine(first);
    var third = mine(second);
    announce(other, first);
    node.receive(other, new Headers(List.of(second.header())));
    node.sentTo(peer);
    node.receive(peer, compact(third));
    assertThat(askedFor(peer, third)).isEqualTo(InventoryType.WITNESS_BLOCK);
  }

  @Test
  void ignoresBlocksWithLittleWork() {
    var chain = new ArrayList<Entry>();
    for (int i = 0; i < 200; i++) {
      chain.add(mine(chain.isEmpty() ? tip : chain.getLast()));
    }
    var peer = highBandwidth(ConnectionType.OUTBOUND_FULL_RELAY);
    node.mine(chain);
    var poor = mine(tree.genesis());
    node.receive(peer, compact(poor));
    assertThat(node.chain.find(poor.hash())).isNull();
  }

  @Test
  void triesWithThreePeersAtATime() {
    var peers =
        List.of(
            highBandwidth(ConnectionType.INBOUND),
            highBandwidth(ConnectionType.INBOUND),
            highBandwidth(ConnectionType.OUTBOUND_FULL_RELAY));
    var next = mine(tip);
    for (var peer : peers) {
      node.receive(peer, compact(next));
      assertThat(missing(peer)).containsExactly(1, 2, 3);
    }
    var last = peers.getLast();
    node.receive(last, answer(next, 1, 2, 3));
    assertThat(isTip(next)).isTrue();
    for (var peer : peers) {
      assertThat(node.synchroniser.info(peer).inFlight()).isEmpty();
    }
  }

  @Test
  void keepsTheLastPlaceForAPeerOfItsOwnChoice() {
    var inbound =
        List.of(
            highBandwidth(ConnectionType.INBOUND),
            highBandwidth(ConnectionType.INBOUND),
            highBandwidth(ConnectionType.INBOUND));
    var next = mine(tip);
    inbound.forEach(peer -> node.receive(peer, compact(next)));
    assertThat(missing(inbound.get(0))).hasSize(3);
    assertThat(missing(inbound.get(1))).hasSize(3);
    assertThat(node.sentTo(inbound.get(2), GetBlockTxn.class)).isEmpty();
    assertThat(node.synchroniser.info(inbound.get(2)).inFlight()).isEmpty();
  }

  @Test
  void putsTogetherWhatItCanEvenWhenAllPlacesAreTaken() {
    var peers =
        List.of(
            highBandwidth(ConnectionType.INBOUND),
            highBandwidth(ConnectionType.OUTBOUND_FULL_RELAY));
    transactions.forEach(node.pool::add);
    var next = mine(tip);
    var busy = outbound();
    // One peer has sixteen blocks to send, so no place for another request.
    var branch = new ArrayList<Entry>();
    for (int i = 0; i < 16; i++) {
      branch.add(mine(branch.isEmpty() ? tip : branch.getLast()));
    }
    node.receive(peers.getFirst(), new Headers(branch.stream().map(Entry::header).toList()));
    assertThat(node.synchroniser.info(peers.getFirst()).inFlight()).hasSize(16);
    node.receive(peers.getFirst(), compact(next));
    assertThat(isTip(next)).isTrue();
    assertThat(node.synchroniser.info(busy).inFlight()).isEmpty();
  }

  @Test
  void wantsCompactBlocksUnaskedOfTheLastThreeThatGaveANewBlock() {
    var peers = new ArrayList<Peer>();
    for (int i = 0; i < 4; i++) {
      peers.add(highBandwidth(ConnectionType.OUTBOUND_FULL_RELAY));
    }
    assertThat(node.synchroniser.info(peers.getFirst()).highBandwidthTo()).isFalse();
    for (var peer : peers.subList(1, 4)) {
      assertThat(node.synchroniser.info(peer).highBandwidthTo()).isTrue();
    }
  }

  @Test
  void keepsOnePeerOfItsOwnChoiceAmongThem() {
    var outbound = highBandwidth(ConnectionType.OUTBOUND_FULL_RELAY);
    for (int i = 0; i < 5; i++) {
      highBandwidth(ConnectionType.INBOUND);
      assertThat(node.synchroniser.info(outbound).highBandwidthTo()).isTrue();
    }
  }
}
