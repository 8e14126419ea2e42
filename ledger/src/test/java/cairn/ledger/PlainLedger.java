package cairn.ledger;

import cairn.genesis.Network;
import cairn.ledger.headers.Acceptance;
import cairn.ledger.headers.HeaderEntry;
import cairn.ledger.headers.HeaderTree;
import cairn.ledger.rules.BlockContents;
import cairn.ledger.rules.BlockInContext;
import cairn.ledger.rules.BlockInputs;
import cairn.ledger.rules.BlockScriptFlags;
import cairn.ledger.rules.DuplicateTransactions;
import cairn.ledger.rules.Place;
import cairn.ledger.rules.PlacedBlock;
import cairn.ledger.rules.Rule;
import cairn.ledger.rules.Verdict;
import cairn.ledger.script.ScriptError;
import cairn.ledger.script.ScriptFlags;
import cairn.ledger.script.ScriptVerifier;
import cairn.ledger.script.SignatureVerifier;
import cairn.primitives.Block;
import cairn.primitives.OutPoint;
import cairn.primitives.Transaction;
import cairn.primitives.TxOut;
import cairn.primitives.sighash.SpendingTransaction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The slow, obvious twin of the real ledger: one chain without forks, its coins in a map. It asks
 * every rule in the order in which Bitcoin Core takes a block in, and runs all scripts at the end.
 */
public final class PlainLedger {
  private final Network network;
  private final List<Rule<Block>> contents;
  private final HeaderTree tree;
  private final Map<OutPoint, Coin> coins = new HashMap<>();
  private final SignatureVerifier signatures = SignatureVerifier.direct();
  private HeaderEntry tip;

  public PlainLedger(Network network) {
    this.network = network;
    this.contents = BlockContents.rules(network);
    this.tree = new HeaderTree(network);
    this.tip = tree.genesis();
  }

  public Network network() {
    return network;
  }

  public HeaderTree tree() {
    return tree;
  }

  public HeaderEntry tip() {
    return tip;
  }

  /** What can be spent after the tip. */
  public Map<OutPoint, Coin> coins() {
    return Collections.unmodifiableMap(coins);
  }

  /** Checks a block that should follow the tip, and makes it the tip if it is valid. */
  public Verdict offer(Block block) {
    return offer(block, block.header().time());
  }

  /**
   * As {@link #offer(Block)}, at a certain time.
   *
   * @param now in seconds since 1970
   */
  public Verdict offer(Block block, long now) {
    var verdict = Rule.firstFailure(contents, block);
    if (!verdict.isValid()) {
      return verdict;
    }
    return switch (tree.accept(block.header(), block.hash(), now, true)) {
      case Acceptance.Refused(var why) -> why;
      case Acceptance.Accepted(var entry, _) -> connect(block, entry);
    };
  }

  private Verdict connect(Block block, HeaderEntry entry) {
    if (entry.previous() != tip) {
      throw new IllegalArgumentException(block + " does not follow the tip");
    }
    var place = new Place(network.consensus(), tip);
    var verdict = BlockInContext.check(new PlacedBlock(block, place));
    if (!verdict.isValid()) {
      return verdict;
    }
    if (DuplicateTransactions.arePossible(place, block.hash())) {
      verdict = DuplicateTransactions.check(block, coins::containsKey);
      if (!verdict.isValid()) {
        return verdict;
      }
    }
    var before = new HashMap<>(coins);
    verdict = inputs(block, place, coins);
    if (verdict.isValid()) {
      tip = entry;
    } else {
      coins.clear();
      coins.putAll(before);
    }
    return verdict;
  }

  private Verdict inputs(Block block, Place place, Map<OutPoint, Coin> view) {
    var flags = BlockScriptFlags.of(place.height(), block.hash(), network.consensus());
    var inputs = new BlockInputs(place, flags);
    var spends = new ArrayList<SpendingTransaction>();
    for (var transaction : block.transactions()) {
      if (transaction.isCoinbase()) {
        var verdict = inputs.coinbase(transaction);
        if (!verdict.isValid()) {
          return verdict;
        }
      } else {
        var spent = spentBy(transaction, view);
        var verdict = inputs.next(transaction, spent);
        if (!verdict.isValid()) {
          return verdict;
        }
        spends.add(new SpendingTransaction(transaction, outputs(spent)));
      }
      update(transaction, place.height(), view);
    }
    var verdict = inputs.coinbaseAmount(block.transactions().getFirst());
    return verdict.isValid() ? scripts(spends, flags) : verdict;
  }

  private Verdict scripts(List<SpendingTransaction> spends, ScriptFlags flags) {
    for (var spend : spends) {
      for (int i = 0; i < spend.spentOutputs().size(); i++) {
        var error = ScriptVerifier.verify(spend, i, flags, signatures);
        if (error != ScriptError.OK) {
          return BlockInputs.scriptFailure(spend.transaction(), i, error);
        }
      }
    }
    return Verdict.Valid.OK;
  }

  private static List<TxOut> outputs(List<@Nullable Coin> coins) {
    return coins.stream().map(coin -> Objects.requireNonNull(coin).output()).toList();
  }

  private static List<@Nullable Coin> spentBy(Transaction transaction, Map<OutPoint, Coin> view) {
    var spent = new ArrayList<@Nullable Coin>();
    for (var input : transaction.inputs()) {
      spent.add(view.get(input.previousOutput()));
    }
    return spent;
  }

  private static void update(Transaction transaction, int height, Map<OutPoint, Coin> view) {
    transaction.inputs().forEach(input -> view.remove(input.previousOutput()));
    for (int i = 0; i < transaction.outputs().size(); i++) {
      var output = transaction.outputs().get(i);
      if (!output.scriptPubKey().isUnspendable()) {
        view.put(
            new OutPoint(transaction.txid(), i),
            new Coin(output, height, transaction.isCoinbase()));
      }
    }
  }
}
