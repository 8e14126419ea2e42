package cairn.p2p.relay;

import static cairn.p2p.TestTransactions.withoutWitness;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.p2p.MemoryPool;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.wire.InventoryMessage.Tx;
import cairn.primitives.Bytes;
import cairn.primitives.Transaction;
import cairn.primitives.Witness;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Transactions that somebody sends without their witness, or with a bad one. */
class WitnessDownloadTest extends RelayWithCoins {
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
}
