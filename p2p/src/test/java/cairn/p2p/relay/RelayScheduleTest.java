package cairn.p2p.relay;

import static cairn.p2p.TestTransactions.coin;
import static cairn.p2p.TestTransactions.output;
import static cairn.p2p.TestTransactions.spend;
import static cairn.p2p.TestTransactions.withWitness;
import static cairn.p2p.TestTransactions.withoutWitness;
import static cairn.p2p.relay.RelayNode.items;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.Peer;
import cairn.p2p.permissions.Permission;
import cairn.p2p.wire.InventoryItem;
import cairn.p2p.wire.InventoryItem.TxItem;
import cairn.p2p.wire.InventoryItem.WtxItem;
import cairn.p2p.wire.InventoryMessage.GetData;
import cairn.p2p.wire.InventoryMessage.Inv;
import cairn.p2p.wire.InventoryMessage.NotFound;
import cairn.p2p.wire.InventoryMessage.Tx;
import cairn.p2p.wire.Message;
import cairn.primitives.OutPoint;
import cairn.primitives.Transaction;
import cairn.primitives.Txid;
import cairn.primitives.Wtxid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds whatever peers do, in whatever order things happen. */
class RelayScheduleTest {
  /** A peer with orphans to be tried went before they were. */
  private static final long WORKER_GOES = 880159291984626114L;

  static LongStream seeds() {
    return LongStream.concat(LongStream.of(WORKER_GOES), new SplittableRandom().longs(8));
  }

  /** Transactions that spend each other, ordered so that parents come first. */
  private static List<Transaction> family(RelayNode node, RandomGenerator random, int size) {
    var all = new ArrayList<Transaction>();
    for (int i = 0; i < size; i++) {
      node.pool.fund(coin(i), 1000 + random.nextInt(10_000));
      var inputs = new ArrayList<OutPoint>();
      inputs.add(coin(i));
      for (int j = random.nextInt(3); j > 0 && !all.isEmpty(); j--) {
        var spent = output(all.get(random.nextInt(all.size())), random.nextInt(2));
        if (!inputs.contains(spent)
            && all.stream()
                .flatMap(one -> one.inputs().stream())
                .noneMatch(input -> input.previousOutput().equals(spent))) {
          inputs.add(spent);
        }
      }
      all.add(spend(inputs.toArray(OutPoint[]::new)));
    }
    return all;
  }

  /** A peer that has all of a family, and answers all that it is asked for. */
  private static boolean answer(RelayNode node, Peer peer, List<Transaction> has) {
    var wanted =
        node.sentTo(peer).stream()
            .filter(GetData.class::isInstance)
            .flatMap(message -> ((GetData) message).items().stream())
            .toList();
    for (var item : wanted) {
      has.stream().filter(one -> names(item, one)).forEach(one -> node.give(peer, one));
    }
    return !wanted.isEmpty();
  }

  private static boolean names(InventoryItem item, Transaction transaction) {
    return switch (item) {
      case TxItem(_, var txid) -> txid.equals(transaction.txid());
      case WtxItem(var wtxid) -> wtxid.equals(transaction.wtxid());
      default -> false;
    };
  }

  private static Message attack(RandomGenerator random, Transaction one) {
    return switch (random.nextInt(6)) {
      case 0 -> new Tx(withoutWitness(one));
      case 1 -> new Tx(withWitness(one, 0xff)); // not what makes a witness bad, but another
      case 2 -> new NotFound(items(one.wtxid(), one.txid()));
      case 3 -> new Tx(spend(output(one, 0), coin(1_000_000 + random.nextInt(1_000_000))));
      default -> new Inv(items(one.wtxid(), one.txid()));
    };
  }

  /**
   * Others announce all that there is, answer nothing or lies, and go and come back; an honest peer
   * that announces a family of transactions gets all of them in.
   */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void fetchesAllThatAnHonestPeerHas(long seed) {
    var random = new SplittableRandom(seed);
    var node = new RelayNode(RelayOptions.SMALL, random.split());
    var family = family(node, random, 30);
    family.forEach(one -> node.pool.requireWitness(one.txid()));
    var liars = new ArrayList<Peer>();
    for (int i = 0; i < 6; i++) {
      liars.add(random.nextBoolean() ? node.inbound() : node.outbound());
    }
    var honest = random.nextBoolean() ? node.inbound() : node.outbound();
    var unannounced = new ArrayList<>(family);

    for (int step = 0; step < 400; step++) {
      var one = family.get(random.nextInt(family.size()));
      int which = random.nextInt(liars.size());
      switch (random.nextInt(8)) {
        case 0 -> node.advance(Duration.ofMillis(random.nextInt(4000)));
        case 1 -> {
          if (!unannounced.isEmpty()) {
            // Now and then a child before its parents.
            var next = unannounced.remove(random.nextInt(Math.min(4, unannounced.size())));
            node.offer(honest, next);
          }
        }
        case 2 -> {
          if (random.nextInt(10) == 0) {
            node.disconnect(liars.get(which));
            liars.set(which, random.nextBoolean() ? node.inbound() : node.outbound());
          }
        }
        case 3 -> answer(node, honest, family);
        default -> node.receiveOnly(liars.get(which), attack(random, one));
      }
      if (random.nextInt(3) == 0) {
        node.settleOne();
      }
    }
    unannounced.forEach(one -> node.offer(honest, one));
    // A new block makes one look again at what the liars have had refused.
    for (int i = 0; i < 40; i++) {
      node.connectBlock();
      family.forEach(one -> node.offer(honest, one));
      while (answer(node, honest, family)) {}
      node.advanceSeconds(61);
    }
    assertThat(family).allSatisfy(one -> assertThat(node.pool.find(one.txid())).isNotNull());
  }

  /** Whatever is sent, what is remembered of a peer has its bounds, and nobody waits for ever. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void remembersABoundedAmountOfEachPeer(long seed) {
    var random = new SplittableRandom(seed);
    var node = new RelayNode(RelayOptions.SMALL, random.split());
    var family = family(node, random, 60);
    var peers = new ArrayList<Peer>();
    for (int i = 0; i < 8; i++) {
      var caller =
          node.calls(
              random.nextBoolean() ? ConnectionType.INBOUND : ConnectionType.OUTBOUND_FULL_RELAY);
      if (random.nextInt(4) == 0) {
        caller.allowed(Permission.NOBAN);
      }
      if (random.nextInt(3) == 0) {
        caller.byTxid();
      }
      peers.add(caller.connect());
    }

    for (int step = 0; step < 400; step++) {
      var peer = peers.get(random.nextInt(peers.size()));
      var one = family.get(random.nextInt(family.size()));
      switch (random.nextInt(12)) {
        case 0 -> node.advance(Duration.ofMillis(random.nextInt(20_000)));
        case 1 -> {
          int from = random.nextInt(20_000);
          node.receiveOnly(
              peer,
              new Inv(
                  IntStream.range(from, from + random.nextInt(2000))
                      .mapToObj(
                          i -> peer.wtxidRelay() ? new Wtxid(9, i, 0, 0) : new Txid(9, i, 0, 0))
                      .map(RelayNode::item)
                      .toList()));
        }
        case 2 -> {
          if (random.nextInt(4) == 0) {
            node.connectBlock(one);
          }
        }
        case 3 -> node.settle();
        case 4, 5 -> node.receiveOnly(peer, new Tx(one));
        case 6 -> node.receiveOnly(peer, new GetData(items(one.wtxid(), one.txid())));
        default -> node.receiveOnly(peer, attack(random, one));
      }
      assertBounded(node, peers);
    }
    node.settle();
    node.advanceSeconds(200);
    assertThat(peers).noneMatch(Peer::isAwaitingAnswers);
    peers.forEach(node::disconnect);
    assertThat(node.relay.orphans()).isEmpty();
    assertThat(node.relay.isEmpty()).isTrue();
  }

  private static void assertBounded(RelayNode node, List<Peer> peers) {
    for (var peer : peers) {
      assertThat(node.relay.announcementsOf(peer))
          .isLessThanOrEqualTo(TransactionDownload.MAX_ANNOUNCEMENTS);
    }
    int score =
        node.relay.orphans().stream()
            .mapToInt(one -> one.announcers().size() + one.transaction().inputs().size() / 10)
            .sum();
    long weight = node.relay.orphans().stream().mapToLong(one -> one.transaction().weight()).sum();
    assertThat(score).isLessThanOrEqualTo(Orphanage.MAX_LATENCY_SCORE);
    assertThat(weight).isLessThanOrEqualTo(Orphanage.RESERVED_WEIGHT * peers.size());
  }
}
