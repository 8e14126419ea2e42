package cairn.ledger.chain;

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

          @Override
          public void blockDisconnected(IndexedBlock block, Block contents) {
            seen.add(ledger.chain().tip().equals(block.previous()));
          }
        });
    submit(TRUNK.subList(0, 2));
    submit(TREE.mine(TREE.genesis(), 3));
    assertThat(seen).hasSize(7).containsOnly(true);
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
