package cairn.ledger.chain;

import static cairn.ledger.BlockTree.coinbase;
import static cairn.ledger.ChainBuilder.anyone;
import static cairn.ledger.ChainBuilder.spend;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cairn.ledger.IndexedBlock;
import cairn.ledger.LedgerClosedException;
import cairn.ledger.LedgerListener;
import cairn.primitives.Block;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** What a ledger tells those who listen to it, and when. */
class LedgerListenerTest extends LedgerAtWork {
  @Test
  void tellsOfEachTipOnceAndOfAReorganisationAtItsEnd() {
    reopen(setup.maxTipAge(Duration.ofDays(100_000))); // so that it is not synchronising
    for (var block : TRUNK.subList(0, 2)) {
      submit(block);
    }
    assertThat(events.take())
        .containsExactly(
            "header 1",
            "stored 1",
            "+1",
            "tip 1 fork 0",
            "header 2",
            "stored 2",
            "+2",
            "tip 2 fork 1");
    var branch = TREE.mine(TREE.genesis(), 3);
    submit(branch);
    assertThat(events.take())
        .containsExactly("header 3", "-2", "-1", "+1", "+2", "+3", "tip 3 fork 0");
  }

  @Test
  void showsListenersAChainThatHasTheBlock() {
    var seen = new ArrayList<Boolean>();
    ledger.listen(
        new LedgerListener() {
          @Override
          public void blockConnected(IndexedBlock block, Block contents) {
            seen.add(ledger.chain().tip().equals(block) && contents.hash().equals(block.hash()));
          }
        });
    submit(TRUNK.subList(0, 2));
    assertThat(seen).containsExactly(true, true);
  }

  @Test
  void showsAReorganisationWhenItIsOver() {
    reopen(setup.acceptNonStandard());
    submit(TRUNK.subList(0, 102));
    var payment = spend(coinbase(TRUNK.getFirst()), anyone(1000), anyone(1000));
    submit(TREE.mine(TRUNK.get(101), payment));
    var seen = new ArrayList<String>();
    ledger.listen(
        new LedgerListener() {
          @Override
          public void blockConnected(IndexedBlock block, Block contents) {
            seen.add("+" + block.height() + " " + ledger.chain().height());
          }

          @Override
          public void blockDisconnected(IndexedBlock block, Block contents) {
            seen.add("-" + block.height() + " " + ledger.chain().height());
          }

          @Override
          public void tipChanged(IndexedBlock tip, IndexedBlock fork) {
            boolean isBack = ledger.mempool().find(payment.txid()) != null;
            seen.add("tip " + ledger.chain().height() + (isBack ? " and mempool" : ""));
          }
        });
    submit(TREE.mine(TRUNK.get(100), 3));
    assertThat(seen)
        .containsExactly(
            "-103 103", "-102 103", "+102 103", "+103 103", "+104 103", "tip 104 and mempool");
    assertThat(ledger.mempool().find(payment.txid())).isNotNull();
  }

  @Test
  void failsWithWhateverALittleBugMayBe() {
    var bug = new IllegalStateException("some bug");
    ledger.listen(
        new LedgerListener() {
          @Override
          public void blockConnected(IndexedBlock block, Block contents) {
            throw bug;
          }
        });
    var answer = offer(TRUNK.getFirst());
    assertThat(get(events.failure)).isSameAs(bug);
    assertThatExceptionOfType(CompletionException.class)
        .isThrownBy(() -> get(answer))
        .withCauseInstanceOf(LedgerClosedException.class)
        .withRootCauseInstanceOf(IllegalStateException.class);
    assertThat(ledger.chain().tip()).isNotNull();
    ledger.close();
    reopen(setup);
    submit(TRUNK);
  }

  @Test
  void saysThatTheHeightToStopAtIsReached() {
    reopen(setup.stopAtHeight(7));
    var _ = offerAll();
    get(ledger.commands().settle());
    assertThat(ledger.chain().height()).isEqualTo(7);
    assertThat(events.take()).contains("+7", "high enough").doesNotContain("+8");
  }
}
