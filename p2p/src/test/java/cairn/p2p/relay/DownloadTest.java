package cairn.p2p.relay;

import static cairn.p2p.TestTransactions.coin;
import static cairn.p2p.TestTransactions.overspend;
import static cairn.p2p.TestTransactions.spend;
import static cairn.p2p.TestTransactions.withWitness;
import static cairn.p2p.relay.RelayNode.items;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.p2p.peer.ConnectionType;
import cairn.p2p.permissions.Permission;
import cairn.p2p.wire.InventoryItem;
import cairn.p2p.wire.InventoryMessage.GetData;
import cairn.p2p.wire.InventoryMessage.Inv;
import cairn.p2p.wire.InventoryMessage.NotFound;
import cairn.p2p.wire.InventoryMessage.Tx;
import cairn.p2p.wire.ServiceFlags;
import cairn.primitives.TransactionId;
import cairn.primitives.Txid;
import cairn.primitives.Wtxid;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which transactions a node fetches, from whom, and when. */
class DownloadTest extends RelayWithCoins {
  private static TransactionId[] unknown(int count) {
    return IntStream.range(0, count).mapToObj(i -> new Wtxid(5, i, 0, 0)).toArray(Wtxid[]::new);
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
