package cairn.ledger.chain;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.ledger.chain.BlockAcceptance.Taken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChainstateTest extends ChainstateAtWork {
  @Test
  void stopsWhenItIsTold() {
    TRUNK.forEach(ledger::store);
    chainstate().stop();
    chainstate().activate();
    assertThat(ledger.height()).isZero();
    assertThat(chainstate().isStopping()).isTrue();
    reopen(setup());
    assertThat(chainstate().isStopping()).isFalse();
    chainstate().activate();
    assertTip(TRUNK.getLast());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 64, 119, 120})
  void stopsAtTheHeightItIsTold(int height) {
    reopen(setup().stopAtHeight(height));
    TRUNK.forEach(ledger::store);
    chainstate().activate();
    assertThat(ledger.height()).isEqualTo(height);
    assertThat(chainstate().isStopping()).isTrue();

    reopen(setup().stopAtHeight(height));
    assertThat(chainstate().isStopping()).isTrue();
    reopen(setup().stopAtHeight(height + 1));
    assertThat(chainstate().isStopping()).isFalse();
  }

  @Test
  void knowsABlockThatComesAgain() {
    ledger.submit(TRUNK);
    var again = (Taken.Stored) ledger.store(TRUNK.get(5));
    assertThat(again.isNew()).isFalse();
    assertThat(again.entry()).isSameAs(ledger.entry(TRUNK.get(5)));
  }

  @Test
  void takesInABlockWhoseHeaderCameFirst() {
    var block = TRUNK.getFirst();
    chainstate().acceptHeader(block.header(), block.hash(), true);
    assertThat(ledger.entry(block).hasData()).isFalse();
    assertThat(((Taken.Stored) ledger.store(block)).isNew()).isTrue();
    assertThat(ledger.entry(block).hasData()).isTrue();
  }

  @Test
  void refusesABlockWithoutTheOneBefore() {
    var refused = (Taken.Refused) ledger.store(TRUNK.get(1));
    assertThat(refused.why().code()).isEqualTo("prev-blk-not-found");
  }
}
