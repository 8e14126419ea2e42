package cairn.ledger.chain;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.genesis.Networks;
import cairn.ledger.BlockTree;
import cairn.ledger.headers.Acceptance.Accepted;
import cairn.ledger.headers.Chain;
import cairn.ledger.headers.HeaderEntry;
import cairn.ledger.headers.HeaderTree;
import cairn.ledger.headers.Validity;
import cairn.primitives.Block;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ForkChoiceTest {
  private final BlockTree blocks = BlockTree.regtest();
  private HeaderTree tree = new HeaderTree(Networks.regtest());
  private ForkChoice choice = new ForkChoice();
  private Chain chain = Chain.to(tree.genesis());

  @BeforeEach
  void storeGenesis() {
    choice.restore(tree, chain);
    store(tree.genesis());
  }

  private HeaderEntry accept(Block block) {
    var header = block.header();
    return ((Accepted) tree.accept(header, block.hash(), header.time(), true)).entry();
  }

  private HeaderEntry entry(Block block) {
    return Objects.requireNonNull(tree.find(block.hash()));
  }

  private void store(HeaderEntry entry) {
    entry.stored(0, 8, 1, true);
    entry.raise(Validity.TRANSACTIONS);
    choice.stored(entry, chain.tip());
  }

  private HeaderEntry store(Block block) {
    var entry = accept(block);
    store(entry);
    return entry;
  }

  private void store(List<Block> all) {
    all.forEach(this::store);
  }

  /** Goes over to the best branch, all of which turns out to be valid. */
  private HeaderEntry follow() {
    var best = choice.best(chain);
    for (int height = chain.fork(best).height() + 1; height <= best.height(); height++) {
      choice.tipImproved(best.ancestor(height));
    }
    chain = Chain.to(best);
    return best;
  }

  private void fail(HeaderEntry entry) {
    while (chain.contains(entry)) {
      chain = chain.withoutTip();
    }
    tree.fail(entry, chain.tip());
    choice.reconsider(tree, chain.tip());
  }

  private void forgive(HeaderEntry entry) {
    tree.forgive(entry, chain.tip());
    choice.reconsider(tree, chain.tip());
  }

  /** Starts anew with what is stored. */
  private void restart() {
    var again = new HeaderTree(Networks.regtest());
    for (var block : blocks.blocks()) {
      var entry = tree.find(block.hash());
      if (entry != null) {
        restore(entry, again.restore(entry.header(), entry.hash()));
      }
    }
    restore(tree.genesis(), again.genesis());
    chain = Chain.to(Objects.requireNonNull(again.find(chain.tip().hash())));
    tree = again;
    choice = new ForkChoice();
    choice.restore(tree, chain);
  }

  private static void restore(HeaderEntry from, HeaderEntry to) {
    to.restore(
        from.status(),
        from.transactionCount(),
        from.file(),
        from.dataPosition(),
        from.undoPosition());
  }

  @Test
  void prefersTheBranchWithTheMostWork() {
    var shorter = blocks.mine(blocks.genesis(), 3);
    var longer = blocks.mine(blocks.genesis(), 4);
    store(shorter);
    assertThat(follow()).isSameAs(entry(shorter.getLast()));
    store(longer);
    assertThat(follow()).isSameAs(entry(longer.getLast()));
  }

  @Test
  void staysWithTheFirstOfTwoThatHaveAsMuchWork() {
    var first = blocks.mine(blocks.genesis(), 3);
    var second = blocks.mine(blocks.genesis(), 3);
    store(first);
    follow();
    store(second);
    assertThat(follow()).isSameAs(entry(first.getLast()));
  }

  @Test
  void countsTheBlockThatWasStoredFirstNotItsHeader() {
    var first = blocks.mine(blocks.genesis());
    var second = blocks.mine(blocks.genesis());
    accept(first);
    store(second);
    store(first);
    assertThat(follow()).isSameAs(entry(second));
  }

  /** A block is not there before those that it builds on are. */
  @Test
  void countsWhenTheLastBlockBeforeItCame() {
    var first = blocks.mine(blocks.genesis(), 2);
    var second = blocks.mine(blocks.genesis(), 2);
    accept(first.getFirst());
    store(first.getLast());
    store(second);
    store(first.getFirst());
    assertThat(follow()).isSameAs(entry(second.getLast()));
  }

  @Test
  void followsABranchNoFurtherThanItIsStored() {
    var branch = blocks.mine(blocks.genesis(), 4);
    branch.forEach(this::accept);
    store(branch.get(0));
    store(branch.get(2));
    store(branch.get(3));
    assertThat(follow()).isSameAs(entry(branch.get(0)));
    assertThat(entry(branch.get(3)).chainTransactionCount()).isZero();
    store(branch.get(1));
    assertThat(follow()).isSameAs(entry(branch.get(3)));
    assertThat(entry(branch.get(3)).chainTransactionCount()).isEqualTo(5);
  }

  @Test
  void leavesABlockThatIsInvalidWithAllThatBuildOnIt() {
    var invalid = blocks.mine(blocks.genesis(), 5);
    var next = blocks.mine(invalid.get(1), 2);
    store(invalid);
    store(next);
    follow();
    fail(entry(invalid.get(2)));
    assertThat(follow()).isSameAs(entry(next.getLast()));
    forgive(entry(invalid.get(3)));
    assertThat(follow()).isSameAs(entry(invalid.getLast()));
  }

  /** Core forgives the blocks before and after, but not the branches beside it. */
  @Test
  void forgivesTheBlocksBeforeAndAfter() {
    var branch = blocks.mine(blocks.genesis(), 5);
    var beside = blocks.mine(branch.get(1), 4);
    store(branch);
    store(beside);
    fail(entry(branch.getFirst()));
    assertThat(follow()).isSameAs(tree.genesis());
    forgive(entry(branch.get(3)));
    assertThat(follow()).isSameAs(entry(branch.getLast()));
    assertThat(entry(beside.getLast()).isFailed()).isTrue();
  }

  @Test
  void preferWhatIsPreciousAmongThoseWithAsMuchWork() {
    var first = blocks.mine(blocks.genesis(), 2);
    var second = blocks.mine(blocks.genesis(), 2);
    var third = blocks.mine(blocks.genesis(), 2);
    List.of(first, second, third).forEach(this::store);
    follow();
    assertThat(choice.precious(entry(second.getLast()), chain.tip())).isTrue();
    assertThat(follow()).isSameAs(entry(second.getLast()));
    choice.precious(entry(third.getLast()), chain.tip());
    assertThat(follow()).isSameAs(entry(third.getLast()));
    choice.precious(entry(first.getLast()), chain.tip());
    assertThat(follow()).isSameAs(entry(first.getLast()));

    assertThat(choice.precious(entry(first.getFirst()), chain.tip())).isFalse();
    var more = blocks.mine(second.getLast());
    store(more);
    assertThat(follow()).isSameAs(entry(more));
  }

  @Test
  void comesBackToTheSameOfTwoThatHaveAsMuchWorkAfterARestart() {
    var first = blocks.mine(blocks.genesis(), 3);
    var second = blocks.mine(blocks.genesis(), 3);
    store(first);
    store(second);
    follow();
    choice.precious(entry(second.getLast()), chain.tip());
    follow();
    restart();
    assertThat(follow()).isSameAs(entry(second.getLast()));
    // All else comes before what is stored from now on.
    fail(entry(second.getLast()));
    var third = blocks.mine(second.get(1));
    store(third);
    assertThat(follow()).isSameAs(entry(first.getLast()));
  }

  @Test
  void waitsForPrunedBlocksToComeBack() {
    var branch = blocks.mine(blocks.genesis(), 4);
    var other = blocks.mine(blocks.genesis(), 3);
    store(branch);
    store(other);
    entry(branch.get(1)).pruned();
    restart();
    assertThat(follow()).isSameAs(entry(other.getLast()));
    choice.reconsider(tree, chain.tip());
    assertThat(follow()).isSameAs(entry(other.getLast()));
    store(entry(branch.get(1)));
    assertThat(follow()).isSameAs(entry(branch.getLast()));
  }

  @Test
  void givesBlocksANewPlaceWhenOneBeforeThemComesBack() {
    var branch = blocks.mine(blocks.genesis(), 3);
    var other = blocks.mine(blocks.genesis(), 3);
    store(branch);
    store(other);
    entry(branch.get(1)).pruned();
    assertThat(choice.best(chain)).isSameAs(entry(other.getLast()));
    choice.reconsider(tree, chain.tip());
    store(entry(branch.get(1)));
    assertThat(choice.best(chain)).isSameAs(entry(other.getLast()));
  }

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 40);
  }

  /**
   * The slow, obvious twin: it looks at all blocks each time, and keeps nothing but their order.
   */
  private final class Twin {
    private final Map<HeaderEntry, Integer> order = new HashMap<>();
    private final Set<HeaderEntry> seen = new HashSet<>();
    private int next;
    private int nextPrecious = -1;
    private BigInteger preciousWork = BigInteger.ZERO;

    boolean isComplete(HeaderEntry entry) {
      for (var at = entry; at != null; at = at.previous()) {
        if (at.isFailed() || !at.hasData()) {
          return false;
        }
      }
      return true;
    }

    void stored() {
      // Blocks that this one completes follow it, each after the one that it builds on.
      var entries = new ArrayList<HeaderEntry>();
      tree.forEach(entries::add);
      entries.removeIf(entry -> seen.contains(entry) || !hasAllBefore(entry));
      seen.addAll(entries);
      entries.sort((a, b) -> Integer.compare(a.height(), b.height()));
      for (var entry : entries) {
        order.put(entry, next++);
      }
    }

    private boolean hasAllBefore(HeaderEntry entry) {
      for (var at = entry; at != null; at = at.previous()) {
        if (!at.hasData()) {
          return false;
        }
      }
      return true;
    }

    void precious(HeaderEntry entry) {
      if (entry.compareWork(chain.tip()) < 0) {
        return;
      }
      if (chain.tip().work().compareTo(preciousWork) > 0) {
        nextPrecious = -1; // as Core does, though that may make two equal
      }
      preciousWork = chain.tip().work();
      order.put(entry, nextPrecious--);
    }

    /** Those that are as good as any. */
    Set<HeaderEntry> best() {
      var best = new HashSet<HeaderEntry>();
      tree.forEach(entry -> {
        if (isComplete(entry)) {
          int better = best.isEmpty() ? 1 : compare(entry, best.iterator().next());
          if (better > 0) {
            best.clear();
          }
          if (better >= 0) {
            best.add(entry);
          }
        }
      });
      return best;
    }

    private int compare(HeaderEntry a, HeaderEntry b) {
      int work = a.compareWork(b);
      return work != 0 ? work : Integer.compare(orderOf(b), orderOf(a));
    }

    private int orderOf(HeaderEntry entry) {
      return Objects.requireNonNull(order.get(entry));
    }
  }

  /** A tree of 60 blocks that has a trunk, and many branches off it. */
  private List<Block> randomTree(Random random) {
    var all = new ArrayList<Block>(List.of(blocks.genesis()));
    while (all.size() < 60) {
      int from = Math.max(0, all.size() - 1 - (int) Math.abs(random.nextGaussian() * 6));
      all.add(blocks.mine(all.get(from)));
    }
    all.removeFirst();
    return all;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void agreesWithItsSlowTwin(long seed) {
    var random = new Random(seed);
    var twin = new Twin();
    twin.stored();
    var left = randomTree(random);
    left.forEach(this::accept);
    var all = List.copyOf(left);
    // Mostly in order, so that there are tips to choose from.
    for (int i = 0; i < 15; i++) {
      int at = random.nextInt(left.size() - 4);
      Collections.swap(left, at, at + random.nextInt(4));
    }
    for (int step = 0; step < 200; step++) {
      var any = entry(all.get(random.nextInt(all.size())));
      switch (random.nextInt(8)) {
        case 0 -> fail(any);
        case 1 -> forgive(any);
        case 2 -> {
          choice.precious(any, chain.tip());
          twin.precious(any);
        }
        default -> {
          if (!left.isEmpty() && !entry(left.getFirst()).isFailed()) {
            store(entry(left.removeFirst()));
            twin.stored();
          }
        }
      }
      assertThat(twin.best()).as("step %d", step).contains(follow());
    }
  }

  /** After a restart, or where blocks were pruned, it is left to chance which of equals is best. */
  @ParameterizedTest
  @MethodSource("seeds")
  void findsAsMuchWorkAsItsSlowTwinThoughBlocksGoAndComeBack(long seed) {
    var random = new Random(seed);
    var all = randomTree(random);
    all.forEach(this::accept);
    for (int step = 0; step < 200; step++) {
      var any = entry(all.get(random.nextInt(all.size())));
      switch (random.nextInt(10)) {
        case 0 -> fail(any);
        case 1 -> forgive(any);
        case 2 -> choice.precious(any, chain.tip());
        case 3 -> {
          if (!chain.contains(any)) {
            any.pruned();
          }
        }
        case 4 -> restart();
        default -> {
          if (!any.hasData() && !any.isFailed()) {
            store(any);
          }
        }
      }
      var twin = new Twin();
      twin.stored();
      var found = follow();
      assertThat(twin.isComplete(found)).isTrue();
      assertThat(found.compareWork(twin.best().iterator().next())).isZero();
    }
  }
}
