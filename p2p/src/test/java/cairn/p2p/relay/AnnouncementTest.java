package cairn.p2p.relay;

import static cairn.p2p.TestTransactions.coin;
import static cairn.p2p.TestTransactions.output;
import static cairn.p2p.TestTransactions.spend;
import static cairn.p2p.relay.RelayNode.items;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.Peer;
import cairn.p2p.permissions.Permission;
import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.InventoryItem;
import cairn.p2p.wire.InventoryMessage.FeeFilter;
import cairn.p2p.wire.InventoryMessage.GetData;
import cairn.p2p.wire.InventoryMessage.Mempool;
import cairn.p2p.wire.InventoryMessage.NotFound;
import cairn.p2p.wire.InventoryMessage.Tx;
import cairn.p2p.wire.InventoryType;
import cairn.p2p.wire.Message;
import cairn.p2p.wire.MessageType;
import cairn.p2p.wire.NetworkAddress;
import cairn.primitives.Amount;
import cairn.primitives.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AnnouncementTest {
  private static final Transaction PARENT = spend(coin(1));
  private static final Transaction CHILD = spend(output(PARENT, 0), coin(2));

  private final RelayNode node = new RelayNode();

  AnnouncementTest() {
    for (int i = 0; i < 200; i++) {
      node.pool.fund(coin(i), 10_000 + i);
    }
  }

  private void own(Transaction transaction) {
    node.pool.add(transaction);
    node.relay.announce(transaction.wtxid());
    node.settle();
  }

  /** How long until the peer is told of something. */
  private Duration untilTold(Peer peer) {
    var start = node.clock.instant();
    while (node.offersTo(peer).isEmpty()) {
      node.advance(Duration.ofMillis(10));
    }
    return Duration.between(start, node.clock.instant());
  }

  @Test
  void tellsOthersOfWhatOneHasSent() {
    var sender = node.outbound();
    var inbound = node.inbound();
    var outbound = node.outbound();
    node.give(sender, PARENT);
    assertThat(node.relay.info(inbound).orElseThrow().queued()).isEqualTo(1);

    node.advanceSeconds(100);
    assertThat(node.offersTo(inbound)).isEqualTo(items(PARENT.wtxid()));
    assertThat(node.offersTo(outbound)).isEqualTo(items(PARENT.wtxid()));
    assertThat(node.offersTo(sender)).isEmpty();
    assertThat(node.relay.info(inbound).orElseThrow().queued()).isZero();
  }

  @Test
  void namesTransactionsAsThePeerDoes() {
    var old = node.calls(ConnectionType.INBOUND).byTxid().connect();
    own(PARENT);
    node.advanceSeconds(100);
    assertThat(node.offersTo(old)).isEqualTo(items(PARENT.txid()));
  }

  @Test
  void tellsInboundPeersAllAtOnceAndOutboundPeersEachAtItsTime() {
    var inbound = IntStream.range(0, 8).mapToObj(_ -> node.inbound()).toList();
    var outbound = IntStream.range(0, 8).mapToObj(_ -> node.outbound()).toList();
    own(PARENT);
    var times = new HashSet<Instant>();
    var inboundTimes = new HashSet<Instant>();
    for (int i = 0; i < 10_000; i++) {
      node.advance(Duration.ofMillis(10));
      for (var peer : outbound) {
        if (!node.offersTo(peer).isEmpty()) {
          times.add(node.clock.instant());
        }
      }
      for (var peer : inbound) {
        if (!node.offersTo(peer).isEmpty()) {
          inboundTimes.add(node.clock.instant());
        }
      }
    }
    assertThat(inboundTimes).hasSize(1);
    assertThat(times).hasSize(8);
  }

  @Test
  void inboundPeersOfAnotherEntranceHaveAnotherTime() {
    var here = new Endpoint(new NetworkAddress.Ipv4(1), 8333);
    var there = new Endpoint(new NetworkAddress.Ipv4(2), 8333);
    var one = node.calls(ConnectionType.INBOUND).at(here).connect();
    var other = node.calls(ConnectionType.INBOUND).at(there).connect();
    own(PARENT);
    var first = node.alarms.next();
    node.advance(Duration.between(node.clock.instant(), first));
    assertThat(node.offersTo(one).isEmpty()).isNotEqualTo(node.offersTo(other).isEmpty());
  }

  @Test
  void waitsFiveSecondsForInboundAndTwoForOutboundPeersOnAverage() {
    var inbound = node.inbound();
    var outbound = node.outbound();
    double inboundSeconds = 0;
    double outboundSeconds = 0;
    int rounds = 190;
    for (int i = 0; i < rounds; i++) {
      own(spend(coin(i)));
      inboundSeconds += untilTold(inbound).toMillis() / 1000.0;
      node.offersTo(outbound);
      own(spend(output(spend(coin(i)), 0)));
      outboundSeconds += untilTold(outbound).toMillis() / 1000.0;
      node.advanceSeconds(30);
      node.offersTo(inbound);
    }
    // Four standard deviations of the mean, the random numbers being the same each time.
    assertThat(inboundSeconds / rounds).isBetween(3.5, 6.5);
    assertThat(outboundSeconds / rounds).isBetween(1.4, 2.6);
  }

  @Test
  void tellsWhomTheOperatorTrustsAtOnce() {
    var trusted = node.calls(ConnectionType.INBOUND).allowed(Permission.NOBAN).connect();
    own(PARENT);
    assertThat(node.offersTo(trusted)).isEqualTo(items(PARENT.wtxid()));
  }

  @Test
  void tellsNothingThatCameBeforeThePeer() {
    node.outbound();
    own(PARENT);
    var late = node.inbound();
    node.advanceSeconds(100);
    assertThat(node.offersTo(late)).isEmpty();
  }

  @Test
  void tellsParentsBeforeChildrenAndThenWhoPaysMore() {
    var peer = node.inbound();
    var poor = spend(coin(3));
    var rich = spend(coin(150));
    node.pool.add(PARENT);
    node.pool.add(CHILD);
    node.pool.add(poor);
    node.pool.add(rich);
    for (var one : List.of(CHILD, poor, PARENT, rich)) {
      node.relay.announce(one.wtxid());
    }
    node.advanceSeconds(100);
    assertThat(node.offersTo(peer))
        .isEqualTo(items(rich.wtxid(), poor.wtxid(), PARENT.wtxid(), CHILD.wtxid()));
  }

  @Test
  void doesNotTellOfWhatHasLeftThePoolOrPaysLessThanThePeerWants() {
    var peer = node.inbound();
    var gone = spend(coin(3));
    var cheap = spend(coin(50));
    node.pool.fund(coin(50), 69);
    node.receive(peer, new FeeFilter(1000));
    own(gone);
    own(cheap);
    own(PARENT);
    node.pool.remove(gone.txid());
    node.advanceSeconds(100);
    assertThat(node.offersTo(peer)).isEqualTo(items(PARENT.wtxid()));
    assertThat(node.relay.info(peer).orElseThrow().feeRate()).isEqualTo(1000);

    node.receive(peer, new FeeFilter(0));
    node.relay.announce(cheap.wtxid());
    node.advanceSeconds(100);
    assertThat(node.offersTo(peer)).isEqualTo(items(cheap.wtxid()));
  }

  @Test
  void overlooksAFeeFilterThatNobodyCouldPay() {
    var peer = node.inbound();
    node.receive(peer, new FeeFilter(Amount.MAX.sats() + 1));
    node.receive(peer, new FeeFilter(-1));
    assertThat(node.relay.info(peer).orElseThrow().feeRate()).isZero();
    node.receive(peer, new FeeFilter(Amount.MAX.sats()));
    own(PARENT);
    node.advanceSeconds(100);
    assertThat(node.offersTo(peer)).isEmpty();
  }

  @Test
  void tellsNothingToWhoDoesNotWantIt() {
    var quiet = node.calls(ConnectionType.INBOUND).withoutRelay().connect();
    var blocks = node.calls(ConnectionType.BLOCK_RELAY_ONLY).connect();
    own(PARENT);
    node.advanceSeconds(100);
    assertThat(node.offersTo(quiet)).isEmpty();
    assertThat(node.offersTo(blocks)).isEmpty();
    node.askedFor(quiet, PARENT.wtxid());
    node.askedFor(blocks, PARENT.wtxid());
    assertThat(node.sentTo(quiet)).as("not even that it was not found").isEmpty();
    assertThat(node.sentTo(blocks)).isEmpty();
  }

  @Test
  void givesWhatThePeerWasToldOf() {
    var peer = node.inbound();
    own(PARENT);
    node.askedFor(peer, PARENT.wtxid());
    assertThat(node.sentTo(peer)).contains(new NotFound(items(PARENT.wtxid())));
    assertThat(node.relay.info(peer).orElseThrow().lastSequence()).isEqualTo(1);

    node.advanceSeconds(100);
    assertThat(node.relay.info(peer).orElseThrow().lastSequence()).isEqualTo(2);
    node.sentTo(peer);
    node.askedFor(peer, PARENT.wtxid());
    assertThat(node.sentTo(peer)).containsExactly(new Tx(PARENT));
    node.receive(
        peer,
        new GetData(
            List.of(
                new InventoryItem.TxItem(InventoryType.WITNESS_TX, PARENT.txid()),
                new InventoryItem.TxItem(InventoryType.TX, PARENT.txid()))));
    assertThat(node.sentTo(peer))
        .containsExactly(
            new Tx(PARENT), new Message.Encoded(MessageType.TX, PARENT.serializedWithoutWitness()));
  }

  @Test
  void givesAnythingThatWasThereWhenThePeerWasLastTold() {
    var peer = node.inbound();
    node.pool.add(CHILD.equals(PARENT) ? CHILD : PARENT);
    own(CHILD);
    node.advanceSeconds(100);
    node.pool.add(spend(coin(7)));
    node.sentTo(peer);
    node.askedFor(peer, PARENT.wtxid(), spend(coin(7)).wtxid());
    assertThat(node.sentTo(peer))
        .containsExactly(new Tx(PARENT), new NotFound(items(spend(coin(7)).wtxid())));
  }

  @Test
  void givesTheTransactionsOfTheNewestBlock() {
    var peer = node.inbound();
    node.connectBlock(PARENT);
    node.sentTo(peer);
    node.askedFor(peer, PARENT.wtxid(), PARENT.txid(), CHILD.wtxid());
    assertThat(node.sentTo(peer))
        .containsExactly(
            new Tx(PARENT),
            new Message.Encoded(MessageType.TX, PARENT.serializedWithoutWitness()),
            new NotFound(items(CHILD.wtxid())));
  }

  @Test
  void tellsAllThatIsInThePoolToWhoMayAsk() {
    var peer = node.calls(ConnectionType.INBOUND).allowed(Permission.MEMPOOL).connect();
    node.pool.add(PARENT);
    node.pool.add(CHILD);
    node.receive(peer, new Mempool());
    node.advanceSeconds(100);
    assertThat(node.offersTo(peer)).isEqualTo(items(PARENT.wtxid(), CHILD.wtxid()));
    node.askedFor(peer, CHILD.wtxid());
    assertThat(node.sentTo(peer)).contains(new Tx(CHILD));

    node.relay.announce(PARENT.wtxid());
    node.advanceSeconds(100);
    assertThat(node.offersTo(peer)).isEmpty();
  }

  @Test
  void dropsWhoAsksForThePoolAndMayNot() {
    var stranger = node.inbound();
    node.receive(stranger, new Mempool());
    assertThat(node.dropped(stranger)).contains("mempool request with bloom filters disabled");
    var trusted = node.calls(ConnectionType.INBOUND).allowed(Permission.NOBAN).connect();
    node.receive(trusted, new Mempool());
    assertThat(node.dropped(trusted)).isEmpty();

    node.isUploadLimitReached = true;
    var served = node.calls(ConnectionType.INBOUND).servedFilters().connect();
    node.receive(served, new Mempool());
    assertThat(node.dropped(served)).contains("mempool request with bandwidth limit reached");
    var allowed = node.calls(ConnectionType.INBOUND).allowed(Permission.MEMPOOL).connect();
    node.receive(allowed, new Mempool());
    assertThat(node.dropped(allowed)).isEmpty();
  }

  @Test
  void tellsOfItsOwnTransactionsAgainUntilSomebodyFetchesThem() {
    own(PARENT);
    node.advance(Duration.ofMinutes(1));
    var peer = node.inbound();
    node.advance(Duration.ofMinutes(8));
    assertThat(node.offersTo(peer)).isEmpty();
    node.advance(Duration.ofMinutes(7));
    assertThat(node.offersTo(peer)).isEqualTo(items(PARENT.wtxid()));

    var other = node.inbound();
    node.advance(Duration.ofMinutes(16));
    assertThat(node.offersTo(other)).isEqualTo(items(PARENT.wtxid()));
    node.askedFor(peer, PARENT.wtxid());
    var late = node.inbound();
    node.advance(Duration.ofMinutes(30));
    assertThat(node.offersTo(late)).isEmpty();
  }

  @Test
  void tellsOfItsOwnTransactionsAgainWhenItsTasksArePutForward() {
    own(PARENT);
    node.advance(Duration.ofSeconds(30));
    var peer = node.inbound();
    node.tasks.forward(Duration.ofMinutes(15));
    node.advance(Duration.ofSeconds(100));
    assertThat(node.offersTo(peer)).isEqualTo(items(PARENT.wtxid()));
  }

  @Test
  void announcesAgainForWhoMayHaveItDone() {
    var gateway = node.calls(ConnectionType.INBOUND).allowed(Permission.FORCERELAY).connect();
    node.pool.add(PARENT);
    var peer = node.inbound();
    node.give(gateway, PARENT);
    node.give(node.inbound(), CHILD);
    node.advanceSeconds(100);
    assertThat(node.offersTo(peer)).isEqualTo(items(PARENT.wtxid(), CHILD.wtxid()));
  }

  @Test
  void announcesNoMoreEachSecondThanPeersCanFollow() {
    var slow = new RelayNode(RelayOptions.SMALL.withSendRate(2), new SplittableRandom(3));
    var peer = slow.inbound();
    var outbound = slow.outbound();
    var all = new ArrayList<Transaction>();
    for (int i = 0; i < 80; i++) {
      slow.pool.fund(coin(i), 10_000 + i);
      all.add(spend(coin(i)));
      slow.pool.add(all.getLast());
      slow.relay.announce(all.getLast().wtxid());
    }
    assertThat(slow.relay.inboundBacklog().waiting()).isEqualTo(20);
    assertThat(slow.relay.inboundBacklog().countTokens()).isZero();
    slow.pool.remove(all.getLast().txid());

    slow.advanceSeconds(2.2);
    // As soon as there is one token, as many are taken as an announcement has on average.
    assertThat(slow.relay.inboundBacklog().waiting()).isEqualTo(9);
    slow.advanceSeconds(100);
    assertThat(slow.relay.inboundBacklog().waiting()).isZero();
    assertThat(slow.offersTo(peer)).hasSize(79);
    assertThat(slow.offersTo(outbound)).hasSize(79);
  }

  @Test
  void keepsNoBacklogForPeersThatDoNotExist() {
    var slow = new RelayNode(RelayOptions.SMALL.withSendRate(1), new SplittableRandom(3));
    slow.inbound();
    for (int i = 0; i < 100; i++) {
      slow.pool.fund(coin(i), 10_000);
      slow.pool.add(spend(coin(i)));
      slow.relay.announce(spend(coin(i)).wtxid());
    }
    assertThat(slow.relay.inboundBacklog().waiting()).isEqualTo(70);
    slow.advanceSeconds(1);
    assertThat(slow.relay.outboundBacklog().waiting()).isZero();
  }

  @Test
  void keepsWhatIsNotInThePoolForCompactBlocks() {
    var peer = node.outbound();
    node.give(peer, CHILD);
    node.give(peer, spend(coin(1), coin(3)));
    node.pool.fund(coin(1), 90_000);
    node.give(peer, PARENT);
    assertThat(node.notInPool).containsExactly(CHILD, spend(coin(1), coin(3)));
  }
}
