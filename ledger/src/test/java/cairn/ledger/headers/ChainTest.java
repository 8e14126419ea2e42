package cairn.ledger.headers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cairn.genesis.Networks;
import cairn.ledger.ChainBuilder;
import cairn.primitives.BlockHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChainTest {
  private final HeaderEntry genesis = Entries.genesis();
  private final HeaderEntry tip = Entries.extend(genesis, 20, 0);
  private final HeaderEntry branch = Entries.extend(tip.ancestor(12), 15, 1);
  private final Chain chain = Chain.to(tip);

  @Test
  void knowsItsEntriesByHeight() {
    assertThat(chain.genesis()).isSameAs(genesis);
    assertThat(chain.tip()).isSameAs(tip);
    assertThat(chain.height()).isEqualTo(20);
    for (int height = 0; height <= 20; height++) {
      assertThat(chain.at(height)).isSameAs(tip.ancestor(height));
    }
    assertThat(chain.at(-1)).isNull();
    assertThat(chain.at(21)).isNull();
  }

  @Test
  void knowsWhatItContainsAndWhatComesNext() {
    assertThat(chain.contains(tip.ancestor(12))).isTrue();
    assertThat(chain.contains(branch.ancestor(13))).isFalse();
    assertThat(chain.contains(branch)).isFalse();
    assertThat(chain.next(tip.ancestor(12))).isSameAs(tip.ancestor(13));
    assertThat(chain.next(tip)).isNull();
    assertThat(chain.next(branch.ancestor(13))).isNull();
  }

  @Test
  void knowsWhereABranchParts() {
    assertThat(chain.fork(branch)).isSameAs(tip.ancestor(12));
    assertThat(chain.fork(tip.ancestor(5))).isSameAs(tip.ancestor(5));
    assertThat(chain.fork(Entries.extend(tip, 3, 0))).isSameAs(tip);
  }

  @Test
  void findsTheForkOfALocator() {
    var tree = new HeaderTree(Networks.regtest());
    var builder = ChainBuilder.regtest().mine(30);
    builder.blocks().stream().skip(1).forEach(block -> tree.restore(block.header(), block.hash()));
    var best = tree.bestHeader();
    var whole = Chain.to(best);
    var part = Chain.to(best.ancestor(20));
    assertThat(tree.fork(best.ancestor(25).locator(), whole)).isSameAs(best.ancestor(25));
    assertThat(tree.fork(best.locator(), part)).isSameAs(best.ancestor(20));
    var unknown = new BlockHash(1, 2, 3, 4);
    assertThat(tree.fork(List.of(unknown, best.ancestor(3).hash()), whole))
        .isSameAs(best.ancestor(3));
    assertThat(tree.fork(List.of(unknown), whole)).isSameAs(tree.genesis());
    assertThat(tree.fork(List.of(), whole)).isSameAs(tree.genesis());
  }

  @Test
  void findsTheFirstEntryFromATimeOn() {
    assertThat(chain.earliestAtLeast(0, 0)).isSameAs(genesis);
    assertThat(chain.earliestAtLeast(tip.ancestor(7).time(), 0)).isSameAs(tip.ancestor(7));
    assertThat(chain.earliestAtLeast(tip.ancestor(7).time() + 1, 0)).isSameAs(tip.ancestor(8));
    assertThat(chain.earliestAtLeast(0, 9)).isSameAs(tip.ancestor(9));
    assertThat(chain.earliestAtLeast(tip.time() + 1, 0)).isNull();
    assertThat(chain.earliestAtLeast(0, 21)).isNull();
  }

  @Test
  void growsAndShrinksWithoutChangingOlderSnapshots() {
    var shorter = chain.withoutTip();
    var other = shorter.withoutTip().with(Entries.extend(tip.ancestor(18), 1, 5));
    assertThat(chain.tip()).isSameAs(tip);
    assertThat(chain.at(19)).isSameAs(tip.ancestor(19));
    assertThat(shorter.tip()).isSameAs(tip.ancestor(19));
    assertThat(other.tip().previous()).isSameAs(tip.ancestor(18));
    assertThat(other.contains(tip.ancestor(19))).isFalse();
  }

  @Test
  void refusesEntryThatDoesNotComeAfterTheTip() {
    assertThatThrownBy(() -> chain.with(branch)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> chain.with(tip)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void keepsItsGenesisBlock() {
    var only = Chain.to(genesis);
    assertThatThrownBy(only::withoutTip).isInstanceOf(IllegalStateException.class);
  }

  /** A random walk over a tree, in which every snapshot is kept and looked at again. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void isTheWayToItsTipWhateverHappensLater(long seed) {
    var random = new Random(seed);
    var snapshots = new ArrayList<>(List.of(Chain.to(genesis)));
    var tips = new ArrayList<>(List.of(genesis));
    for (int i = 0; i < 3000; i++) {
      var last = snapshots.getLast();
      var next =
          random.nextInt(10) < 3 && last.height() > 0
              ? last.withoutTip()
              : last.with(Entries.next(last.tip(), 600L * i, i));
      snapshots.add(next);
      tips.add(next.tip());
    }
    for (int i = 0; i < snapshots.size(); i += 7) {
      var snapshot = snapshots.get(i);
      assertThat(snapshot.tip()).isSameAs(tips.get(i));
      for (int height = 0; height <= snapshot.height(); height += 1 + height / 20) {
        assertThat(snapshot.at(height)).isSameAs(tips.get(i).ancestor(height));
      }
    }
  }
}
