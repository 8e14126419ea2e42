package cairn.ledger.chain;

import static cairn.ledger.rules.Verdict.Valid.OK;

import cairn.genesis.ConsensusParameters;
import cairn.ledger.Coin;
import cairn.ledger.codec.BlockUndo;
import cairn.ledger.coins.CoinsCache;
import cairn.ledger.headers.HeaderEntry;
import cairn.ledger.rules.BlockInputs;
import cairn.ledger.rules.BlockScriptFlags;
import cairn.ledger.rules.DuplicateTransactions;
import cairn.ledger.rules.Place;
import cairn.ledger.rules.Verdict;
import cairn.ledger.script.VerifiedScripts;
import cairn.ledger.store.FetchedCoins;
import cairn.primitives.Block;
import cairn.primitives.OutPoint;
import cairn.primitives.Transaction;
import cairn.primitives.TxOut;
import cairn.primitives.sighash.SpendingTransaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Applies blocks to the coins, and takes them back. It leaves the coins as they were where a block
 * cannot be applied. Belongs to the chain thread.
 */
final class BlockConnector {
  /** How many transactions' coins are drawn near at a time. */
  private static final int NEAR = 64;

  private final ConsensusParameters consensus;
  private final CoinsCache coins;
  private final Workers workers;
  private final VerifiedScripts verified;

  /**
   * @param verified scripts that need not be run again
   */
  BlockConnector(
      ConsensusParameters consensus, CoinsCache coins, Workers workers, VerifiedScripts verified) {
    this.consensus = consensus;
    this.coins = coins;
    this.workers = workers;
    this.verified = verified;
  }

  /** What became of a block that was to be connected. */
  sealed interface Outcome {
    /** The coins are those after the block; its scripts are being checked, if they are to be. */
    record Connected(BlockUndo undo, ScriptChecks checks) implements Outcome {}

    /** It breaks a rule; the coins are as they were. */
    record Refused(Verdict.Invalid why) implements Outcome {}
  }

  /**
   * Applies a block on top of the one before it.
   *
   * @param ahead coins that were fetched for the block
   * @param checkScripts whether its scripts are to be checked
   */
  Outcome connect(HeaderEntry entry, Block block, FetchedCoins ahead, boolean checkScripts) {
    return new Connecting(entry, block, ahead, checkScripts).run();
  }

  /**
   * Takes back the block that was applied last.
   *
   * @throws IllegalStateException if the coins are not those after it, or the undo data not its own
   */
  void disconnect(HeaderEntry entry, Block block, BlockUndo undo) {
    if (undo.spent().size() != block.transactions().size() - 1) {
      throw new IllegalStateException("the undo data of " + entry + " belong to another block");
    }
    takeBack(entry, block, undo.spent());
  }

  /** Takes back the coinbase and as many transactions as {@code spent} is about. */
  private void takeBack(HeaderEntry entry, Block block, List<List<Coin>> spent) {
    var transactions = block.transactions();
    for (int i = spent.size(); i >= 1; i--) {
      var transaction = transactions.get(i);
      removeOutputs(transaction, entry);
      restoreInputs(transaction, spent.get(i - 1), entry);
    }
    removeOutputs(transactions.getFirst(), entry);
  }

  private void removeOutputs(Transaction transaction, HeaderEntry entry) {
    var outputs = transaction.outputs();
    boolean coinbase = transaction.isCoinbase();
    for (int i = 0; i < outputs.size(); i++) {
      var output = outputs.get(i);
      if (output.scriptPubKey().isUnspendable()) {
        continue;
      }
      var made = new Coin(output, entry.height(), coinbase);
      var found = coins.spend(new OutPoint(transaction.txid(), i), FetchedCoins.NONE);
      if (!made.equals(found) && !(coinbase && wasOverwritten(entry))) {
        throw new IllegalStateException(
            "output %d of %s, which %s made, is not among the coins"
                .formatted(i, transaction, entry));
      }
    }
  }

  /** Whether a later block repeated this one's coinbase, so that its coins are gone (BIP 30). */
  private boolean wasOverwritten(HeaderEntry entry) {
    return consensus.exceptions().isBip30Overwritten(entry.height(), entry.hash());
  }

  private void restoreInputs(Transaction transaction, List<Coin> spent, HeaderEntry entry) {
    var inputs = transaction.inputs();
    if (spent.size() != inputs.size()) {
      throw new IllegalStateException("the undo data of " + entry + " belong to another block");
    }
    for (int i = inputs.size() - 1; i >= 0; i--) {
      if (!coins.restore(inputs.get(i).previousOutput(), spent.get(i))) {
        throw new IllegalStateException(
            "input %d of %s, in %s, spent a coin that is still there"
                .formatted(i, transaction, entry));
      }
    }
  }

  /** One block on its way. */
  private final class Connecting {
    private final HeaderEntry entry;
    private final Block block;
    private final FetchedCoins ahead;
    private final boolean checkScripts;
    private final Place place;
    private final BlockInputs inputs;
    private final ScriptChecks checks;
    private final List<List<Coin>> spent;

    Connecting(HeaderEntry entry, Block block, FetchedCoins ahead, boolean checkScripts) {
      this.entry = entry;
      this.block = block;
      this.ahead = ahead;
      this.checkScripts = checkScripts;
      this.place = new Place(consensus, Objects.requireNonNull(entry.previous()));
      var flags = BlockScriptFlags.of(entry.height(), entry.hash(), consensus);
      this.inputs = new BlockInputs(place, flags);
      this.checks = new ScriptChecks(workers, flags, verified);
      this.spent = new ArrayList<>(block.transactions().size() - 1);
    }

    Outcome run() {
      if (DuplicateTransactions.arePossible(place, entry.hash())
          && DuplicateTransactions.check(block, coins::has) instanceof Verdict.Invalid failure) {
        return new Outcome.Refused(failure);
      }
      var verdict = transactions();
      if (verdict.isValid()) {
        verdict = inputs.coinbaseAmount(block.transactions().getFirst());
      }
      checks.seal();
      if (verdict instanceof Verdict.Invalid failure) {
        takeBack(entry, block, spent);
        return new Outcome.Refused(failure);
      }
      return new Outcome.Connected(new BlockUndo(spent), checks);
    }

    private Verdict transactions() {
      var transactions = block.transactions();
      var coinbase = transactions.getFirst();
      coins.addOutputs(coinbase, entry.height());
      var verdict = inputs.coinbase(coinbase);
      for (int i = 1; i < transactions.size() && verdict.isValid(); i++) {
        if (i % NEAR == 1) {
          coins.drawNear(transactions.subList(i, Math.min(i + NEAR, transactions.size())));
        }
        verdict = transaction(i, transactions.get(i));
      }
      return verdict;
    }

    private Verdict transaction(int position, Transaction transaction) {
      var taken = take(transaction);
      var verdict = inputs.next(transaction, taken);
      if (!verdict.isValid()) {
        giveBack(transaction, taken);
        return verdict;
      }
      // All are there, since the rules have been kept.
      @SuppressWarnings("NullAway")
      List<Coin> spentHere = taken;
      spent.add(spentHere);
      if (checkScripts) {
        checks.add(position, new SpendingTransaction(transaction, outputs(spentHere)));
      }
      coins.addOutputs(transaction, entry.height());
      return OK;
    }

    private List<@Nullable Coin> take(Transaction transaction) {
      var transactionInputs = transaction.inputs();
      var taken = new ArrayList<@Nullable Coin>(transactionInputs.size());
      for (int i = 0; i < transactionInputs.size(); i++) {
        taken.add(coins.spend(transactionInputs.get(i).previousOutput(), ahead));
      }
      return taken;
    }

    private void giveBack(Transaction transaction, List<@Nullable Coin> taken) {
      for (int i = taken.size() - 1; i >= 0; i--) {
        var coin = taken.get(i);
        if (coin != null) {
          coins.restore(transaction.inputs().get(i).previousOutput(), coin);
        }
      }
    }

    private static List<TxOut> outputs(List<Coin> spent) {
      var outputs = new ArrayList<TxOut>(spent.size());
      for (int i = 0; i < spent.size(); i++) {
        outputs.add(spent.get(i).output());
      }
      return outputs;
    }
  }
}
