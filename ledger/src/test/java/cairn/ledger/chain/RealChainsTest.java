package cairn.ledger.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cairn.genesis.Network;
import cairn.genesis.Networks;
import cairn.ledger.Coin;
import cairn.ledger.blockfiles.BlockScanner;
import cairn.primitives.Block;
import cairn.primitives.BlockHash;
import cairn.primitives.BlockHeader;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import cairn.primitives.OutPoint;
import cairn.primitives.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Contiguous parts of real chains, from the first block on, with every script checked. */
class RealChainsTest {
  @TempDir Path directory;

  /** Nothing is assumed of the network's chain, so that every script is checked. */
  private static Network unknown(Network network) {
    return network.with(network.facts().withAssumedValid(null));
  }

  private Stream<DynamicNode> importing(String folder, Network network) {
    return Vectors.each(
        "chain/" + folder,
        "blocks_",
        ".dat",
        file ->
            Stream.of(
                dynamicTest("import to the last block", () -> importAll(unknown(network), file))));
  }

  @TestFactory
  Stream<DynamicNode> importsTheMainNetwork() {
    return importing("mainnet", Networks.main());
  }

  @TestFactory
  Stream<DynamicNode> importsTestnet3() {
    return importing("testnet3", Networks.testnet3());
  }

  @TestFactory
  Stream<DynamicNode> importsTestnet4() {
    return importing("testnet4", Networks.testnet4());
  }

  @TestFactory
  Stream<DynamicNode> importsSignet() {
    return importing("signet", Networks.signet());
  }

  @TestFactory
  Stream<DynamicNode> importsRegtest() {
    return importing("regtest", Networks.regtest());
  }

  private void importAll(Network network, Path file) throws IOException {
    var contents = Vectors.bytes(file);
    var plain = Files.write(directory.resolve("blocks.dat"), contents.toArray());
    var hashes = hashes(plain, network);
    boolean withGenesis = hashes.getFirst().equals(network.genesis().hash());
    var home = Files.createTempDirectory(directory, "node");
    try (var ledger = LedgerSetup.in(home).network(network).open()) {
      var report = ledger.load(plain);
      assertThat(report.isClean()).as("%s", report).isTrue();
      assertThat(report.imported()).isEqualTo(hashes.size() - (withGenesis ? 1 : 0));
      assertThat(report.known()).isEqualTo(withGenesis ? 1 : 0);
      assertThat(ledger.tip().hash()).isEqualTo(hashes.getLast());
      assertThat(ledger.height()).isEqualTo(report.imported());
    }
    // Everything is taken back and connected again, to see that the undo data do.
    try (var ledger = LedgerSetup.in(home).network(network).check(0, 4).open()) {
      assertThat(ledger.tip().hash()).isEqualTo(hashes.getLast());
    }
  }

  private static List<BlockHash> hashes(Path file, Network network) {
    var hashes = new ArrayList<BlockHash>();
    try (var scanner = BlockScanner.open(file, network.peers().magic())) {
      for (var found = scanner.next(); found != null; found = scanner.next()) {
        hashes.add(BlockHeader.decode(found.head()).hash());
      }
    } catch (DecodeException e) {
      throw new IllegalArgumentException(file.toString(), e);
    }
    return hashes;
  }

  /** The file's branches, each of which but the first leaves an earlier one, and is longer. */
  @TestFactory
  Stream<DynamicNode> goesOverToTheLongerOfTwoBranches() {
    return Vectors.json(
        "chain/regtest",
        "reorg_branches",
        file -> {
          var branches = file.valueStream().map(RealChainsTest::branch).toList();
          return Stream.of(
              dynamicTest("as they come, and back", () -> reorganize(branches)),
              dynamicTest("from a file, the last block first", () -> importBackwards(branches)));
        });
  }

  private static List<Block> branch(JsonNode blocks) {
    return blocks.valueStream().map(hex -> block(Bytes.fromHex(hex.asString()))).toList();
  }

  private static Block block(Bytes bytes) {
    try {
      return Block.decode(bytes);
    } catch (DecodeException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private void reorganize(List<List<Block>> branches) throws IOException {
    try (var ledger = LedgerSetup.in(Files.createTempDirectory(directory, "node")).open()) {
      var coins = new ArrayList<Map<OutPoint, Coin>>();
      for (var branch : branches) {
        ledger.submit(branch);
        assertThat(ledger.tip().hash()).isEqualTo(branch.getLast().hash());
        coins.add(ledger.coins());
      }
      for (int i = branches.size() - 1; i > 0; i--) {
        var first = ledger.entry(branches.get(i).getFirst());
        ledger.chainstate().invalidate(first);
        ledger.chainstate().activate();
        assertThat(ledger.tip().hash()).isEqualTo(branches.get(i - 1).getLast().hash());
        assertThat(ledger.coins()).isEqualTo(coins.get(i - 1));
        ledger.chainstate().reconsider(first);
        ledger.chainstate().activate();
        assertThat(ledger.coins()).isEqualTo(coins.get(i));
      }
    }
  }

  private void importBackwards(List<List<Block>> branches) throws IOException {
    var all = new ArrayList<Block>();
    branches.forEach(all::addAll);
    var file = new BlockFileBuilder().blocks(all.reversed()).write(directory.resolve("blocks"));
    try (var ledger = LedgerSetup.in(Files.createTempDirectory(directory, "node")).open()) {
      assertThat(ledger.load(file).isClean()).isTrue();
      assertThat(ledger.tip().hash()).isEqualTo(branches.getLast().getLast().hash());
    }
  }
}
