package cairn.ledger.chain;

import static cairn.ledger.ChainBuilder.anyone;
import static cairn.ledger.ChainBuilder.data;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.ledger.BlockTree;
import cairn.ledger.rules.Verdict;
import cairn.primitives.Block;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecentBlocksTest {
  private static final BlockTree TREE = BlockTree.regtest();

  /** Blocks of a million bytes, one after the other; eight of them are eight million. */
  private static final List<Block> LARGE = new ArrayList<>();

  static {
    var previous = TREE.genesis();
    for (int i = 0; i < 18; i++) {
      previous = TREE.add(TREE.draft(previous).coinbaseOutputs(anyone(1), data(1_000_000)));
      LARGE.add(previous);
    }
  }

  private final RecentBlocks recent = new RecentBlocks();

  private void add(Block block) {
    recent.add(TREE.entry(block), new PreparedBlock(block, Verdict.Valid.OK));
  }

  private boolean take(Block block) {
    var taken = recent.take(TREE.entry(block));
    return taken != null && taken.block().equals(block);
  }

  @Test
  void givesABlockOnce() {
    add(LARGE.getFirst());
    assertThat(take(LARGE.get(1))).isFalse();
    assertThat(take(LARGE.getFirst())).isTrue();
    assertThat(take(LARGE.getFirst())).isFalse();
  }

  @Test
  void keepsTheLowestWhereThereIsNotRoomForAll() {
    assertThat(recent.isFull()).isFalse();
    LARGE.reversed().forEach(this::add);
    assertThat(recent.isFull()).isTrue();
    assertThat(LARGE.stream().filter(this::take)).isEqualTo(LARGE.subList(0, 16));
    assertThat(recent.isFull()).isFalse();
  }

  @Test
  void forgetsWhatTheChainHasPassed() {
    var rival = TREE.mine(LARGE.get(2));
    LARGE.subList(0, 5).forEach(this::add);
    add(rival);
    recent.forgetUpTo(4);
    assertThat(LARGE.stream().filter(this::take)).containsExactly(LARGE.get(4));
    assertThat(take(rival)).isFalse();
  }

  @Test
  void countsWhatIsStillThere() {
    for (int i = 0; i < 5; i++) {
      LARGE.forEach(this::add);
      recent.forgetUpTo(LARGE.size());
      assertThat(recent.isFull()).isFalse();
    }
  }
}
