package cairn.primitives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Real blocks, read and written again, and every hash in them computed from its parts. */
class BlockDecodingTest {
  private static final Bytes COMMITMENT_HEADER = Bytes.fromHex("6a24aa21a9ed");

  @TestFactory
  Stream<DynamicNode> readsSingleBlocks() {
    return Stream.of("chain", "net")
        .flatMap(folder -> Vectors.tree(folder, "block_", ".raw").stream())
        .map(file -> dynamicTest(name(file), () -> assertSound(Vectors.bytes(file))));
  }

  /** Their names end in the last digits of their hashes. */
  @TestFactory
  Stream<DynamicNode> readsStaleAndInvalidBlocks() {
    return Vectors.files("chain/mainnet/stale", "", ".raw").stream()
        .map(file ->
            dynamicTest(
                name(file),
                () -> {
                  var block = assertSound(Vectors.bytes(file));
                  var hash = name(file).replaceAll("^\\d+_|\\.raw(\\.gz)?$", "");
                  assertThat(block.hash().display()).endsWith(hash);
                }));
  }

  @TestFactory
  Stream<DynamicNode> readsChainsOfBlocks() {
    return Vectors.tree("chain", "blocks_", ".dat").stream()
        .map(file -> dynamicContainer(name(file), chain(file)));
  }

  @TestFactory
  Stream<DynamicNode> readsBranchesOfBlocks() {
    return Vectors.json(
        "chain/regtest",
        "reorg_branches",
        file -> file.valueStream().flatMap(branch -> blocks(branch)));
  }

  @TestFactory
  Stream<DynamicNode> readsTheBlocksOfGetblockstats() {
    return Vectors.json("core/functional", "rpc_getblockstats", file -> blocks(file.get("blocks")));
  }

  @TestFactory
  Stream<DynamicNode> readsTheBlocksThatGetblockGives() {
    return Vectors.json(
        "rpc",
        "getblock_verbosity1",
        file -> Stream.of(described(file, Bytes.fromHex(file.get("block").asString()))));
  }

  /** In parts: each transaction has its bytes, and the header is given field by field. */
  @TestFactory
  Stream<DynamicNode> readsTheBlocksThatGetblockTakesApart() {
    return Vectors.json(
        "rpc",
        "getblock_verbosity3",
        file -> Stream.of(described(file.get("result"), joined(file.get("result")))));
  }

  private static Stream<DynamicNode> chain(Path file) {
    try {
      var blocks = BlockFiles.framed(file);
      var tests = new ArrayList<DynamicNode>();
      for (int i = 0; i < blocks.size(); i++) {
        var bytes = blocks.get(i);
        var before = i == 0 ? Optional.<Bytes>empty() : Optional.of(blocks.get(i - 1));
        tests.add(
            dynamicTest(
                "block " + i + " of the file",
                () -> {
                  var block = assertSound(bytes);
                  if (before.isPresent()) {
                    var previous = Sha256.doubleHash(before.get().slice(0, BlockHeader.LENGTH));
                    assertThat(block.header().previous().bytes()).isEqualTo(previous);
                  }
                }));
      }
      return tests.stream();
    } catch (DecodeException e) {
      return Stream.of(
          dynamicTest(
              "frames",
              () -> {
                throw e;
              }));
    }
  }

  private static Stream<DynamicNode> blocks(JsonNode hexes) {
    return hexes
        .valueStream()
        .map(hex -> Bytes.fromHex(hex.asString()))
        .map(bytes ->
            dynamicTest(
                Sha256.doubleHash(bytes.slice(0, BlockHeader.LENGTH)).toHex(),
                () -> assertSound(bytes)));
  }

  private static Bytes joined(JsonNode json) {
    var out = new ByteWriter();
    new BlockHeader(
            json.get("version").asInt(),
            BlockHash.fromDisplay(json.get("previousblockhash").asString()),
            MerkleRoot.fromDisplay(json.get("merkleroot").asString()),
            json.get("time").asLong(),
            Long.parseLong(json.get("bits").asString(), 16),
            json.get("nonce").asLong())
        .write(out);
    out.compactSize(json.get("nTx").asInt());
    json.get("tx").forEach(each -> out.bytes(Bytes.fromHex(each.get("hex").asString())));
    return out.toBytes();
  }

  private static DynamicNode described(JsonNode json, Bytes bytes) {
    return dynamicTest(json.get("hash").asString(), () -> assertDescribes(json, bytes));
  }

  private static void assertDescribes(JsonNode json, Bytes bytes) throws DecodeException {
    var block = assertSound(bytes);
    var header = block.header();
    assertThat(block.hash()).hasToString(json.get("hash").asString());
    assertThat(header.previous()).hasToString(json.get("previousblockhash").asString());
    assertThat(header.merkleRoot()).hasToString(json.get("merkleroot").asString());
    assertThat(header.version()).isEqualTo(json.get("version").asInt());
    assertThat("%08x".formatted(header.version())).isEqualTo(json.get("versionHex").asString());
    assertThat(header.time()).isEqualTo(json.get("time").asLong());
    assertThat(header.nonce()).isEqualTo(json.get("nonce").asLong());
    assertThat(header.bits()).isEqualTo(Long.parseLong(json.get("bits").asString(), 16));
    if (json.has("target")) {
      assertThat(Target.fromCompact(header.bits()).orElseThrow())
          .hasToString(json.get("target").asString());
    }
    assertThat(block.totalSize()).isEqualTo(json.get("size").asInt());
    assertThat(block.strippedSize()).isEqualTo(json.get("strippedsize").asInt());
    assertThat(block.weight()).isEqualTo(json.get("weight").asInt());
    assertThat(block.transactions())
        .hasSize(json.get("nTx").asInt())
        .map(transaction -> transaction.txid().display())
        .isEqualTo(json.get("tx").valueStream().map(BlockDecodingTest::txid).toList());
    if (json.has("coinbase_tx")) {
      assertCoinbase(block.transactions().getFirst(), json.get("coinbase_tx"));
    }
  }

  private static String txid(JsonNode json) {
    return json.isString() ? json.asString() : json.get("txid").asString();
  }

  private static void assertCoinbase(Transaction coinbase, JsonNode json) {
    var input = coinbase.inputs().getFirst();
    assertThat(coinbase.isCoinbase()).isTrue();
    assertThat(coinbase.version()).isEqualTo(json.get("version").asInt());
    assertThat(coinbase.lockTime()).isEqualTo(json.get("locktime").asLong());
    assertThat(input.sequence()).isEqualTo(json.get("sequence").asLong());
    assertThat(input.scriptSig()).hasToString(json.get("coinbase").asString());
    assertThat(input.witness().items())
        .map(Bytes::toHex)
        .isEqualTo(json.optional("witness").stream().map(JsonNode::asString).toList());
  }

  /** Reads a block and checks all that it says of itself. */
  private static Block assertSound(Bytes bytes) throws DecodeException {
    var block = Block.decode(bytes);
    var header = block.header();
    assertThat(Block.of(header, rebuilt(block)).serialized().equals(bytes)).isTrue();
    assertThat(block.hash().bytes())
        .isEqualTo(Sha256.doubleHash(bytes.slice(0, BlockHeader.LENGTH)));
    assertThat(Target.fromCompact(header.bits()).orElseThrow().isMetBy(block.hash())).isTrue();

    int strippedSize =
        BlockHeader.LENGTH + ByteWriter.compactSizeLength(block.transactions().size());
    for (var transaction : block.transactions()) {
      var stripped = transaction.serializedWithoutWitness();
      assertThat(transaction.strippedSize()).isEqualTo(stripped.length());
      assertThat(transaction.txid().bytes()).isEqualTo(Sha256.doubleHash(stripped));
      assertThat(transaction.wtxid().bytes())
          .isEqualTo(Sha256.doubleHash(transaction.serialized()));
      strippedSize += stripped.length();
    }
    assertThat(block.strippedSize()).isEqualTo(strippedSize);
    assertThat(block.weight()).isEqualTo(3 * strippedSize + bytes.length());

    var tree = MerkleTree.of(block.transactions().stream().map(Transaction::txid).toList());
    assertThat(tree).isEqualTo(new MerkleTree(header.merkleRoot(), false));
    assertWitnessCommitment(block);
    return block;
  }

  private static List<Transaction> rebuilt(Block block) {
    return block.transactions().stream()
        .map(t -> Transaction.of(t.version(), t.inputs(), t.outputs(), t.lockTime()))
        .toList();
  }

  /** The last output of the coinbase that begins so commits to all witnesses (BIP 141). */
  private static void assertWitnessCommitment(Block block) {
    var coinbase = block.transactions().getFirst();
    var commitment =
        coinbase.outputs().reversed().stream()
            .map(output -> output.scriptPubKey().bytes())
            .filter(script -> script.length() >= 38 && script.matchesAt(0, COMMITMENT_HEADER))
            .findFirst();
    if (commitment.isEmpty()) {
      assertThat(block.transactions()).noneMatch(Transaction::hasWitness);
      return;
    }
    if (!coinbase.hasWitness()) {
      return; // made before the rule was in force
    }
    var wtxids = new ArrayList<>(block.transactions().stream().map(Transaction::wtxid).toList());
    wtxids.set(0, new Wtxid(0, 0, 0, 0));
    var reserved = coinbase.inputs().getFirst().witness().get(0);
    assertThat(commitment.get().slice(6, 38))
        .isEqualTo(Sha256.doubleHash(MerkleTree.of(wtxids).root().bytes().concat(reserved)));
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  @Test
  void leavesWhatComesAfterABlock() throws DecodeException {
    var bytes = genesis();
    var in = new ByteReader(Bytes.of(1, 2).concat(bytes).concat(Bytes.of(3)));
    assertThat(in.uint16()).isEqualTo(0x0201);
    var block = Block.read(in);
    assertThat(block.serialized()).isEqualTo(bytes);
    assertThat(block.hash().display())
        .isEqualTo("000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f");
    assertThat(in.remaining()).isEqualTo(1);
    assertThatExceptionOfType(DecodeException.class)
        .isThrownBy(() -> Block.decode(bytes.concat(Bytes.of(3))))
        .withMessage("1 bytes left over at offset 285");
  }

  private static Bytes genesis() {
    return Bytes.fromHex(
        "01000000"
            + "00".repeat(32)
            + "3ba3edfd7a7b12b27ac72c3e67768f617fc81bc3888a51323a9fb8aa4b1e5e4a"
            + "29ab5f49ffff001d1dac2b7c01"
            + "01000000010000000000000000000000000000000000000000000000000000000000000000"
            + "ffffffff4d04ffff001d0104455468652054696d65732030332f4a616e2f32303039204368"
            + "616e63656c6c6f72206f6e206272696e6b206f66207365636f6e64206261696c6f75742066"
            + "6f722062616e6b73ffffffff0100f2052a01000000434104678afdb0fe5548271967f1a671"
            + "30b7105cd6a828e03909a67962e0ea1f61deb649f6bc3f4cef38c4f35504e51ec112de5c38"
            + "4df7ba0b8d578a4c702b6bf11d5fac00000000");
  }
}
