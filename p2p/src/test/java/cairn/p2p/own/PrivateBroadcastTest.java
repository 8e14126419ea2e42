package cairn.p2p.own;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.genesis.Networks;
import cairn.p2p.FakeClock;
import cairn.p2p.MemoryPool;
import cairn.p2p.TestTransactions;
import cairn.p2p.peer.Alarms;
import cairn.p2p.peer.ConnectionFacts;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.Peer;
import cairn.p2p.peer.Peer.Stage;
import cairn.p2p.peer.PeerId;
import cairn.p2p.peer.PeerRecorder;
import cairn.p2p.peer.Surroundings;
import cairn.p2p.peer.Timetable;
import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.InventoryItem;
import cairn.p2p.wire.InventoryItem.TxItem;
import cairn.p2p.wire.InventoryItem.WtxItem;
import cairn.p2p.wire.InventoryMessage.GetData;
import cairn.p2p.wire.InventoryMessage.Inv;
import cairn.p2p.wire.InventoryMessage.Mempool;
import cairn.p2p.wire.InventoryMessage.Tx;
import cairn.p2p.wire.InventoryType;
import cairn.p2p.wire.KeepaliveMessage.Ping;
import cairn.p2p.wire.KeepaliveMessage.Pong;
import cairn.p2p.wire.NetworkType;
import cairn.p2p.wire.ServiceFlags;
import cairn.primitives.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PrivateBroadcastTest extends PeerRecorder implements PrivateConnections {
  private static final Duration MOMENT = Duration.ofSeconds(1);

  private final FakeClock clock = new FakeClock(Instant.ofEpochSecond(1_800_000_000));
  private final Alarms alarms = new Alarms();
  private final MemoryPool pool = new MemoryPool(Runnable::run);
  private final PrivateBroadcast broadcast =
      new PrivateBroadcast(
          new Surroundings(Networks.regtest(), clock, new Random(1), alarms, this, peers, this),
          new Timetable(alarms, clock),
          pool,
          this);
  private final Transaction first = transaction(1);
  private final Transaction second = transaction(2);
  private int wanted;
  private long nextPeer;

  @Override
  public void want(int count) {
    wanted += count;
  }

  @Override
  public void wantLess(int count) {
    wanted -= count;
  }

  private static Transaction transaction(int number) {
    return TestTransactions.spend(TestTransactions.coin(number));
  }

  @BeforeEach
  void start() {
    broadcast.start();
  }

  /** A peer that was called for this, and whose handshake is done. */
  private Peer connect() {
    long number = nextPeer++;
    var remote =
        Endpoint.parse("20.1.%d.%d".formatted(number / 200, number % 200), 8333).orElseThrow();
    var facts =
        new ConnectionFacts(
            ConnectionType.PRIVATE_BROADCAST,
            remote,
            remote.toString(),
            Endpoint.UNSPECIFIED,
            NetworkType.ONION,
            ServiceFlags.NETWORK,
            Set.of(),
            clock.instant());
    var peer = new Peer(new PeerId(number), facts, ServiceFlags.NONE);
    peers.add(peer);
    broadcast.opened(peer);
    peer.enter(Stage.READY);
    broadcast.begin(peer);
    wanted--;
    return peer;
  }

  private void finish() {
    finishClosing(broadcast::closed);
  }

  private void ask(Peer peer, InventoryItem... items) {
    broadcast.received(peer, new GetData(List.of(items)));
  }

  private static InventoryItem item(Transaction transaction) {
    return new TxItem(InventoryType.WITNESS_TX, transaction.txid());
  }

  /** Has a peer take what it is sent. */
  private Peer send(Transaction transaction) {
    var peer = connect();
    assertThat(sentTo(peer))
        .containsExactly(new Inv(List.of(new TxItem(InventoryType.TX, transaction.txid()))));
    ask(peer, item(transaction));
    var sent = sentTo(peer);
    assertThat(sent).hasSize(2);
    assertThat(sent.getFirst()).isEqualTo(new Tx(transaction));
    long nonce = ((Ping) sent.getLast()).nonce().orElseThrow();
    broadcast.received(peer, Pong.of(nonce));
    assertThat(dropped(peer)).isPresent();
    finish();
    return peer;
  }

  /** Goes through all alarms of that time, each at its time. */
  private void advance(Duration by) {
    var until = clock.instant().plus(by);
    for (var next = alarms.next(); !next.isAfter(until); next = alarms.next()) {
      clock.advance(Duration.between(clock.instant(), next));
      alarms.run(clock.instant());
    }
    clock.advance(Duration.between(clock.instant(), until));
  }

  private OwnTransaction only() {
    assertThat(broadcast.all()).hasSize(1);
    return broadcast.all().getFirst();
  }

  @Test
  void sendsATransactionToThreeNodes() {
    assertThat(broadcast.add(first)).isTrue();
    assertThat(wanted).isEqualTo(3);
    var to = send(first);
    clock.advance(MOMENT);
    send(first);
    send(first);
    assertThat(wanted).isZero();
    assertThat(only().transaction()).isEqualTo(first);
    assertThat(only().attemptsLeft()).isEqualTo(997);
    var time = clock.instant().minus(MOMENT);
    assertThat(only().sendings())
        .hasSize(3)
        .contains(new OwnTransaction.Sending(to.remote(), time, Optional.of(time)));
  }

  @Test
  void sendsWhatWasSentLeastFirst() {
    broadcast.add(first);
    broadcast.add(second);
    assertThat(wanted).isEqualTo(6);
    send(first);
    clock.advance(MOMENT);
    send(second);
    clock.advance(MOMENT);
    send(first);
    send(second);
  }

  @Test
  void isDoneWithATransactionThatComesBack() {
    broadcast.add(first);
    send(first);
    var late = connect();
    broadcast.received(connect(), second);
    assertThat(broadcast.all()).hasSize(1);
    var other = TestTransactions.withWitness(first, 5);
    broadcast.received(late, other);
    assertThat(broadcast.all()).hasSize(1);

    int before = wanted;
    broadcast.received(late, first);
    assertThat(broadcast.all()).isEmpty();
    assertThat(wanted).isEqualTo(before - 2);
    ask(late, item(first));
    assertThat(dropped(late)).contains("got GETDATA without sending an INV");
    var vain = connect();
    assertThat(dropped(vain))
        .contains("no more transactions for private broadcast (connected in vain)");
    finish();
    assertThat(wanted).isEqualTo(before - 3);
  }

  @Test
  void triesAnotherNodeInsteadOfOneThatDoesNotAnswer() {
    broadcast.add(first);
    var silent = connect();
    assertThat(wanted).isEqualTo(2);
    advance(Duration.ofMinutes(3).minus(MOMENT));
    assertThat(dropped(silent)).isEmpty();
    advance(MOMENT);
    assertThat(dropped(silent))
        .contains("did not complete the transaction send within 180 seconds");
    finish();
    assertThat(wanted).isEqualTo(3);
    assertThat(only().sendings().getFirst().received()).isEmpty();
  }

  @Test
  void partsWithWhoAsksForSomethingElse() {
    broadcast.add(first);
    for (var wrong :
        List.<List<InventoryItem>>of(
            List.of(),
            List.of(item(second)),
            List.of(item(first), item(second)),
            List.of(new WtxItem(first.wtxid())))) {
      var peer = connect();
      sentTo(peer);
      broadcast.received(peer, new GetData(wrong));
      assertThat(dropped(peer)).contains("got an unexpected GETDATA message");
      assertThat(sentTo(peer)).isEmpty();
    }
  }

  @Test
  void sendsATransactionOnceOnly() {
    broadcast.add(first);
    var peer = connect();
    ask(peer, item(first));
    sentTo(peer);
    ask(peer, item(first));
    assertThat(sentTo(peer)).isEmpty();
    assertThat(dropped(peer)).contains("got an unexpected GETDATA message");
  }

  @Test
  void listensToNothingElse() {
    broadcast.add(first);
    var peer = connect();
    sentTo(peer);
    broadcast.received(peer, Ping.of(7));
    broadcast.received(peer, new Mempool());
    broadcast.received(peer, Pong.of(7));
    assertThat(sentTo(peer)).isEmpty();
    assertThat(dropped(peer)).isEmpty();
    assertThat(only().sendings().getFirst().received()).isEmpty();
  }

  @Test
  void sendsAgainWhatDoesNotComeBack() {
    broadcast.add(first);
    send(first);
    send(first);
    send(first);
    assertThat(wanted).isZero();
    advance(Duration.ofMinutes(4));
    assertThat(wanted).isPositive();
  }

  @Test
  void waitsLongerForWhatNobodyHas() {
    broadcast.add(first);
    advance(Duration.ofMinutes(5));
    assertThat(wanted).isEqualTo(3);
    advance(Duration.ofMinutes(4));
    assertThat(wanted).isEqualTo(4);
  }

  @Test
  void givesUpWhatTheMempoolWouldNotTakeAnyMore() {
    pool.fund(TestTransactions.coin(1), 1000);
    broadcast.add(first);
    pool.add(first);
    advance(Duration.ofMinutes(9));
    assertThat(broadcast.all()).isEmpty();
    assertThat(wanted).isEqualTo(3);
  }

  @Test
  void addsNothingTwice() {
    broadcast.add(first);
    assertThat(broadcast.add(first)).isTrue();
    assertThat(wanted).isEqualTo(3);
    assertThat(broadcast.all()).hasSize(1);
  }

  @Test
  void takesNoMoreThanTenThousand() {
    for (int i = 0; i < 10_000; i++) {
      assertThat(broadcast.add(transaction(i))).isTrue();
    }
    var more = transaction(10_000);
    assertThat(broadcast.add(more)).isFalse();
    assertThat(broadcast.add(first)).isTrue();
    assertThat(broadcast.abort(first.txid())).containsExactly(first);
    assertThat(broadcast.add(more)).isTrue();
    assertThat(broadcast.all()).hasSize(10_000);
  }

  @Test
  void abortsAllThatHaveAnId() {
    var other = TestTransactions.withWitness(first, 5);
    broadcast.add(first);
    broadcast.add(other);
    broadcast.add(second);
    assertThat(broadcast.abort(transaction(3).txid())).isEmpty();
    assertThat(broadcast.abort(second.wtxid())).containsExactly(second);
    assertThat(broadcast.abort(first.txid())).containsExactly(first, other);
    assertThat(broadcast.all()).isEmpty();
    assertThat(wanted).isZero();
  }

  @Test
  void sendsToNoMoreThanAThousandNodesUnlessAskedAgain() {
    broadcast.add(first);
    for (int i = 0; i < 1_000; i++) {
      connect();
    }
    assertThat(only().attemptsLeft()).isZero();
    assertThat(dropped(connect())).isPresent();
    int before = wanted;
    broadcast.add(first);
    assertThat(wanted).isEqualTo(before + 3);
    assertThat(only().attemptsLeft()).isEqualTo(1_000);
  }
}
