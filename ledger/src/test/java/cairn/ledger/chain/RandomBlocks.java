package cairn.ledger.chain;

import static cairn.ledger.ChainBuilder.ANYONE;
import static cairn.ledger.ChainBuilder.ANYONE_WITH_WITNESS;
import static cairn.primitives.Opcode.OP_0;

import cairn.ledger.BlockTree;
import cairn.ledger.ChainBuilder;
import cairn.ledger.Coin;
import cairn.primitives.Amount;
import cairn.primitives.Block;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.ScriptBuilder;
import cairn.primitives.Transaction;
import cairn.primitives.TxIn;
import cairn.primitives.TxOut;
import cairn.primitives.Witness;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A tree of blocks that spend one another's coins, some of them invalid, and the slow, obvious
 * account of it: what can be spent after each block.
 */
public final class RandomBlocks {
  private static final Script NEVER = new ScriptBuilder().op(OP_0).build();
  private static final int MATURITY = 100;

  private final Random random;
  private final BlockTree tree = BlockTree.regtest();
  private final Map<Block, Map<OutPoint, Coin>> coinsAfter = new HashMap<>();
  private final Map<Block, Block> previous = new HashMap<>();
  private final Set<Block> invalid = new HashSet<>();
  private final List<Block> blocks = new ArrayList<>();

  /** A trunk on which coinbases can be spent, and {@code count} blocks around its end. */
  public RandomBlocks(Random random, int count) {
    this.random = random;
    coinsAfter.put(tree.genesis(), Map.of());
    blocks.add(tree.genesis());
    for (int i = 0; i < MATURITY + 10; i++) {
      add(blocks.getLast(), List.of());
    }
    int trunk = blocks.size();
    while (blocks.size() < trunk + count) {
      int back = (int) Math.abs(random.nextGaussian() * 5);
      addAny(blocks.get(Math.max(trunk - 8, blocks.size() - 1 - back)));
    }
  }

  /** All blocks, each after the one before it, from the genesis block on. */
  public List<Block> blocks() {
    return blocks;
  }

  /** The block before; null for the genesis block. */
  public @Nullable Block previous(Block block) {
    return previous.get(block);
  }

  public int height(Block block) {
    return tree.entry(block).height();
  }

  /** Whether a block keeps all rules, and so do those before it. */
  public boolean isValid(Block block) {
    return !invalid.contains(block);
  }

  /** What can be spent after a valid block. */
  public Map<OutPoint, Coin> coinsAfter(Block block) {
    return Objects.requireNonNull(coinsAfter.get(block));
  }

  private void add(Block before, List<Transaction> transactions) {
    add(before, tree.mine(before, transactions.toArray(Transaction[]::new)), false);
  }

  private void add(Block before, Block block, boolean flawed) {
    blocks.add(block);
    previous.put(block, before);
    if (flawed || invalid.contains(before)) {
      invalid.add(block);
      return;
    }
    var coins = new HashMap<>(coinsAfter(before));
    for (var transaction : block.transactions()) {
      transaction.inputs().forEach(input -> coins.remove(input.previousOutput()));
      for (int i = 0; i < transaction.outputs().size(); i++) {
        var output = transaction.outputs().get(i);
        if (!output.scriptPubKey().isUnspendable()) {
          var coin = new Coin(output, height(block), transaction.isCoinbase());
          coins.put(new OutPoint(transaction.txid(), i), coin);
        }
      }
    }
    coinsAfter.put(block, coins);
  }

  private void addAny(Block before) {
    if (invalid.contains(before)) {
      add(before, List.of());
      return;
    }
    var coins = coinsAfter(before);
    int height = height(before) + 1;
    var mature = new HashMap<OutPoint, Coin>();
    coins.forEach((outpoint, coin) -> {
      if (!coin.coinbase() || height - coin.height() >= MATURITY) {
        mature.put(outpoint, coin);
      }
    });
    var transactions = new ArrayList<Transaction>();
    for (int i = random.nextInt(5); i > 0 && !mature.isEmpty(); i--) {
      var transaction = spendAny(mature, false);
      transactions.add(transaction);
      for (int j = 0; j < transaction.outputs().size(); j++) {
        var output = transaction.outputs().get(j);
        if (!output.scriptPubKey().isUnspendable()) {
          mature.put(new OutPoint(transaction.txid(), j), new Coin(output, height, false));
        }
      }
    }
    switch (random.nextInt(12)) {
      case 0 -> {
        var never = mature.values().stream().anyMatch(RandomBlocks::isNever);
        if (never) {
          transactions.add(spendAny(mature, true));
        }
        add(before, tree.mine(before, transactions.toArray(Transaction[]::new)), never);
      }
      case 1 -> {
        var missing = new OutPoint(blocks.get(1).transactions().getFirst().txid(), 9);
        transactions.add(ChainBuilder.spend(missing, ChainBuilder.anyone(1)));
        add(before, tree.mine(before, transactions.toArray(Transaction[]::new)), true);
      }
      case 2 -> {
        var draft = tree.draft(before, transactions.toArray(Transaction[]::new));
        add(before, tree.add(draft.coinbaseSats(1_000_0000_0000L)), true);
      }
      default -> add(before, transactions);
    }
  }

  private static boolean isNever(Coin coin) {
    return coin.output().scriptPubKey().equals(NEVER);
  }

  /** Spends some coins, and takes them out of {@code coins}; one that nobody can spend, or none. */
  private Transaction spendAny(Map<OutPoint, Coin> coins, boolean never) {
    var inputs = new ArrayList<TxIn>();
    long sats = 0;
    var candidates = new ArrayList<OutPoint>();
    coins.forEach((outpoint, coin) -> {
      if (isNever(coin) == never) {
        candidates.add(outpoint);
      }
    });
    for (int i = never ? 1 : 1 + random.nextInt(3); i > 0 && !candidates.isEmpty(); i--) {
      var outpoint = candidates.remove(random.nextInt(candidates.size()));
      var coin = Objects.requireNonNull(coins.remove(outpoint));
      sats += coin.output().value().sats();
      boolean segwit = coin.output().scriptPubKey().equals(ANYONE_WITH_WITNESS);
      inputs.add(
          new TxIn(
              outpoint,
              Script.EMPTY,
              TxIn.SEQUENCE_FINAL,
              segwit ? ChainBuilder.ANYONE_WITNESS : Witness.EMPTY));
    }
    var outputs = new ArrayList<TxOut>();
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      var script =
          switch (random.nextInt(4)) {
            case 0 -> ANYONE_WITH_WITNESS;
            case 1 -> NEVER;
            default -> ANYONE;
          };
      outputs.add(new TxOut(new Amount(sats / count), script));
    }
    if (random.nextInt(4) == 0) {
      outputs.add(ChainBuilder.data(random.nextInt(1_000)));
    }
    return Transaction.of(2, inputs, outputs, 0);
  }
}
