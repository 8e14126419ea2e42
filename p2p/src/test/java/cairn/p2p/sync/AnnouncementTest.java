package cairn.p2p.sync;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.genesis.Networks;
import cairn.p2p.BlockTree;
import cairn.p2p.BlockTree.Entry;
import cairn.p2p.FakeClock;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.Peer;
import cairn.p2p.wire.ChainMessage.Headers;
import cairn.p2p.wire.ChainMessage.SendHeaders;
import cairn.p2p.wire.CompactBlockMessage.CmpctBlock;
import cairn.p2p.wire.CompactBlockMessage.SendCmpct;
import cairn.p2p.wire.InventoryItem;
import cairn.p2p.wire.InventoryMessage.Inv;
import cairn.primitives.BlockHash;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How peers are told of new blocks. */
class AnnouncementTest {
  private final BlockTree tree = new BlockTree(Networks.regtest());
  private final FakeClock clock =
      new FakeClock(Instant.ofEpochSecond(tree.genesis().header().time() + 6_000));
  private final SyncNode node = new SyncNode(tree, clock);
  private Entry tip = tree.genesis();
  private Peer peer;

  @BeforeEach
  void haveAPeer() {
    mine(1);
    peer = node.connect(ConnectionType.INBOUND, SyncNode.FULL);
    node.sentTo(peer);
  }

  private List<Entry> mine(int count) {
    return mine(tip, count);
  }

  /** Has the node connect several blocks at once. */
  private List<Entry> mine(Entry previous, int count) {
    var blocks = new ArrayList<Entry>();
    for (int i = 0; i < count; i++) {
      var last = blocks.isEmpty() ? previous : blocks.getLast();
      blocks.add(tree.mine(last, clock.instant().getEpochSecond(), List.of()));
    }
    tip = blocks.getLast();
    var reversed = blocks.reversed();
    node.mine(reversed);
    return blocks;
  }

  private static List<BlockHash> hashes(List<Entry> blocks) {
    return blocks.stream().map(Entry::hash).toList();
  }

  private static List<BlockHash> hashes(Headers headers) {
    return headers.headers().stream().map(header -> header.hash()).toList();
  }

  private void peerHas(Entry block) {
    node.receive(peer, new Headers(List.of(block.header())));
    node.sentTo(peer);
  }

  private void peerWantsHeaders() {
    node.receive(peer, new SendHeaders());
  }

  private void peerWantsCompactBlocks() {
    node.receive(peer, new SendCmpct(1, 2));
  }

  @Test
  void namesTheTipUnlessThePeerWantsMore() {
    mine(3);
    assertThat(node.sentTo(peer, Inv.class))
        .containsExactly(new Inv(List.of(InventoryItem.of(tip.hash()))));
  }

  @Test
  void sendsHeadersToThoseWhoWantThem() {
    peerWantsHeaders();
    peerHas(tip);
    var blocks = mine(3);
    var sent = node.sentTo(peer, Headers.class);
    assertThat(sent).hasSize(1);
    assertThat(hashes(sent.getFirst())).isEqualTo(hashes(blocks));
    // The peer has them now, so the next one goes on from there.
    var next = mine(1);
    assertThat(hashes(node.sentTo(peer, Headers.class).getFirst())).isEqualTo(hashes(next));
  }

  @Test
  void sendsOnlyHeadersThatThePeerDoesNotHave() {
    peerWantsHeaders();
    var first = tree.mine(tip, clock.instant().getEpochSecond(), List.of());
    peerHas(first);
    var second = tree.mine(first, clock.instant().getEpochSecond(), List.of());
    node.mine(List.of(second, first));
    assertThat(hashes(node.sentTo(peer, Headers.class).getFirst())).containsExactly(second.hash());
  }

  @Test
  void namesTheTipWhereHeadersWouldFollowNothingThatThePeerHas() {
    peerWantsHeaders();
    mine(1);
    assertThat(node.sentTo(peer, Inv.class)).hasSize(1);
  }

  @Test
  void namesTheTipWhereThereAreMoreThanEightBlocks() {
    peerWantsHeaders();
    peerHas(tip);
    mine(8);
    assertThat(node.sentTo(peer, Headers.class).getFirst().headers()).hasSize(8);
    mine(9);
    // Of nine blocks the last eight are looked at, and the peer does not have what they follow.
    assertThat(node.sentTo(peer)).containsExactly(new Inv(List.of(InventoryItem.of(tip.hash()))));
  }

  @Test
  void tellsThePeerNothingThatItHas() {
    var next = tree.mine(tip, clock.instant().getEpochSecond(), List.of());
    peerHas(next);
    node.mine(List.of(next));
    assertThat(node.sentTo(peer)).isEmpty();
  }

  @Test
  void announcesABranchThatHasBecomeTheBest() {
    peerWantsHeaders();
    peerHas(tip);
    var fork = tip;
    mine(2);
    node.sentTo(peer);
    var branch = mine(fork, 3);
    assertThat(hashes(node.sentTo(peer, Headers.class).getFirst())).isEqualTo(hashes(branch));
  }

  @Test
  void sendsAFreshBlockAtOnceToThoseWhoWantIt() {
    peerWantsCompactBlocks();
    peerHas(tip);
    mine(1);
    var sent = node.sentTo(peer);
    assertThat(sent).hasSize(1);
    assertThat(((CmpctBlock) sent.getFirst()).header()).isEqualTo(tip.header());
  }

  @Test
  void sendsACompactBlockForThePeerToHaveItIfTheBlockWasNotFresh() {
    peerWantsCompactBlocks();
    peerWantsHeaders();
    peerHas(tip);
    var fork = tip;
    mine(1);
    node.sentTo(peer);
    // The branch becomes the best with its second block, which follows no tip.
    var first = tree.mine(fork, clock.instant().getEpochSecond(), List.of());
    peerHas(first);
    var second = tree.mine(first, clock.instant().getEpochSecond(), List.of());
    node.mine(List.of(first, second));
    var sent = node.sentTo(peer, CmpctBlock.class);
    assertThat(sent).hasSize(1);
    assertThat(sent.getFirst().header()).isEqualTo(second.header());
  }

  @Test
  void sendsNoCompactBlockThatFollowsWhatThePeerDoesNotHave() {
    peerWantsCompactBlocks();
    mine(1);
    assertThat(node.sentTo(peer)).containsExactly(new Inv(List.of(InventoryItem.of(tip.hash()))));
  }

  @Test
  void namesTheTipToAPeerThatWasStillGreeting() {
    var late = node.begin(ConnectionType.INBOUND, SyncNode.FULL);
    mine(1);
    assertThat(node.sentTo(late)).isEmpty();
    node.complete(late);
    assertThat(node.sentTo(late, Inv.class)).hasSize(1);
  }

  @Test
  void announcesNothingWhileFarBehind() {
    var behind = new SyncNode(tree, new FakeClock(clock.instant().plusSeconds(1_000_000)));
    var other = behind.connect(ConnectionType.INBOUND, SyncNode.FULL);
    behind.sentTo(other);
    behind.mine(tree.mine(tree.genesis(), 3));
    assertThat(behind.sentTo(other, Inv.class)).isEmpty();
  }
}
