package cairn.ledger.rules;

import static cairn.ledger.rules.Verdict.Valid.OK;
import static cairn.primitives.Opcode.OP_EQUAL;
import static cairn.primitives.Opcode.OP_HASH160;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cairn.genesis.Network;
import cairn.genesis.Networks;
import cairn.ledger.Coin;
import cairn.ledger.RealBlocks;
import cairn.ledger.script.ScriptFlags;
import cairn.primitives.Amount;
import cairn.primitives.Block;
import cairn.primitives.Bytes;
import cairn.primitives.Script;
import cairn.primitives.ScriptBuilder;
import cairn.primitives.Sha256;
import cairn.primitives.Transaction;
import cairn.primitives.TxIn;
import cairn.primitives.TxOut;
import cairn.primitives.Txid;
import cairn.primitives.Vectors;
import cairn.primitives.WitnessProgram;
import cairn.primitives.crypto.Hash160;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Blocks that were found but are not in the main chain. Most lost a race and are valid as far as
 * can be seen; three broke a rule. What they spend is not known, but can be made up to fit.
 */
class InvalidBlocksTest {
  private static final String OVERFLOW = "chain/mainnet/stale/74638_7b1470a7ec1c.raw";
  private static final String SIGOPS = "chain/mainnet/stale/783426_a002668599e4.raw";
  private static final String ORDER = "chain/mainnet/stale/809478_e261e4f11853.raw";

  private static final Network MAIN = Networks.main();

  @TestFactory
  Stream<DynamicNode> acceptsBlocksThatLostARace() {
    return Vectors.each(
        "chain/mainnet/stale",
        "",
        ".raw",
        file ->
            file.toString().contains(OVERFLOW)
                ? Stream.of()
                : Stream.of(
                    dynamicTest("contents", () -> assertThat(contents(file)).isEqualTo(OK)),
                    dynamicTest("context", () -> assertThat(context(file)).isEqualTo(OK))));
  }

  /** CVE-2010-5139: the sum of two outputs was more than fits into 64 bits. */
  @Test
  void rejectsOutputsThatOverflow() {
    var block = RealBlocks.block(Vectors.file(OVERFLOW));
    assertThat(contents(Vectors.file(OVERFLOW)))
        .hasToString(
            "bad-txns-vout-toolarge, Transaction check failed (tx hash %s) "
                .formatted(block.transactions().get(1).txid()));
  }

  @Test
  void rejectsThreeSignatureOperationsTooMany() {
    var block = RealBlocks.block(Vectors.file(SIGOPS));
    var inputs = inputs(block, 783_426);
    assertThat(connect(block, inputs)).hasToString("bad-blk-sigops, too many sigops");
    assertThat(inputs.sigOpsCost()).isGreaterThan(80_000);
    assertThat(sigOpCost(block)).isEqualTo(80_003);
  }

  @Test
  void rejectsInputsThatSpendWhatComesLaterInTheBlock() {
    var block = RealBlocks.block(Vectors.file(ORDER));
    assertThat(connect(block, inputs(block, 809_478)).toString())
        .startsWith(
            "bad-txns-inputs-missingorspent, CheckTxInputs: inputs missing/spent in transaction");
  }

  private static Verdict contents(Path file) {
    return Rule.firstFailure(BlockContents.rules(MAIN), RealBlocks.block(file));
  }

  private static Verdict context(Path file) {
    var block = RealBlocks.block(file);
    int height = RealBlocks.height(file);
    // The median time past is not known, but it is less than the block's own time.
    var times = Map.of(height, block.header().time() - 1);
    var place = new Place(MAIN.consensus(), new RealAncestor(height - 1, times));
    return BlockInContext.check(new PlacedBlock(block, place));
  }

  private static BlockInputs inputs(Block block, int height) {
    var flags = BlockScriptFlags.of(height, block.hash(), MAIN.consensus());
    return new BlockInputs(place(height), flags);
  }

  private static Place place(int height) {
    return new Place(MAIN.consensus(), new RealAncestor(height - 1, Map.of()));
  }

  private static Verdict connect(Block block, BlockInputs inputs) {
    var seen = new HashSet<Txid>();
    var verdict = inputs.coinbase(block.transactions().getFirst());
    for (var transaction : rest(block)) {
      if (verdict.isValid()) {
        verdict = inputs.next(transaction, coins(transaction, block, seen));
      }
      seen.add(transaction.txid());
    }
    return verdict;
  }

  private static int sigOpCost(Block block) {
    var all = new HashSet<>(block.txids());
    int cost = 4 * block.transactions().getFirst().legacySigOps();
    for (var transaction : rest(block)) {
      var coins = coins(transaction, block, all);
      cost += SigOpCost.of(new Spend(transaction, coins, place(783_426), ScriptFlags.MANDATORY));
    }
    return cost;
  }

  private static List<Transaction> rest(Block block) {
    return block.transactions().subList(1, block.transactions().size());
  }

  /**
   * What a transaction spends: real outputs of the block itself if they have been seen, made-up
   * ones of other blocks.
   */
  private static List<@Nullable Coin> coins(Transaction transaction, Block block, Set<Txid> seen) {
    var own = new HashMap<Txid, Transaction>();
    block.transactions().forEach(each -> own.put(each.txid(), each));
    // Enough to pay for all outputs, in the first coin.
    long sats = TransactionInputs.outputSats(transaction);
    var coins = new ArrayList<@Nullable Coin>();
    for (var input : transaction.inputs()) {
      var spent = input.previousOutput();
      var source = own.get(spent.txid());
      if (source == null) {
        coins.add(new Coin(new TxOut(new Amount(sats), scriptSpentBy(input)), 1, false));
        sats = 0;
      } else {
        coins.add(
            seen.contains(spent.txid())
                ? new Coin(source.outputs().get((int) spent.index()), 1, false)
                : null);
      }
    }
    return coins;
  }

  /** The script that an input like this satisfies, as far as signature operations go. */
  private static Script scriptSpentBy(TxIn input) {
    var witness = input.witness();
    if (input.scriptSig().isEmpty() && !witness.isEmpty()) {
      var last = witness.get(witness.size() - 1);
      if (isKey(last) && witness.size() == 2) {
        return new WitnessProgram(0, Hash160.hash(last)).toScript();
      }
      boolean taproot = witness.size() == 1 || (last.unsigned(0) & 0xfe) == 0xc0;
      return new WitnessProgram(taproot ? 1 : 0, Sha256.hash(last)).toScript();
    }
    var last = input.scriptSig().lastPush();
    return last == null || isKey(last.bytes()) || isSignature(last.bytes())
        ? Script.EMPTY
        : new ScriptBuilder().op(OP_HASH160).push(Hash160.hash(last.bytes())).op(OP_EQUAL).build();
  }

  private static boolean isKey(Bytes bytes) {
    return (bytes.length() == 33 && (bytes.unsigned(0) & 0xfe) == 2)
        || (bytes.length() == 65 && bytes.unsigned(0) == 4);
  }

  private static boolean isSignature(Bytes bytes) {
    return !bytes.isEmpty() && bytes.unsigned(0) == 0x30;
  }
}
