package cairn.p2p.sync;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.genesis.Networks;
import cairn.p2p.BlockTree;
import cairn.p2p.BlockTree.Entry;
import cairn.p2p.FakeClock;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.Peer;
import cairn.p2p.permissions.Permission;
import cairn.p2p.wire.ChainMessage.GetBlocks;
import cairn.p2p.wire.ChainMessage.GetHeaders;
import cairn.p2p.wire.ChainMessage.Headers;
import cairn.p2p.wire.CompactBlockMessage.BlockTxn;
import cairn.p2p.wire.CompactBlockMessage.CmpctBlock;
import cairn.p2p.wire.CompactBlockMessage.GetBlockTxn;
import cairn.p2p.wire.InventoryItem;
import cairn.p2p.wire.InventoryItem.BlockItem;
import cairn.p2p.wire.InventoryItem.UnknownItem;
import cairn.p2p.wire.InventoryMessage.GetData;
import cairn.p2p.wire.InventoryMessage.Inv;
import cairn.p2p.wire.InventoryMessage.NotFound;
import cairn.p2p.wire.InventoryType;
import cairn.p2p.wire.Message;
import cairn.primitives.BlockHash;
import cairn.primitives.Txid;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServingTest {
  private final BlockTree tree = new BlockTree(Networks.regtest());
  private final Entry genesis = tree.genesis();
  private final FakeClock clock =
      new FakeClock(Instant.ofEpochSecond(genesis.header().time()).plus(Duration.ofHours(100)));
  private final SyncNode node = new SyncNode(tree, clock);
  private Peer peer;
  private List<Entry> chain;

  /** A block every ten minutes, until now. */
  @BeforeEach
  void haveAChain() {
    chain = tree.mine(genesis, 600);
    node.mine(chain);
    peer = node.connect(ConnectionType.INBOUND, SyncNode.FULL);
    node.sentTo(peer);
  }

  private Entry at(int height) {
    return height == 0 ? genesis : chain.get(height - 1);
  }

  private List<Integer> headersAfter(List<BlockHash> locator, BlockHash stop) {
    node.receive(peer, new GetHeaders(locator, stop));
    var messages = node.sentTo(peer, Headers.class);
    assertThat(messages).hasSize(1);
    return messages.getFirst().headers().stream()
        .map(header -> tree.get(header.hash()).height())
        .toList();
  }

  private List<Message> serve(InventoryItem... items) {
    node.receive(peer, new GetData(List.of(items)));
    return node.sentTo(peer);
  }

  private static BlockItem item(InventoryType type, Entry block) {
    return new BlockItem(type, block.hash());
  }

  private static BlockItem item(Entry block) {
    return item(InventoryType.WITNESS_BLOCK, block);
  }

  @Test
  void sendsTheHeadersAfterTheLastThatThePeerHas() {
    assertThat(headersAfter(List.of(at(597).hash()), BlockHash.ZERO))
        .containsExactly(598, 599, 600);
    assertThat(headersAfter(List.of(at(595).hash()), at(597).hash())).containsExactly(596, 597);
    assertThat(headersAfter(List.of(at(600).hash()), BlockHash.ZERO)).isEmpty();
  }

  @Test
  void sendsASingleHeaderWithoutALocator() {
    assertThat(headersAfter(List.of(), at(5).hash())).startsWith(5);
    node.receive(peer, new GetHeaders(List.of(), new BlockHash(1, 2, 3, 4)));
    assertThat(node.sentTo(peer)).isEmpty();
  }

  @Test
  void sendsAtMostTwoThousandHeaders() {
    node.mine(tree.mine(at(600), 2_000));
    var heights = headersAfter(List.of(genesis.hash()), BlockHash.ZERO);
    assertThat(heights).hasSize(2_000).startsWith(1).endsWith(2_000);
  }

  @Test
  void sendsNoHeadersWhileImporting() {
    node.chain.setImporting(true);
    node.receive(peer, new GetHeaders(List.of(genesis.hash()), BlockHash.ZERO));
    assertThat(node.sentTo(peer)).isEmpty();
  }

  @Test
  void sendsNoHeadersOfAChainWithLittleWorkExceptToWhoMayDownload() {
    var facts = tree.network().facts();
    var demanding = tree.network().with(facts.withMinimumChainWork(at(600).work().shiftLeft(1)));
    var poor = new SyncNode(tree, clock, demanding, SyncOptions.DEFAULT);
    poor.mine(chain);
    var request = new GetHeaders(List.of(genesis.hash()), BlockHash.ZERO);
    var stranger = poor.connect(ConnectionType.INBOUND, SyncNode.FULL);
    poor.sentTo(stranger);
    poor.receive(stranger, request);
    assertThat(poor.sentTo(stranger)).containsExactly(new Headers(List.of()));
    var friend = poor.connect(ConnectionType.INBOUND, SyncNode.FULL, Permission.DOWNLOAD);
    poor.sentTo(friend);
    poor.receive(friend, request);
    assertThat(poor.sentTo(friend, Headers.class).getFirst().headers()).hasSize(600);
  }

  @Test
  void namesFiveHundredBlocksAndTheTipWhenTheLastOfThemIsAskedFor() {
    node.receive(peer, new GetBlocks(List.of(at(50).hash()), BlockHash.ZERO));
    var names = node.sentTo(peer, Inv.class).getFirst().items();
    assertThat(names).hasSize(500);
    assertThat(names.getLast()).isEqualTo(InventoryItem.of(at(550).hash()));
    assertThat(serve(item(at(549)))).hasSize(1);
    var answer = serve(item(at(550)));
    assertThat(answer).hasSize(2);
    assertThat(answer.get(1)).isEqualTo(new Inv(List.of(InventoryItem.of(at(600).hash()))));
    assertThat(serve(item(at(550)))).hasSize(1);
  }

  @Test
  void namesBlocksUpToTheOneThatIsGiven() {
    node.receive(peer, new GetBlocks(List.of(at(50).hash()), at(53).hash()));
    assertThat(node.sentTo(peer, Inv.class).getFirst().items())
        .containsExactly(InventoryItem.of(at(51).hash()), InventoryItem.of(at(52).hash()));
  }

  @Test
  void sendsBlocksInTheOrderInWhichTheyWereAskedFor() {
    var answers = serve(item(at(3)), item(at(1)), item(InventoryType.BLOCK, at(2)));
    assertThat(answers).hasSize(3);
    for (int i = 0; i < 3; i++) {
      var encoded = (Message.Encoded) answers.get(i);
      int height = List.of(3, 1, 2).get(i);
      // These blocks have no witnesses, so the two forms are one.
      assertThat(encoded.payload()).isEqualTo(at(height).contents().serialized());
    }
  }

  @Test
  void sendsNothingForABlockThatIsNotThere() {
    assertThat(serve(new BlockItem(InventoryType.BLOCK, new BlockHash(1, 2, 3, 4)))).isEmpty();
    node.chain.prune(100);
    assertThat(serve(item(at(5)))).isEmpty();
    assertThat(node.dropped(peer)).isEmpty();
  }

  @Test
  void tellsWhichTransactionsAreNotThere() {
    var unknown = InventoryItem.of(new Txid(1, 2, 3, 4));
    var known = InventoryItem.of(new Txid(5, 6, 7, 8));
    node.servedTransactions.add(known);
    var junk = new UnknownItem(99, new Txid(1, 2, 3, 4));
    var answers = serve(known, unknown, junk, item(at(1)), unknown);
    assertThat(answers).hasSize(3);
    assertThat(answers.get(0)).isEqualTo(new NotFound(List.of(unknown)));
    assertThat(answers.get(2)).isEqualTo(new NotFound(List.of(unknown)));
  }

  @Test
  void readsOneBlockAtATimeAndHasThePeersNextMessageWait() {
    node.receiveOnly(peer, new GetData(List.of(item(at(1)), item(at(2)))));
    assertThat(node.settleOne()).isTrue();
    assertThat(node.sentTo(peer)).hasSize(1);
    assertThat(peer.isAwaitingAnswers()).isTrue();
    assertThat(node.settleOne()).isTrue();
    assertThat(node.sentTo(peer)).hasSize(1);
    assertThat(peer.isAwaitingAnswers()).isFalse();
    assertThat(node.settleOne()).isFalse();
  }

  @Test
  void waitsWhileThereIsNoRoomToSend() {
    node.full.add(peer);
    assertThat(serve(item(at(1)))).isEmpty();
    assertThat(peer.isAwaitingAnswers()).isTrue();
    node.full.clear();
    node.synchroniser.tend(peer);
    node.settle();
    assertThat(node.sentTo(peer)).hasSize(1);
    assertThat(peer.isAwaitingAnswers()).isFalse();
  }

  @Test
  void goesThroughALongListOfWhatIsNotThere() {
    var items = new ArrayList<InventoryItem>();
    for (int i = 0; i < 50_000; i++) {
      items.add(new BlockItem(InventoryType.BLOCK, new BlockHash(i, 1, 2, 3)));
    }
    assertThat(serve(items.toArray(InventoryItem[]::new))).isEmpty();
    assertThat(peer.isAwaitingAnswers()).isFalse();
  }

  @Test
  void sendsCompactBlocksOfTheLastFiveAndOthersWhole() {
    assertThat(serve(item(InventoryType.COMPACT_BLOCK, at(595))).getFirst())
        .isInstanceOf(CmpctBlock.class);
    assertThat(serve(item(InventoryType.COMPACT_BLOCK, at(594))).getFirst())
        .isInstanceOf(Message.Encoded.class);
  }

  @Test
  void sendsMissingTransactionsOfTheLastTenBlocks() {
    node.receive(peer, new GetBlockTxn(at(590).hash(), List.of(0)));
    assertThat(node.sentTo(peer))
        .containsExactly(new BlockTxn(at(590).hash(), at(590).contents().transactions()));
    node.receive(peer, new GetBlockTxn(at(589).hash(), List.of(0)));
    assertThat(node.sentTo(peer).getFirst()).isInstanceOf(Message.Encoded.class);
  }

  @Test
  void partsWithWhoeverAsksForTransactionsThatABlockCannotHave() {
    node.receive(peer, new GetBlockTxn(at(600).hash(), List.of(0, 1)));
    assertThat(node.misbehaved(peer)).contains("getblocktxn with out-of-bounds tx indices");
    var other = node.outbound();
    node.receive(other, new GetBlockTxn(at(600).hash(), List.of()));
    assertThat(node.dropped(other)).contains("getblocktxn received with no transaction indexes");
  }

  @Test
  void doesNotShowOldBlocksBesideTheChain() {
    // A branch that was once the best: its second block was checked, and is half a day old.
    var branch = tree.mine(at(598), 3);
    node.mine(branch);
    assertThat(node.chain.tip().hash()).isEqualTo(branch.getLast().hash());
    node.sentTo(peer);
    assertThat(serve(item(at(600)))).hasSize(1);
    clock.advance(Duration.ofDays(40));
    node.mine(List.of(tree.mine(branch.getLast(), clock.instant().getEpochSecond(), List.of())));
    node.sentTo(peer);
    assertThat(serve(item(at(600)))).isEmpty();
    node.receive(peer, new GetHeaders(List.of(), at(600).hash()));
    assertThat(node.sentTo(peer)).isEmpty();
  }

  @Test
  void doesNotShowBlocksThatWereNeverChecked() {
    var branch = tree.mine(at(590), 2);
    node.mine(branch);
    assertThat(serve(item(branch.getFirst()))).isEmpty();
  }

  @Test
  void servesOldBlocksOnlyBelowTheUploadLimit() {
    clock.advance(Duration.ofDays(8));
    var recent = tree.mine(at(600), clock.instant().getEpochSecond(), List.of());
    node.mine(List.of(recent));
    node.sentTo(peer);
    node.uploadLimitReached = true;
    assertThat(serve(item(recent))).hasSize(1);
    var friend = node.connect(ConnectionType.INBOUND, SyncNode.FULL, Permission.DOWNLOAD);
    node.sentTo(friend);
    node.receive(friend, new GetData(List.of(item(at(600)))));
    assertThat(node.sentTo(friend)).hasSize(1);
    serve(item(at(600)));
    assertThat(node.dropped(peer)).contains("historical block serving limit reached");
  }

  @Test
  void servesNoFilteredBlocksUnlessItOffersThat() {
    serve(item(InventoryType.FILTERED_BLOCK, at(600)));
    assertThat(node.dropped(peer))
        .contains("filtered block request received when NODE_BLOOM service disabled");
  }
}
