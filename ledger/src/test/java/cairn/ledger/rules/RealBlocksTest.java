package cairn.ledger.rules;

import static cairn.ledger.rules.Verdict.Valid.OK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cairn.genesis.Network;
import cairn.genesis.Networks;
import cairn.ledger.Coin;
import cairn.ledger.PlainLedger;
import cairn.ledger.RealBlocks;
import cairn.ledger.RealBlocks.Spent;
import cairn.ledger.script.ScriptFlags;
import cairn.primitives.Amount;
import cairn.primitives.Block;
import cairn.primitives.BlockHeader;
import cairn.primitives.Bytes;
import cairn.primitives.Script;
import cairn.primitives.Transaction;
import cairn.primitives.TxIn;
import cairn.primitives.TxOut;
import cairn.primitives.Vectors;
import cairn.primitives.Witness;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** The rules agree with blocks that are in the chain. */
class RealBlocksTest {
  @TestFactory
  Stream<DynamicNode> acceptsWholeChains() {
    return RealBlocks.eachFolder("blocks_", ".dat", RealBlocksTest::chain);
  }

  @TestFactory
  Stream<DynamicNode> acceptsContentsOfSingleBlocks() {
    return RealBlocks.eachFolder(
        "block_",
        ".raw",
        (file, network) ->
            Stream.of(
                dynamicTest("contents", () -> assertThat(contents(file, network)).isEqualTo(OK)),
                dynamicTest("context", () -> assertThat(context(file, network)).isEqualTo(OK))));
  }

  @TestFactory
  Stream<DynamicNode> rejectsHeadersInWhichAnyByteIsChanged() {
    return RealBlocks.eachFolder("block_", ".raw", RealBlocksTest::changedHeaders);
  }

  @TestFactory
  Stream<DynamicNode> rejectsTransactionsOfWhichAnyPartIsChanged() {
    return RealBlocks.eachFolder("block_", ".raw", RealBlocksTest::changedTransactions);
  }

  @TestFactory
  Stream<DynamicNode> addsUpInputsFeesAndSigOps() {
    return RealBlocks.eachFolder("block_", ".prevouts.csv", RealBlocksTest::inputs);
  }

  /** Branches on regtest, each of which leaves an earlier one, and ends higher. */
  @TestFactory
  Stream<DynamicNode> acceptsAllBranchesOfAFork() {
    return Vectors.json(
        "chain/regtest",
        "reorg_branches",
        file -> {
          var chains = new ArrayList<List<Block>>();
          file.forEach(blocks -> chains.add(withRoot(branch(blocks), chains)));
          return chains.stream().flatMap(chain -> accepted(chain, Networks.regtest()));
        });
  }

  /** The branch, and before it the blocks of an earlier chain up to where it leaves that. */
  private static List<Block> withRoot(List<Block> branch, List<List<Block>> chains) {
    var root = branch.getFirst().header().previous();
    for (var chain : chains) {
      for (int i = 0; i < chain.size(); i++) {
        if (chain.get(i).hash().equals(root)) {
          return Stream.concat(chain.subList(0, i + 1).stream(), branch.stream()).toList();
        }
      }
    }
    return branch;
  }

  /** What a node says each transaction of a block pays is what its coins come to. */
  @TestFactory
  Stream<DynamicNode> addsUpTheFeesThatANodeGives() {
    return Vectors.json(
        "rpc",
        "getblock_verbosity3_",
        file -> {
          var block = file.get("result");
          var previous = new RealAncestor(block.get("height").asInt() - 1, Map.of());
          var place = new Place(Networks.main().consensus(), previous);
          return block.get("tx").valueStream().skip(1).map(told -> fee(told, place));
        });
  }

  private static DynamicTest fee(JsonNode told, Place place) {
    return dynamicTest(
        told.get("txid").asString(),
        () -> {
          var transaction = Transaction.decode(Bytes.fromHex(told.get("hex").asString()));
          var coins = new ArrayList<@Nullable Coin>();
          told.get("vin").forEach(input -> coins.add(coin(input.get("prevout"))));
          var spend = new Spend(transaction, coins, place, ScriptFlags.NONE);
          assertThat(TransactionInputs.check(spend)).isEqualTo(OK);
          assertThat(TransactionInputs.feeSats(spend)).isEqualTo(sats(told.get("fee")));
        });
  }

  private static Coin coin(JsonNode prevout) {
    var script = Script.fromHex(prevout.get("scriptPubKey").get("hex").asString());
    var output = new TxOut(new Amount(sats(prevout.get("value"))), script);
    return new Coin(output, prevout.get("height").asInt(), prevout.get("generated").asBoolean());
  }

  private static long sats(JsonNode coins) {
    return coins.decimalValue().movePointRight(8).longValueExact();
  }

  private static List<Block> branch(JsonNode blocks) {
    return blocks
        .valueStream()
        .map(block -> RealBlocks.decode(Bytes.fromHex(block.asString())))
        .toList();
  }

  private static Stream<DynamicTest> chain(Path file, Network network) {
    return accepted(RealBlocks.blocks(file), network);
  }

  private static Stream<DynamicTest> accepted(List<Block> blocks, Network network) {
    var ledger = new PlainLedger(network);
    return blocks.stream()
        .filter(block -> !block.equals(network.genesis()))
        .map(block ->
            dynamicTest(block.toString(), () -> assertThat(ledger.offer(block)).isEqualTo(OK)));
  }

  private static Stream<DynamicTest> inputs(Path file, Network network) {
    int height = RealBlocks.height(file);
    var block = RealBlocks.block(sibling(file));
    var spent = Spent.read(file, block, height);
    var place = new Place(network.consensus(), new RealAncestor(height - 1, spent.medianTimes()));
    var inputs =
        new BlockInputs(place, BlockScriptFlags.of(height, block.hash(), network.consensus()));
    var tests = new ArrayList<DynamicTest>();
    for (int i = 0; i < block.transactions().size(); i++) {
      var transaction = block.transactions().get(i);
      var coins = spent.coins().get(i);
      tests.add(
          dynamicTest(
              transaction.toString(),
              () ->
                  assertThat(
                          transaction.isCoinbase()
                              ? inputs.coinbase(transaction)
                              : inputs.next(transaction, coins))
                      .isEqualTo(OK)));
    }
    tests.add(
        dynamicTest(
            "fees and coinbase",
            () -> {
              assertThat(inputs.feeSats()).isEqualTo(feeSats(block, spent));
              assertThat(inputs.coinbaseAmount(block.transactions().getFirst())).isEqualTo(OK);
            }));
    return tests.stream();
  }

  /** All that is spent in the block, less all that is made of it. */
  private static long feeSats(Block block, Spent spent) {
    long in =
        spent.coins().stream()
            .flatMap(List::stream)
            .mapToLong(coin -> Objects.requireNonNull(coin).output().value().sats())
            .sum();
    long out =
        block.transactions().stream()
            .skip(1)
            .flatMap(transaction -> transaction.outputs().stream())
            .mapToLong(output -> output.value().sats())
            .sum();
    return in - out;
  }

  private static Verdict contents(Path file, Network network) {
    return check(RealBlocks.block(file), network);
  }

  private static Verdict context(Path file, Network network) {
    var block = RealBlocks.block(file);
    int height = RealBlocks.height(file);
    // The median time past is not known, but it is less than the block's own time.
    var times = Map.of(height, block.header().time() - 1);
    var place = new Place(network.consensus(), new RealAncestor(height - 1, times));
    return BlockInContext.check(new PlacedBlock(block, place));
  }

  private static Verdict check(Block block, Network network) {
    return Rule.firstFailure(BlockContents.rules(network), block);
  }

  private static Stream<DynamicTest> changedHeaders(Path file, Network network) {
    var header = RealBlocks.block(file).header().serialized();
    return IntStream.range(0, BlockHeader.LENGTH)
        .mapToObj(at -> {
          var changed = RealBlocks.header(flipped(header, at));
          return dynamicTest(
              "byte " + at,
              () ->
                  assertThat(
                          HeaderContents.proofOfWork(
                              changed.hash(), changed.bits(), network.consensus().proofOfWork()))
                      .hasToString("high-hash, proof of work failed"));
        });
  }

  private static Stream<DynamicTest> changedTransactions(Path file, Network network) {
    var block = RealBlocks.block(file);
    int last = block.transactions().size() - 1;
    var tests = new ArrayList<DynamicTest>();
    for (int i : new TreeSet<>(List.of(0, last / 2, last))) {
      var transaction = block.transactions().get(i);
      var input = transaction.inputs().getFirst();
      var output = transaction.outputs().getFirst();
      var more = new TxOut(new Amount(output.value().sats() + 1), output.scriptPubKey());
      tests.add(otherRoot("amount " + i, with(block, i, input, more), network));
      if (!input.scriptSig().isEmpty()) {
        var script = new Script(flipped(input.scriptSig().bytes(), 0));
        tests.add(otherRoot("script " + i, with(block, i, input.with(script), output), network));
      }
      if (!input.witness().isEmpty() && !input.witness().get(0).isEmpty()) {
        var items = new ArrayList<>(input.witness().items());
        items.set(0, flipped(items.getFirst(), 0));
        var changed = with(block, i, input.with(new Witness(items)), output);
        tests.add(
            dynamicTest(
                "witness " + i,
                () -> {
                  assertThat(check(changed, network)).isEqualTo(OK);
                  assertThat(WitnessCommitment.holds(changed))
                      .hasToString(
                          "bad-witness-merkle-match,"
                              + " CheckWitnessMalleation : witness merkle commitment mismatch");
                }));
      }
    }
    return tests.stream();
  }

  private static DynamicTest otherRoot(String name, Block changed, Network network) {
    var reason =
        network.consensus().isSignet()
            ? "bad-signet-blksig, signet block signature validation failure"
            : "bad-txnmrklroot, hashMerkleRoot mismatch";
    return dynamicTest(name, () -> assertThat(check(changed, network)).hasToString(reason));
  }

  /** The block in which the first input and output of one transaction are others. */
  private static Block with(Block block, int at, TxIn input, TxOut output) {
    var transactions = new ArrayList<>(block.transactions());
    var transaction = transactions.get(at);
    var inputs = new ArrayList<>(transaction.inputs());
    var outputs = new ArrayList<>(transaction.outputs());
    inputs.set(0, input);
    outputs.set(0, output);
    transactions.set(
        at, Transaction.of(transaction.version(), inputs, outputs, transaction.lockTime()));
    return Block.of(block.header(), transactions);
  }

  private static Bytes flipped(Bytes bytes, int at) {
    var array = bytes.toArray();
    array[at] ^= 1;
    return Bytes.wrap(array);
  }

  /** The block that the previous outputs belong to. */
  private static Path sibling(Path prevouts) {
    var stem = prevouts.toString().replaceFirst("\\.prevouts\\.csv(\\.gz)?$", ".raw");
    return Stream.of(Path.of(stem), Path.of(stem + ".gz"))
        .filter(Files::exists)
        .findFirst()
        .orElseThrow();
  }
}
