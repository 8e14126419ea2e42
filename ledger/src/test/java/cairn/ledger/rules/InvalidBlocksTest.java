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
import cairn.ledger.rules.Verdict.Invalid;
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
import java.math.BigInteger;
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
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Blocks that were found but are not in the main chain. Most lost a race and are valid as far as
 * can be seen; some broke a rule, and a slow look tells which. What they spend is not known, but
 * can be made up to fit.
 */
class InvalidBlocksTest {
  private static final Network MAIN = Networks.main();
  private static final String VALID = "valid";

  @TestFactory
  Stream<DynamicNode> findsWhatASlowLookFinds() {
    return Vectors.each("chain/mainnet/stale", "", ".raw", InvalidBlocksTest::tests);
  }

  private static Stream<DynamicTest> tests(Path file) {
    var block = RealBlocks.block(file);
    var place = place(block, RealBlocks.height(file));
    var amounts = wrongAmounts(block);
    var contents =
        dynamicTest("contents", () -> assertThat(code(contents(block))).isEqualTo(amounts));
    if (!amounts.equals(VALID)) {
      return Stream.of(contents);
    }
    return Stream.of(
        contents,
        dynamicTest("context", () -> assertThat(context(block, place)).isEqualTo(OK)),
        dynamicTest(
            "inputs",
            () -> assertThat(code(connect(block, place))).isEqualTo(wrongInputs(block, place))));
  }

  private static String code(Verdict verdict) {
    return verdict instanceof Invalid invalid ? invalid.code() : VALID;
  }

  /** CVE-2010-5139: amounts one by one, and their sums, which may not fit into 64 bits. */
  private static String wrongAmounts(Block block) {
    var most = BigInteger.valueOf(Amount.MAX.sats());
    for (var transaction : block.transactions()) {
      var sum = BigInteger.ZERO;
      for (var output : transaction.outputs()) {
        var sats = BigInteger.valueOf(output.value().sats());
        sum = sum.add(sats);
        if (sats.signum() < 0) {
          return "bad-txns-vout-negative";
        } else if (sats.compareTo(most) > 0) {
          return "bad-txns-vout-toolarge";
        } else if (sum.compareTo(most) > 0) {
          return "bad-txns-txouttotal-toolarge";
        }
      }
    }
    return VALID;
  }

  /** Outputs of the block are spent before they are made, or signature operations are too many. */
  private static String wrongInputs(Block block, Place place) {
    var unmade = new HashSet<>(block.txids());
    for (var transaction : block.transactions()) {
      if (transaction.inputs().stream()
          .anyMatch(in -> unmade.contains(in.previousOutput().txid()))) {
        return "bad-txns-inputs-missingorspent";
      }
      unmade.remove(transaction.txid());
    }
    var all = Set.copyOf(block.txids());
    int cost = 4 * block.transactions().getFirst().legacySigOps();
    for (var transaction : rest(block)) {
      var coins = coins(transaction, block, all);
      cost += SigOpCost.of(new Spend(transaction, coins, place, ScriptFlags.MANDATORY));
    }
    return cost > 80_000 ? "bad-blk-sigops" : VALID;
  }

  private static Verdict contents(Block block) {
    return Rule.firstFailure(BlockContents.rules(MAIN), block);
  }

  private static Verdict context(Block block, Place place) {
    return BlockInContext.check(new PlacedBlock(block, place));
  }

  /** The median time past is not known, but it is less than the block's own time. */
  private static Place place(Block block, int height) {
    var times = Map.of(height, block.header().time() - 1);
    return new Place(MAIN.consensus(), new RealAncestor(height - 1, times));
  }

  private static Verdict connect(Block block, Place place) {
    var flags = BlockScriptFlags.of(place.height(), block.hash(), MAIN.consensus());
    var inputs = new BlockInputs(place, flags);
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
