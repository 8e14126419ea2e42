package cairn.p2p.relay;

import static cairn.p2p.TestTransactions.coin;
import static cairn.p2p.TestTransactions.output;
import static cairn.p2p.TestTransactions.spend;
import static cairn.p2p.TestTransactions.spendPlain;
import static cairn.p2p.TestTransactions.withoutWitness;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.p2p.peer.Peer;
import cairn.primitives.Transaction;
import org.junit.jupiter.api.Test;

/** Parents that pay too little by themselves, and children that pay for them. */
class CheapParentsTest extends RelayWithCoins {
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
}
