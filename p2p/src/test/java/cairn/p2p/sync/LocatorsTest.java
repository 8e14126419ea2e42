package cairn.p2p.sync;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.genesis.Networks;
import cairn.p2p.BlockTree;
import cairn.p2p.FakeClock;
import cairn.p2p.MemoryChain;
import cairn.primitives.BlockHash;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LocatorsTest {
  private final BlockTree tree = new BlockTree(Networks.regtest());
  private final MemoryChain chain =
      new MemoryChain(tree, new FakeClock(Instant.EPOCH), Runnable::run);

  @Test
  void namesTheLastBlocksAllAndThenFewerAndFewer() {
    chain.take(tree.mine(tree.genesis(), 100));
    var heights = Locators.of(chain.tip()).stream().map(hash -> tree.get(hash).height()).toList();
    assertThat(heights)
        .containsExactly(100, 99, 98, 97, 96, 95, 94, 93, 92, 91, 90, 89, 87, 83, 75, 59, 27, 0);
  }

  @Test
  void findsTheLastBlockThatBothHave() {
    var common = tree.mine(tree.genesis(), 30);
    chain.take(common);
    chain.take(tree.mine(common.getLast(), 20));
    var other = tree.mine(common.getLast(), 5);
    var sender = new MemoryChain(tree, new FakeClock(Instant.EPOCH), Runnable::run);
    sender.take(common);
    sender.take(other);
    var locator = Locators.of(sender.tip());
    assertThat(Locators.lastCommon(locator, chain).hash()).isEqualTo(common.getLast().hash());
  }

  @Test
  void takesTheTipIfTheSenderHasWhatComesAfterIt() {
    var blocks = tree.mine(tree.genesis(), 30);
    chain.take(blocks.subList(0, 20));
    chain.takeHeaders(blocks.subList(20, 30));
    var locator = List.of(blocks.getLast().hash(), tree.genesis().hash());
    assertThat(Locators.lastCommon(locator, chain)).isEqualTo(chain.tip());
  }

  @Test
  void takesTheGenesisBlockIfNothingIsKnown() {
    chain.take(tree.mine(tree.genesis(), 3));
    var locator = List.of(new BlockHash(1, 2, 3, 4));
    assertThat(Locators.lastCommon(locator, chain).height()).isZero();
  }
}
