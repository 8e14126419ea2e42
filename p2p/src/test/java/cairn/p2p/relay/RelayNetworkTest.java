package cairn.p2p.relay;

import static cairn.p2p.TestTransactions.coin;
import static cairn.p2p.TestTransactions.output;
import static cairn.p2p.TestTransactions.spend;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.p2p.FakeClock;
import cairn.p2p.peer.Alarms;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.Peer;
import cairn.p2p.wire.InventoryMessage.Tx;
import cairn.p2p.wire.Message;
import cairn.primitives.Transaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nodes that relay to each other. */
class RelayNetworkTest {
  private static final int NODES = 24;
  private static final int OUTBOUND = 3;
  private static final int COINS = 120;

  private record End(RelayNode node, Peer peer) {}

  private final FakeClock clock = new FakeClock(RelayNode.START);
  private final Alarms alarms = new Alarms();
  private final List<RelayNode> nodes = new ArrayList<>();
  private final Map<Peer, End> others = new HashMap<>();
  private int transactionsSent;

  static LongStream seeds() {
    return new SplittableRandom().longs(4);
  }

  private void build(SplittableRandom random) {
    for (int i = 0; i < NODES; i++) {
      var node = new RelayNode(RelayOptions.SMALL, random.split(), clock, alarms);
      node.wire = this::carry;
      for (int coin = 0; coin < COINS; coin++) {
        node.pool.fund(coin(coin), 10_000);
      }
      nodes.add(node);
    }
    for (int i = 0; i < NODES; i++) {
      for (int j = 0; j < OUTBOUND; j++) {
        connect(nodes.get(i), nodes.get((i + 1 + random.nextInt(NODES - 1)) % NODES));
      }
    }
  }

  private void connect(RelayNode from, RelayNode to) {
    var near = from.calls(ConnectionType.OUTBOUND_FULL_RELAY).connect();
    var far = to.calls(ConnectionType.INBOUND).connect();
    others.put(near, new End(to, far));
    others.put(far, new End(from, near));
  }

  /** Takes between 50 and 150 milliseconds, always the same for one peer. */
  private void carry(Peer to, Message message) {
    transactionsSent += message instanceof Tx ? 1 : 0;
    long millis = 50 + to.id().number() * 37 % 100;
    alarms.at(
        clock.instant().plusMillis(millis),
        () -> {
          var end = Objects.requireNonNull(others.get(to));
          end.node.receiveOnly(end.peer, message);
          while (end.node.settleOne()) {}
        });
  }

  private void advance(Duration by) {
    var until = clock.instant().plus(by);
    for (var next = alarms.next(); !next.isAfter(until); next = alarms.next()) {
      if (next.isAfter(clock.instant())) {
        clock.advance(Duration.between(clock.instant(), next));
      }
      alarms.run(clock.instant());
    }
    clock.advance(Duration.between(clock.instant(), until));
  }

  private static void publish(RelayNode node, Transaction transaction) {
    node.pool.add(transaction);
    node.relay.announce(transaction.wtxid());
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyTransactionReachesEveryNode(long seed) {
    var random = new SplittableRandom(seed);
    build(random);
    var all = new ArrayList<Transaction>();
    for (int coin = 0; coin < COINS; coin += 4) {
      var node = nodes.get(random.nextInt(NODES));
      var parent = spend(coin(coin));
      var child = spend(output(parent, 0), coin(coin + 1));
      // Each brings a coin, for nobody relays what pays no fee.
      var grandchild = spend(output(child, 0), coin(coin + 2));
      var other = spend(output(child, 1), coin(coin + 3));
      for (var one : List.of(parent, child, grandchild, other)) {
        publish(node, one);
        all.add(one);
      }
      advance(Duration.ofMillis(random.nextInt(3000)));
    }
    advance(Duration.ofSeconds(60));

    for (var node : nodes) {
      assertThat(all).allSatisfy(one -> assertThat(node.pool.find(one.wtxid())).isNotNull());
      assertThat(node.relay.orphans()).isEmpty();
    }
    // Each node fetches each once, and now and then a parent also by its txid.
    assertThat(transactionsSent).isLessThan(all.size() * NODES * 11 / 10);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void aParentThatPaysTooLittleTravelsWithAChildThatPaysForIt(long seed) {
    var random = new SplittableRandom(seed);
    build(random);
    var cheap = coin(1000);
    nodes.forEach(node -> node.pool.fund(cheap, 10));
    var parent = spend(cheap);
    var child = spend(output(parent, 0), coin(1));
    var origin = nodes.get(random.nextInt(NODES));
    publish(origin, parent);
    publish(origin, child);
    nodes.forEach(node -> node.pool.setMinimumFeeRate(1000));

    advance(Duration.ofMinutes(5));

    for (var node : nodes) {
      assertThat(node.pool.find(child.wtxid())).isNotNull();
      assertThat(node.pool.find(parent.wtxid())).isNotNull();
    }
  }
}
