package cairn.p2p.relay;

import static cairn.p2p.TestTransactions.coin;
import static cairn.p2p.TestTransactions.output;
import static cairn.p2p.TestTransactions.overspend;
import static cairn.p2p.TestTransactions.spend;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.p2p.wire.InventoryItem;
import cairn.p2p.wire.InventoryMessage.Inv;
import cairn.p2p.wire.InventoryMessage.Tx;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Transactions whose parents are not here. */
class OrphanDownloadTest extends RelayWithCoins {
  @Test
  void fetchesMissingParentsFromWhoeverHasTheChild() {
    var first = node.inbound();
    var second = node.inbound();
    node.offer(first, CHILD);
    node.offer(second, CHILD);
    node.advanceSeconds(2);
    var asked = node.requestsTo(first).isEmpty() ? second : first;
    var other = asked == first ? second : first;
    node.give(asked, CHILD);
    assertThat(isOrphan(CHILD)).isTrue();

    node.advanceSeconds(3.9);
    assertThat(node.requestsTo(asked)).isEmpty();
    node.advanceSeconds(0.1);
    var choice = node.requestsTo(asked);
    var requested = choice.isEmpty() ? other : asked;
    assertThat(choice.isEmpty() ? node.requestsTo(other) : choice)
        .containsExactly(witnessTx(PARENT));

    node.advanceSeconds(60);
    var next = requested == first ? second : first;
    assertThat(node.requestsTo(next)).as("the other has it too").containsExactly(witnessTx(PARENT));
    node.give(next, PARENT);
    assertThat(isInPool(PARENT)).isTrue();
    assertThat(isInPool(CHILD)).isTrue();
    assertThat(node.relay.orphans()).isEmpty();
  }

  @Test
  void addsLaterAnnouncersOfAnOrphanToThoseWhoHaveIt() {
    var first = node.outbound();
    var late = node.outbound();
    node.give(first, CHILD);
    node.offer(late, CHILD);
    assertThat(node.relay.orphans().getFirst().announcers())
        .containsExactlyInAnyOrder(first.id(), late.id());
    node.disconnect(first);
    node.advanceSeconds(2);
    assertThat(node.requestsTo(late)).containsExactly(witnessTx(PARENT));
  }

  @Test
  void triesOrphansAgainOneAfterTheOther() {
    var peer = node.outbound();
    var grandchild = spend(output(CHILD, 0));
    node.give(peer, grandchild);
    node.give(peer, CHILD);
    assertThat(node.relay.orphans()).hasSize(2);

    node.give(peer, PARENT);
    assertThat(node.relay.orphans()).isEmpty();
    assertThat(isInPool(grandchild)).isTrue();
    assertThat(peer.isAwaitingAnswers()).isFalse();
  }

  @Test
  void hasOneOrphanOfEachPeerTriedBeforeWhoeverFreedThemHearsOfAnything() {
    var peer = node.outbound();
    var other = node.outbound();
    var sibling = spend(output(PARENT, 1));
    node.give(peer, CHILD);
    node.give(peer, sibling);
    node.receiveOnly(other, new Tx(PARENT));
    assertThat(node.settleOne()).as("the parent").isTrue();
    assertThat(other.isAwaitingAnswers()).isTrue();
    assertThat(node.settleOne()).as("an orphan").isTrue();
    assertThat(other.isAwaitingAnswers()).isFalse();
    assertThat(peer.isAwaitingAnswers()).as("there is one more").isTrue();
    node.settle();
    assertThat(isInPool(CHILD)).isTrue();
    assertThat(isInPool(sibling)).isTrue();
  }

  @Test
  void handsOnTransactionsThatFollowTransactionsButNothingElse() {
    var peer = node.outbound();
    node.receiveOnly(peer, new Tx(PARENT));
    node.receiveOnly(peer, new Tx(CHILD));
    var other = InventoryItem.of(spend(coin(9)).wtxid());
    node.receiveOnly(peer, new Inv(List.of(other)));
    assertThat(peer.maySendTransaction()).as("both wait, and there is room").isTrue();
    assertThat(node.relay.announcementsOf(peer)).isZero();
    node.settle();
    assertThat(isInPool(PARENT)).isTrue();
    assertThat(isInPool(CHILD)).isTrue();
    assertThat(node.relay.orphans()).isEmpty();
    assertThat(node.relay.announcementsOf(peer)).isEqualTo(1);
  }

  @Test
  void looksAtNothingElseOfAPeerWhileItsOrphansAreTried() {
    var peer = node.outbound();
    var other = node.outbound();
    node.give(peer, CHILD);
    node.receiveOnly(other, new Tx(PARENT));
    assertThat(node.settleOne()).isTrue();
    assertThat(peer.isAwaitingAnswers()).isTrue();
    node.settle();
    assertThat(peer.isAwaitingAnswers()).isFalse();
    assertThat(isInPool(CHILD)).isTrue();
  }

  @Test
  void triesOrphansWhoseParentsAreInABlock() {
    var peer = node.outbound();
    node.give(peer, CHILD);
    node.connectBlock(PARENT);
    assertThat(isInPool(CHILD)).isTrue();
    assertThat(node.relay.orphans()).isEmpty();
  }

  @Test
  void doesNotKeepAnOrphanOfARefusedParent() {
    var peer = node.outbound();
    var parent = overspend(coin(3));
    node.give(peer, parent);
    var child = spend(output(parent, 0));
    node.give(peer, child);

    assertThat(node.relay.orphans()).isEmpty();
    node.advanceSeconds(100);
    assertThat(node.requestsTo(peer)).isEmpty();
    node.offer(node.outbound(), child);
    assertThat(node.requestsTo(peer)).isEmpty();
  }

  @Test
  void doesNotFetchParentsThatAreHere() {
    var peer = node.outbound();
    node.give(peer, PARENT);
    var missing = spend(coin(3));
    var child = spend(output(PARENT, 0), output(missing, 0), output(missing, 1));
    node.give(peer, child);
    node.advanceSeconds(2);
    assertThat(node.requestsTo(peer)).containsExactly(witnessTx(missing));
  }

  @Test
  void forgetsWhatAPeerHadWhenItGoes() {
    var peer = node.outbound();
    node.give(peer, CHILD);
    node.receiveOnly(peer, new Tx(spend(output(CHILD, 0))));
    node.sentTo(peer);
    node.disconnect(peer);
    node.settle();
    assertThat(node.relay.orphans()).isEmpty();
    node.advanceSeconds(100);
    assertThat(node.sentTo(peer)).isEmpty();
  }
}
