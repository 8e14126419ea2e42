package cairn.ledger.index;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.ledger.Coin;
import cairn.ledger.chain.RandomBlocks;
import cairn.ledger.coins.CoinElement;
import cairn.ledger.coins.MuHash3072;
import cairn.primitives.Block;
import cairn.primitives.ByteWriter;
import cairn.primitives.FilterHeader;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.Txid;
import cairn.primitives.filter.BlockFilter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Indexes of random chains, with reorganisations and restarts, against slow, obvious accounts. */
class IndexesTwinTest {
  private static final int BLOCKS = 80;

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void holdWhatTheChainHolds(int seed) throws Exception {
    var random = new Random(seed);
    var tree = new RandomBlocks(random, BLOCKS);
    var all = tree.blocks().subList(1, tree.blocks().size());
    int from = 0;
    while (from < all.size()) {
      int to = Math.min(all.size(), from + 1 + random.nextInt(60));
      var options =
          random.nextInt(4) == 0
              ? new IndexOptions(true, false, false, true, false)
              : IndexedLedger.ALL;
      try (var node = IndexedLedger.open(directory, options)) {
        for (var block : all.subList(from, to)) {
          node.submit(List.of(block));
          if (random.nextInt(3) == 0) {
            node.await();
          }
        }
        if (random.nextBoolean()) {
          expectTotals(node.await(), tree);
        }
      }
      from = to;
    }
    try (var node = IndexedLedger.open(directory, IndexedLedger.ALL)) {
      expectAll(node.await(), tree);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5})
  void areTheSameWhenBuiltAfterwards(int seed) throws Exception {
    var tree = new RandomBlocks(new Random(seed), BLOCKS);
    try (var node = IndexedLedger.open(directory, IndexOptions.NONE)) {
      node.submit(tree.blocks().subList(1, tree.blocks().size()));
    }
    try (var node = IndexedLedger.open(directory, IndexedLedger.ALL)) {
      expectAll(node.await(), tree);
    }
  }

  private static Map<Integer, Block> activeBlocks(IndexedLedger node, RandomBlocks tree) {
    var active = new HashMap<Integer, Block>();
    for (var block : tree.blocks()) {
      var known = node.ledger.index().find(block.hash());
      if (known != null && node.ledger.chain().contains(known)) {
        active.put(known.height(), block);
      }
    }
    return active;
  }

  private static void expectAll(IndexedLedger node, RandomBlocks tree) throws Exception {
    expectTotals(node, tree);
    expectTransactions(node, tree);
    expectFilters(node, tree);
  }

  private static void expectTotals(IndexedLedger node, RandomBlocks tree) {
    for (var block : activeBlocks(node, tree).values()) {
      var totals = node.coinStatistics().totals(node.find(block)).orElseThrow();
      var coins = tree.coinsAfter(block);
      var muhash = new MuHash3072();
      var element = new ByteWriter();
      long sats = 0;
      for (var entry : coins.entrySet()) {
        CoinElement.write(element.clear(), entry.getKey(), entry.getValue());
        muhash.add(element.toBytes());
        sats += entry.getValue().output().value().sats();
      }
      assertThat(totals.coins()).isEqualTo(coins.size());
      assertThat(totals.total().sats()).isEqualTo(sats);
      assertThat(totals.muhash()).isEqualTo(muhash.hash());
    }
  }

  private static void expectTransactions(IndexedLedger node, RandomBlocks tree) throws Exception {
    var spenders = new HashMap<OutPoint, Txid>();
    for (var block : activeBlocks(node, tree).values()) {
      for (var transaction : block.transactions()) {
        var found = node.transactions().find(transaction.txid());
        if (node.find(block).height() == 0) {
          assertThat(found).isEmpty();
          continue;
        }
        assertThat(found).contains(new IndexedTransaction(node.find(block), transaction));
        transaction
            .inputs()
            .forEach(input -> spenders.put(input.previousOutput(), transaction.txid()));
      }
    }
    spenders.remove(OutPoint.NULL);
    for (var spent : spenders.entrySet()) {
      assertThat(node.spenders().find(spent.getKey()))
          .hasValueSatisfying(
              found -> assertThat(found.transaction().txid()).isEqualTo(spent.getValue()));
    }
    for (var unspent : tree.coinsAfter(tip(node, tree)).keySet()) {
      assertThat(node.spenders().find(unspent)).isEmpty();
    }
  }

  private static Block tip(IndexedLedger node, RandomBlocks tree) {
    return Objects.requireNonNull(activeBlocks(node, tree).get(node.ledger.chain().height()));
  }

  private static void expectFilters(IndexedLedger node, RandomBlocks tree) {
    var active = activeBlocks(node, tree);
    var header = FilterHeader.ZERO;
    for (int height = 0; height < active.size(); height++) {
      var block = Objects.requireNonNull(active.get(height));
      var filter = BlockFilter.of(block, spent(tree, block));
      header = filter.header(header);
      var known = node.find(block);
      assertThat(node.blockFilters().filter(known)).contains(filter.serialized());
      assertThat(node.blockFilters().header(known)).contains(header);
      assertThat(node.blockFilters().hashes(List.of(known))).contains(List.of(filter.hash()));
    }
  }

  private static List<Script> spent(RandomBlocks tree, Block block) {
    var previous = tree.previous(block);
    var coins =
        new HashMap<OutPoint, Coin>(previous == null ? Map.of() : tree.coinsAfter(previous));
    var scripts = new ArrayList<Script>();
    for (var transaction : block.transactions()) {
      for (var input : transaction.inputs()) {
        var coin = coins.get(input.previousOutput());
        if (coin != null) {
          scripts.add(coin.output().scriptPubKey());
        }
      }
      for (int i = 0; i < transaction.outputs().size(); i++) {
        coins.put(
            new OutPoint(transaction.txid(), i), new Coin(transaction.outputs().get(i), 0, false));
      }
    }
    return scripts;
  }
}
