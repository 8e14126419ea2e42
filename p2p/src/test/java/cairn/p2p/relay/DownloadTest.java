package cairn.p2p.relay;

import static cairn.p2p.TestTransactions.coin;
import static cairn.p2p.TestTransactions.output;
import static cairn.p2p.TestTransactions.overspend;
import static cairn.p2p.TestTransactions.spend;
import static cairn.p2p.TestTransactions.spendPlain;
import static cairn.p2p.TestTransactions.withWitness;
import static cairn.p2p.TestTransactions.withoutWitness;
import static cairn.p2p.relay.RelayNode.items;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.p2p.MemoryPool;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.Peer;
import cairn.p2p.permissions.Permission;
import cairn.p2p.wire.InventoryItem;
import cairn.p2p.wire.InventoryItem.TxItem;
import cairn.p2p.wire.InventoryMessage.GetData;
import cairn.p2p.wire.InventoryMessage.Inv;
import cairn.p2p.wire.InventoryMessage.NotFound;
import cairn.p2p.wire.InventoryMessage.Tx;
import cairn.p2p.wire.InventoryType;
import cairn.p2p.wire.ServiceFlags;
import cairn.primitives.Bytes;
import cairn.primitives.Transaction;
import cairn.primitives.TransactionId;
import cairn.primitives.Txid;
import cairn.primitives.Witness;
import cairn.primitives.Wtxid;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DownloadTest {
  private static final Transaction PARENT = spend(coin(1));
  private static final Transaction CHILD = spend(output(PARENT, 0));

  private final RelayNode node = new RelayNode();

  DownloadTest() {
    for (int i = 0; i < 20; i++) {
      node.pool.fund(coin(i), 10_000);
    }
  }

  private static InventoryItem witnessTx(Transaction transaction) {
    return new TxItem(InventoryType.WITNESS_TX, transaction.txid());
  }

  private static TransactionId[] unknown(int count) {
    return IntStream.range(0, count).mapToObj(i -> new Wtxid(5, i, 0, 0)).toArray(Wtxid[]::new);
  }

  private boolean isInPool(Transaction transaction) {
    return node.pool.find(transaction.wtxid()) != null;
  }

  private boolean isOrphan(Transaction transaction) {
    return node.relay.orphans().stream().anyMatch(one -> one.transaction().equals(transaction));
  }

  @Test
  void asksAPeerOfItsOwnChoiceAtOnce() {
    var peer = node.outbound();
    node.offer(peer, PARENT);
    assertThat(node.requestsTo(peer)).isEqualTo(items(PARENT.wtxid()));

    node.give(peer, PARENT);
    assertThat(isInPool(PARENT)).isTrue();
    assertThat(node.relay.info(peer).orElseThrow().lastUseful()).contains(RelayNode.START);
  }

  @Test
  void asksAPeerThatConnectedAfterTwoSeconds() {
    var peer = node.inbound();
    node.offer(peer, PARENT);
    node.advanceSeconds(1.9);
    assertThat(node.requestsTo(peer)).isEmpty();
    node.advanceSeconds(0.1);
    assertThat(node.requestsTo(peer)).isEqualTo(items(PARENT.wtxid()));
  }

  @Test
  void trustsWhomTheOperatorTrusts() {
    var peer = node.calls(ConnectionType.INBOUND).allowed(Permission.NOBAN).connect();
    node.offer(peer, PARENT);
    assertThat(node.requestsTo(peer)).hasSize(1);
  }

  @Test
  void doesNotPreferWhoServesNoBlocks() {
    var peer = node.calls(ConnectionType.OUTBOUND_FULL_RELAY).services(ServiceFlags.NONE).connect();
    node.offer(peer, PARENT);
    assertThat(node.requestsTo(peer)).isEmpty();
  }

  @Test
  void asksByTxidLaterAsLongAsSomebodyAnnouncesByWtxid() {
    var old = node.calls(ConnectionType.OUTBOUND_FULL_RELAY).byTxid().connect();
    node.offer(old, PARENT);
    assertThat(node.requestsTo(old)).containsExactly(witnessTx(PARENT));

    var modern = node.outbound();
    node.offer(old, CHILD);
    node.advanceSeconds(1.9);
    assertThat(node.requestsTo(old)).isEmpty();
    node.advanceSeconds(0.1);
    assertThat(node.requestsTo(old)).containsExactly(witnessTx(CHILD));

    node.disconnect(modern);
    node.offer(old, spend(coin(2)));
    assertThat(node.requestsTo(old)).hasSize(1);
  }

  @Test
  void asksForNoWitnessOfWhoHasNone() {
    var peer =
        node.calls(ConnectionType.OUTBOUND_FULL_RELAY)
            .byTxid()
            .services(ServiceFlags.NETWORK)
            .connect();
    node.offer(peer, PARENT);
    assertThat(node.requestsTo(peer)).isEqualTo(items(PARENT.txid()));
  }

  @Test
  void overlooksOffersInAFormThatWasNotAgreedOn() {
    var modern = node.outbound();
    var old = node.calls(ConnectionType.OUTBOUND_FULL_RELAY).byTxid().connect();
    node.offer(modern, PARENT.txid());
    node.offer(old, PARENT.wtxid());
    node.advanceSeconds(100);
    assertThat(node.requestsTo(modern)).isEmpty();
    assertThat(node.requestsTo(old)).isEmpty();
  }

  @Test
  void asksTheNextWhenOneDoesNotAnswer() {
    var first = node.outbound();
    var second = node.outbound();
    node.offer(first, PARENT);
    node.offer(second, PARENT);
    assertThat(node.requestsTo(first)).hasSize(1);
    assertThat(node.requestsTo(second)).isEmpty();

    node.advanceSeconds(59.9);
    assertThat(node.requestsTo(second)).isEmpty();
    node.advanceSeconds(0.1);
    assertThat(node.requestsTo(second)).hasSize(1);
  }

  @Test
  void asksTheNextAtOnceWhenOneDoesNotHaveItOrGoes() {
    var first = node.outbound();
    var second = node.outbound();
    var third = node.outbound();
    for (var peer : List.of(first, second, third)) {
      node.offer(peer, PARENT);
    }
    node.receive(first, new NotFound(items(PARENT.wtxid())));
    var next = node.requestsTo(second).isEmpty() ? third : second;
    node.disconnect(next);
    assertThat(node.requestsTo(next == second ? third : second)).hasSize(1);
  }

  @Test
  void doesNotHaveMoreThanAHundredRequestsUnderWayBeforeItWaits() {
    var peer = node.outbound();
    node.offer(peer, unknown(100));
    assertThat(node.requestsTo(peer)).hasSize(100);

    node.offer(peer, PARENT);
    node.advanceSeconds(1.9);
    assertThat(node.requestsTo(peer)).isEmpty();
    node.advanceSeconds(0.1);
    assertThat(node.requestsTo(peer)).hasSize(1);
  }

  @Test
  void remembersNoMoreThanFiveThousandOffersOfAPeer() {
    var peer = node.outbound();
    node.offer(peer, unknown(5001));
    assertThat(node.sentTo(peer).stream().filter(GetData.class::isInstance))
        .hasSize(5)
        .allSatisfy(message -> assertThat(((GetData) message).items()).hasSize(1000));

    var trusted = node.calls(ConnectionType.INBOUND).allowed(Permission.RELAY).connect();
    node.offer(
        trusted,
        IntStream.range(0, 5001).mapToObj(i -> new Wtxid(6, i, 0, 0)).toArray(Wtxid[]::new));
    node.advanceSeconds(2);
    assertThat(node.requestsTo(trusted)).hasSize(5001);
  }

  @Test
  void doesNotFetchWhatIsInThePoolOrWasRefusedOrConfirmed() {
    var peer = node.outbound();
    var other = node.outbound();
    var refused = withWitness(overspend(coin(3)), 1);
    node.give(peer, PARENT);
    node.give(peer, refused);
    node.connectBlock(CHILD);
    node.sentTo(other);

    node.offer(other, PARENT, CHILD);
    assertThat(node.requestsTo(other)).isEmpty();
    node.offer(other, refused);
    assertThat(node.requestsTo(other)).as("a block may have made it good").hasSize(1);
    node.give(other, refused);
    node.offer(peer, withWitness(refused, 2), refused);
    assertThat(node.requestsTo(peer)).isEqualTo(items(withWitness(refused, 2).wtxid()));
  }

  @Test
  void fetchesWhatLeftTheChainAgain() {
    var peer = node.outbound();
    node.connectBlock(PARENT);
    node.offer(peer, PARENT);
    assertThat(node.requestsTo(peer)).isEmpty();
    node.relay.disconnected();
    node.offer(peer, PARENT);
    assertThat(node.requestsTo(peer)).hasSize(1);
  }

  @Test
  void fetchesAWholeTransactionThoughItCameWithoutItsWitness() {
    var liar = node.outbound();
    var honest = node.outbound();
    node.pool.requireWitness(PARENT.txid());
    node.offer(liar, PARENT);
    node.give(liar, withoutWitness(PARENT));

    node.offer(honest, PARENT);
    node.advanceSeconds(60);
    assertThat(node.requestsTo(honest)).hasSize(1);
    node.give(honest, PARENT);
    assertThat(isInPool(PARENT)).isTrue();
  }

  @Test
  void fetchesAWholeTransactionThoughItCameWithABadWitness() {
    var liar = node.outbound();
    var honest = node.outbound();
    var bad =
        Transaction.of(
            2,
            List.of(PARENT.inputs().getFirst().with(Witness.of(Bytes.of(MemoryPool.BAD_WITNESS)))),
            PARENT.outputs(),
            0);
    assertThat(bad.txid()).isEqualTo(PARENT.txid());
    node.give(liar, bad);
    node.offer(honest, PARENT);
    assertThat(node.requestsTo(honest)).hasSize(1);
  }

  @Test
  void doesNotAskOthersForWhatThePoolIsLookingAt() {
    var first = node.outbound();
    var second = node.outbound();
    node.offer(first, PARENT);
    node.offer(second, PARENT);
    node.receiveOnly(first, new Tx(PARENT));
    assertThat(node.requestsTo(second)).isEmpty();

    node.settle();
    assertThat(node.requestsTo(second)).isEmpty();
    node.advanceSeconds(100);
    assertThat(node.requestsTo(second)).isEmpty();
  }

  @Test
  void asksOthersAfterThePoolFoundTheWitnessMissing() {
    var first = node.outbound();
    var second = node.calls(ConnectionType.OUTBOUND_FULL_RELAY).byTxid().connect();
    node.pool.requireWitness(PARENT.txid());
    node.offer(second, PARENT);
    node.advanceSeconds(1);
    node.receiveOnly(first, new Tx(withoutWitness(PARENT)));
    node.advanceSeconds(1);
    assertThat(node.requestsTo(second)).containsExactly(witnessTx(PARENT));
  }

  @Test
  void takesOneOfTwoThatSendTheSame() {
    var first = node.outbound();
    var second = node.outbound();
    node.receiveOnly(first, new Tx(PARENT));
    node.receiveOnly(second, new Tx(PARENT));
    assertThat(second.isAwaitingAnswers()).isTrue();
    node.settle();
    assertThat(isInPool(PARENT)).isTrue();
    assertThat(first.isAwaitingAnswers()).isFalse();
    assertThat(second.isAwaitingAnswers()).isFalse();
  }

  @Test
  void doesNotTakeATransactionWithoutItsWitnessForTheWholeOne() {
    var first = node.outbound();
    var second = node.outbound();
    node.pool.requireWitness(PARENT.txid());
    node.receiveOnly(first, new Tx(PARENT));
    node.receiveOnly(second, new Tx(withoutWitness(PARENT)));
    node.settle();
    assertThat(second.isAwaitingAnswers()).isFalse();
    assertThat(isInPool(PARENT)).isTrue();
  }

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
  void looksAtNothingElseOfAPeerWhileItsOrphansAreTried() {
    var peer = node.outbound();
    var other = node.outbound();
    node.give(peer, CHILD);
    node.receiveOnly(other, new Tx(PARENT));
    assertThat(node.settleOne()).isTrue();
    assertThat(peer.isAwaitingAnswers()).isTrue();
    assertThat(other.isAwaitingAnswers()).isFalse();
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

  /** Pays 400 satoshis for about 70 virtual bytes, which is not enough from now on. */
  private Transaction cheap(Peer from) {
    node.pool.fund(coin(500), 400);
    node.pool.setMinimumFeeRate(20_000);
    var cheap = spend(coin(500));
    node.give(from, cheap);
    return cheap;
  }

  @Test
  void takesAParentThatPaysTooLittleWithAChildThatPaysForIt() {
    var peer = node.outbound();
    var parent = cheap(peer);
    assertThat(isInPool(parent)).isFalse();
    node.offer(node.outbound(), parent);
    node.pool.fund(coin(501), 30_000);
    var child = spend(output(parent, 0), coin(501));

    node.give(peer, child);
    assertThat(isOrphan(child)).isTrue();
    node.advanceSeconds(2);
    assertThat(node.requestsTo(peer)).contains(witnessTx(parent));
    node.give(peer, parent);

    assertThat(isInPool(parent)).isTrue();
    assertThat(isInPool(child)).isTrue();
    assertThat(node.relay.orphans()).isEmpty();
  }

  @Test
  void takesAChildThatWasHereFirstWithItsCheapParent() {
    var peer = node.outbound();
    node.pool.fund(coin(500), 400);
    node.pool.fund(coin(501), 30_000);
    node.pool.setMinimumFeeRate(20_000);
    var parent = spend(coin(500));
    var child = spend(output(parent, 0), coin(501));
    node.give(peer, child);
    node.give(peer, parent);
    assertThat(isInPool(parent)).isTrue();
    assertThat(isInPool(child)).isTrue();
  }

  @Test
  void triesNoPairTwice() {
    var peer = node.outbound();
    var parent = cheap(peer);
    var child = spend(output(parent, 0), output(parent, 1)); // pays for nothing
    node.give(peer, child);
    node.give(peer, parent);
    assertThat(isInPool(parent)).isFalse();

    node.pool.setMinimumFeeRate(0);
    node.give(peer, parent);
    assertThat(isInPool(parent)).as("not offered by itself, nor with that child").isFalse();

    node.connectBlock();
    node.give(peer, parent);
    assertThat(isInPool(parent)).isTrue();
  }

  @Test
  void doesNotPairAParentWithWhatOthersHaveSent() {
    var peer = node.outbound();
    var parent = cheap(peer);
    node.pool.fund(coin(501), 30_000);
    var child = spend(output(parent, 0), coin(501));
    node.give(node.outbound(), child);
    node.give(peer, parent);
    assertThat(isInPool(parent)).isFalse();
  }

  @Test
  void keepsNoOrphanOfTwoParentsThatPayTooLittle() {
    var peer = node.outbound();
    var first = withoutWitness(cheap(peer));
    node.pool.fund(coin(502), 400);
    var second = spendPlain(coin(502));
    node.give(peer, first);
    node.give(peer, second);
    node.give(peer, spend(output(first, 0), output(second, 0)));
    assertThat(node.relay.orphans()).isEmpty();
    node.give(peer, spend(output(first, 0)));
    assertThat(node.relay.orphans()).hasSize(1);
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

  @Test
  void takesNothingWhileItIsFarBehind() {
    var peer = node.outbound();
    node.isFarBehind = true;
    node.offer(peer, PARENT);
    node.advanceSeconds(100);
    assertThat(node.requestsTo(peer)).isEmpty();
    node.give(peer, PARENT);
    assertThat(isInPool(PARENT)).isFalse();
    assertThat(node.dropped(peer)).isEmpty();
    node.connectBlock(PARENT);

    node.isFarBehind = false;
    node.offer(peer, PARENT);
    assertThat(node.requestsTo(peer)).as("not remembered as confirmed").hasSize(1);
  }

  @Test
  void takesNoTransactionsFromWhoWasToldSo() {
    var quiet = node.calls(ConnectionType.BLOCK_RELAY_ONLY).connect();
    node.offer(quiet, PARENT);
    assertThat(node.dropped(quiet))
        .contains("transaction (" + PARENT.wtxid() + ") inv sent in violation of protocol");
    var other = node.calls(ConnectionType.BLOCK_RELAY_ONLY).connect();
    node.give(other, PARENT);
    assertThat(node.dropped(other)).contains("transaction sent in violation of protocol");
    assertThat(isInPool(PARENT)).isFalse();
  }

  @Test
  void takesNoTransactionsAtAllIfItRelaysBlocksOnly() {
    var strict = new RelayNode(RelayOptions.SMALL.withBlocksOnly(true), new SplittableRandom(1));
    strict.pool.fund(coin(1), 10_000);
    var peer = strict.inbound();
    strict.receive(peer, new Inv(List.of(InventoryItem.of(new Txid(1, 2, 3, 4)))));
    assertThat(strict.dropped(peer)).as("in a form that is overlooked").isEmpty();
    strict.give(peer, PARENT);
    assertThat(strict.dropped(peer)).contains("transaction sent in violation of protocol");

    var trusted = strict.calls(ConnectionType.INBOUND).allowed(Permission.RELAY).connect();
    strict.give(trusted, PARENT);
    assertThat(strict.pool.find(PARENT.wtxid())).isNotNull();
  }

  @Test
  void overlooksAnAnswerThatNamesTooMuch() {
    var first = node.outbound();
    var second = node.outbound();
    node.offer(first, PARENT);
    node.offer(second, PARENT);
    var many = new Wtxid[5017];
    Arrays.fill(many, PARENT.wtxid());
    node.receive(first, new NotFound(items(many)));
    assertThat(node.requestsTo(second)).isEmpty();
    node.receive(first, new NotFound(items(Arrays.copyOf(many, 5016))));
    assertThat(node.requestsTo(second)).hasSize(1);
  }
}
