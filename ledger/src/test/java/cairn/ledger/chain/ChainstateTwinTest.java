package cairn.ledger.chain;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.ledger.LedgerConfig.Rebuild;
import cairn.ledger.chain.BlockAcceptance.Taken;
import cairn.ledger.headers.HeaderEntry;
import cairn.primitives.Block;
import cairn.primitives.BlockHash;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Blocks come in any order, most of them good; the operator interferes; the process is stopped, or
 * killed at any moment. Whatever happens, the coins are those after the tip, and in the end the tip
 * is the best that there can be.
 */
class ChainstateTwinTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void comesToTheBestChainWhateverHappens(long seed) {
    try (var story = new Story(new Random(seed))) {
      story.tell();
    }
  }

  /** What happens to one ledger. */
  private final class Story implements AutoCloseable {
    private final Map<BlockHash, Block> byHash = new HashMap<>();
    private final Set<Block> marked = new HashSet<>();
    private final Random random;
    private final RandomBlocks model;
    private TestLedger ledger;

    Story(Random random) {
      this.random = random;
      this.model = new RandomBlocks(random, 50);
      model.blocks().forEach(block -> byHash.put(block.hash(), block));
      this.ledger = setup().open();
    }

    void tell() {
      var left = new ArrayList<>(model.blocks().subList(1, model.blocks().size()));
      while (!left.isEmpty()) {
        step(left);
      }
      if (random.nextBoolean()) {
        reopen(setup().rebuild(Rebuild.CHAINSTATE));
      }
      model.blocks().forEach(this::submit);
      ledger.chainstate().activate();
      assertBest();
      reopen(setup().check(0, 4));
      assertBest();
    }

    @Override
    public void close() {
      ledger.close();
    }

    private LedgerSetup setup() {
      return LedgerSetup.in(directory.resolve("node")).threads(1 + random.nextInt(3));
    }

    private Block block(HeaderEntry entry) {
      return Objects.requireNonNull(byHash.get(entry.hash()));
    }

    private Block tip() {
      return block(ledger.tip());
    }

    private boolean isMarked(Block block) {
      for (var at = block; at != null; at = model.previous(at)) {
        if (marked.contains(at)) {
          return true;
        }
      }
      return false;
    }

    private boolean isStored(Block block) {
      for (var at = block; at != null; at = model.previous(at)) {
        var entry = ledger.chainstate().headers().find(at.hash());
        if (entry == null || !entry.hasData()) {
          return false;
        }
      }
      return true;
    }

    private int bestHeight() {
      return model.blocks().stream()
          .filter(block -> model.isValid(block) && !isMarked(block) && isStored(block))
          .mapToInt(model::height)
          .max()
          .orElseThrow();
    }

    private void assertSound() {
      assertThat(model.isValid(tip())).isTrue();
      assertThat(ledger.coins()).isEqualTo(model.coinsAfter(tip()));
    }

    private void assertBest() {
      assertSound();
      assertThat(ledger.height()).isEqualTo(bestHeight());
      assertThat(isMarked(tip())).isFalse();
    }

    private void step(List<Block> left) {
      switch (random.nextInt(30)) {
        case 0 -> {
          ledger.chainstate().activate();
          assertBest();
        }
        case 1 -> reopen(setup());
        case 2 -> reopen(setup().rebuild(Rebuild.CHAINSTATE));
        case 3, 4 -> kill();
        case 5 -> ledger.chainstate().flush();
        case 6 -> {
          var block = anyStored();
          if (model.height(block) > 0) {
            ledger.invalidate(block);
            marked.add(block);
            assertBest();
          }
        }
        case 7, 8 -> {
          var block = anyStored();
          ledger.reconsider(block);
          marked.removeIf(other -> isAncestor(other, block) || isAncestor(block, other));
          assertBest();
        }
        case 9 -> {
          ledger.precious(anyStored());
          assertBest();
        }
        case 10, 11 -> ledger.store(left.get(random.nextInt(Math.min(left.size(), 10))));
        default -> {
          int count = Math.min(left.size(), random.nextInt(1, 8));
          for (int i = 0; i < count; i++) {
            submit(left.removeFirst());
          }
        }
      }
    }

    private void submit(Block block) {
      if (ledger.store(block) instanceof Taken.Stored) {
        ledger.submitUnsettled(block);
      }
    }

    private boolean isAncestor(Block ancestor, Block block) {
      @Nullable Block at = block;
      while (at != null && !at.equals(ancestor)) {
        at = model.previous(at);
      }
      return at != null;
    }

    private Block anyStored() {
      var stored = new ArrayList<Block>();
      ledger.chainstate().headers().forEach(entry -> stored.add(block(entry)));
      return stored.get(random.nextInt(stored.size()));
    }

    private void reopen(LedgerSetup setup) {
      ledger.close();
      ledger = setup.open();
      assertSound();
      ledger.chainstate().activate();
      assertBest();
    }

    /** What was not stored is forgotten: blocks, and marks. */
    private void kill() {
      ledger.killAfter(random.nextInt(3));
      try {
        for (var block : model.blocks()) {
          submit(block);
        }
        ledger.chainstate().activate();
      } catch (TestLedger.Killed e) {
        assertThat(ledger.chainstate().isSound()).isFalse();
      }
      ledger.close();
      ledger = setup().open();
      marked.removeIf(block -> {
        var entry = ledger.chainstate().headers().find(block.hash());
        return entry == null || !entry.isFailed();
      });
      assertSound();
      ledger.chainstate().activate();
      assertSound();
    }
  }
}
