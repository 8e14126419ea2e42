package cairn.ledger.headers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cairn.genesis.Network;
import cairn.genesis.Networks;
import cairn.ledger.RealBlocks;
import cairn.ledger.headers.Acceptance.Accepted;
import cairn.ledger.rules.Retargeting;
import cairn.primitives.Amount;
import cairn.primitives.BlockHeader;
import cairn.primitives.Bytes;
import cairn.primitives.MerkleRoot;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.ScriptBuilder;
import cairn.primitives.Transaction;
import cairn.primitives.TxIn;
import cairn.primitives.TxOut;
import cairn.primitives.Txid;
import cairn.primitives.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Every header of a file that begins with the genesis block is taken in, one after the other. */
class HeaderVectorsTest {
  private static final Map<String, Network> FOLDERS =
      Map.of("chain/mainnet", Networks.main(), "chain/signet", Networks.signet());

  @TestFactory
  Stream<DynamicNode> takesInHeadersFromTheGenesisBlockOn() {
    return FOLDERS.entrySet().stream()
        .map(folder ->
            dynamicContainer(
                folder.getKey(),
                Vectors.each(
                    folder.getKey(),
                    "headers_0-",
                    ".bin",
                    file -> accept(RealBlocks.headers(file), folder.getValue()))));
  }

  /** A header in the file is the first of a fork if it says so; the others are the chain. */
  @TestFactory
  Stream<DynamicNode> takesInTheChainAndTheForkOfTestnet3() {
    return Vectors.each(
        "chain/testnet3",
        "headers_1-",
        ".hex",
        file -> {
          var lines = Vectors.lines(file).stream().filter(line -> !line.startsWith("#")).toList();
          var tree = new HeaderTree(Networks.testnet3());
          return lines.stream()
              .map(line -> RealBlocks.header(Bytes.fromHex(line.replace("fork:", ""))))
              .map(header -> accepted(tree, header));
        });
  }

  /**
   * Easy blocks of real work, two minutes apart, so that the target changes after a period of them.
   */
  @TestFactory
  Stream<DynamicNode> takesInAnotherMainChain() {
    return Vectors.json("core/functional", "mainnet_alt", file -> accept(rebuilt(file)));
  }

  private static Stream<DynamicTest> accept(List<BlockHeader> headers, Network network) {
    var tree = new HeaderTree(network);
    return headers.stream().map(header -> accepted(tree, header));
  }

  private static Stream<DynamicTest> accept(List<BlockHeader> headers) {
    return accept(headers, Networks.main());
  }

  private static DynamicTest accepted(HeaderTree tree, BlockHeader header) {
    var hash = header.hash();
    return dynamicTest(
        hash.toString(),
        () -> {
          var acceptance = tree.accept(header, hash, header.time(), true);
          assertThat(acceptance).isInstanceOf(Accepted.class);
          var entry = ((Accepted) acceptance).entry();
          assertThat(entry.header()).isEqualTo(header);
          assertThat(entry.compareWork(tree.bestHeader())).isNotPositive();
        });
  }

  /** The target is not in the file: with a wrong one, a header would not have its work. */
  private static List<BlockHeader> rebuilt(JsonNode file) {
    var main = Networks.main();
    var tree = new HeaderTree(main);
    var headers = new ArrayList<BlockHeader>();
    for (int height = 1; height <= file.get("nonces").size(); height++) {
      var previous = tree.bestHeader();
      long time = file.get("timestamps").get(height - 1).asLong();
      var header =
          new BlockHeader(
              0x20000000,
              previous.hash(),
              root(height),
              time,
              Retargeting.bitsAfter(previous, time, main.consensus().proofOfWork()),
              file.get("nonces").get(height - 1).asLong());
      tree.accept(header, header.hash(), time, true);
      headers.add(header);
    }
    return headers;
  }

  /** The id of the coinbase, which is the only transaction. */
  private static MerkleRoot root(int height) {
    var script = new ScriptBuilder().number(height);
    if (height <= 16) {
      script.op(0);
    }
    var output =
        new TxOut(
            new Amount(50 * Amount.SATS_PER_COIN),
            Script.fromHex("76a914eadbac7f36c37e39361168b7aaee3cb24a25312d88ac"));
    Txid txid =
        Transaction.of(
                2,
                List.of(new TxIn(OutPoint.NULL, script.build(), TxIn.SEQUENCE_FINAL)),
                List.of(output),
                0)
            .txid();
    return new MerkleRoot(txid.w0(), txid.w1(), txid.w2(), txid.w3());
  }
}
