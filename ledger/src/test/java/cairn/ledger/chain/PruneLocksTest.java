package cairn.ledger.chain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PruneLocksTest {
  private final PruneLocks locks = new PruneLocks();

  @Test
  void keepWhatSomebodyNeedsAndTenBlocksMore() {
    assertThat(locks.limit(600)).isEqualTo(600);
    locks.hold("slow", 300);
    locks.hold("fast", 500);
    assertThat(locks.limit(600)).isEqualTo(289);
    locks.hold("slow", 550);
    assertThat(locks.limit(600)).isEqualTo(489);
    locks.hold("slow", 5);
    assertThat(locks.limit(600)).isEqualTo(1);
  }

  @Test
  void followTheChainBackBeforeTheirHoldersDo() {
    locks.hold("slow", 300);
    locks.hold("fast", 500);
    locks.steppedBack(450);
    locks.hold("slow", 450);
    assertThat(locks.limit(600)).isEqualTo(439);
    locks.steppedBack(449);
    assertThat(locks.limit(600)).isEqualTo(438);
  }
}
