package cairn.ledger.chain;

import static cairn.ledger.BlockTree.coinbase;
import static cairn.ledger.ChainBuilder.anyone;
import static cairn.ledger.ChainBuilder.spend;
import static cairn.primitives.Opcode.OP_0;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.ledger.BlockTree;
import cairn.primitives.Amount;
import cairn.primitives.Block;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.ScriptBuilder;
import cairn.primitives.Transaction;
import cairn.primitives.TxOut;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A chainstate in a directory of its own, a chain for it, and ways for blocks to be invalid. */
abstract class ChainstateAtWork {
  /** A script that nobody can satisfy. */
  static final Script NEVER = new ScriptBuilder().op(OP_0).build();

  static final BlockTree TREE = BlockTree.regtest();

  /** So many that 20 coinbases can be spent. */
  static final List<Block> TRUNK = mine();

  private static List<Block> mine() {
    var trunk = new ArrayList<Block>();
    for (int i = 0; i < 120; i++) {
      var previous = trunk.isEmpty() ? TREE.genesis() : trunk.getLast();
      var draft = TREE.draft(previous);
      // The fifth coinbase and those after it cannot be spent by anyone.
      var output = new TxOut(new Amount(draft.subsidySats()), NEVER);
      trunk.add(TREE.add(i < 4 ? draft : draft.coinbaseOutputs(output)));
    }
    return trunk;
  }

  @TempDir Path directory;

  TestLedger ledger;

  @BeforeEach
  void open() {
    ledger = setup().open();
  }

  LedgerSetup setup() {
    return LedgerSetup.in(directory.resolve("node"));
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  void reopen(LedgerSetup setup) {
    ledger.close();
    ledger = setup.open();
  }

  Chainstate chainstate() {
    return ledger.chainstate();
  }

  void assertTip(Block block) {
    assertThat(ledger.tip()).hasToString(ledger.entry(block).toString());
  }

  /** A transaction that spends the first output of a coinbase, and pays half of it to anyone. */
  static Transaction payment(Block block) {
    return spend(coinbase(block), anyone(25_0000_0000L));
  }

  /** Ways for a block to be invalid that show only once it is connected. */
  enum Flaw {
    SCRIPT,
    AMOUNT,
    MISSING_INPUT,
    COINBASE_AMOUNT;

    Block on(Block previous) {
      return switch (this) {
        case SCRIPT -> TREE.mine(previous, payment(TRUNK.get(4)));
        case AMOUNT ->
            TREE.mine(previous, spend(coinbase(TRUNK.getFirst()), anyone(50_0000_0001L)));
        case MISSING_INPUT ->
            TREE.mine(previous, spend(new OutPoint(coinbase(TRUNK.get(0)).txid(), 7), anyone(1)));
        case COINBASE_AMOUNT -> TREE.add(TREE.draft(previous).coinbaseSats(50_0000_0001L));
      };
    }

    String code() {
      return switch (this) {
        case SCRIPT ->
            "block-script-verify-flag-failed (Script evaluated without error but finished with a"
                + " false/empty top stack element)";
        case AMOUNT -> "bad-txns-in-belowout";
        case MISSING_INPUT -> "bad-txns-inputs-missingorspent";
        case COINBASE_AMOUNT -> "bad-cb-amount";
      };
    }
  }
}
