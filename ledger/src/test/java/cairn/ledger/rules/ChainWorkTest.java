package cairn.ledger.rules;

import static cairn.ledger.rules.Verdict.Valid.OK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cairn.genesis.Networks;
import cairn.genesis.ProofOfWork;
import cairn.ledger.RealBlocks;
import cairn.primitives.BlockHeader;
import cairn.primitives.Bytes;
import cairn.primitives.Target;
import cairn.primitives.Vectors;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Targets and work of the networks, one block or two out of each period. */
class ChainWorkTest {
  private static final ProofOfWork MAIN = Networks.main().consensus().proofOfWork();
  private static final int PERIOD = 2016;

  /**
   * A block of which the work is known.
   *
   * @param work of the block and all before it
   */
  private record Known(int height, BlockHeader header, BigInteger work) {
    BigInteger proof() {
      return Target.fromCompact(header.bits()).orElseThrow().work();
    }

    FakeAncestor after(@Nullable FakeAncestor previous) {
      return new FakeAncestor(height, header.version(), header.time(), header.bits(), previous);
    }
  }

  /** The first and the last block of each period. */
  @TestFactory
  Stream<DynamicNode> isThatOfTheMainNetworkWhereverTheTargetChanges() {
    return Vectors.each(
        "chain/mainnet",
        "difficulty_boundaries",
        ".csv",
        file -> {
          var blocks = boundaries(file);
          return blocks.values().stream()
              .map(block ->
                  dynamicTest(
                      "block " + block.height(),
                      () -> {
                        proves(block, MAIN);
                        boundary(block, blocks);
                      }));
        });
  }

  /** The first block of each period. */
  @TestFactory
  Stream<DynamicNode> isThatOfBitcoinjsCheckpoints() {
    return RealBlocks.eachFolder(
        "checkpoints_bitcoinj",
        ".txt",
        (file, network) -> {
          var proofOfWork = network.consensus().proofOfWork();
          var blocks = checkpoints(file);
          return IntStream.range(0, blocks.size())
              .mapToObj(i ->
                  dynamicTest(
                      "block " + blocks.get(i).height(),
                      () -> {
                        proves(blocks.get(i), proofOfWork);
                        if (i > 0) {
                          grows(blocks.get(i - 1), blocks.get(i), proofOfWork);
                        }
                      }));
        });
  }

  /** Blocks of the same period have the same target, in the chain or not. */
  @TestFactory
  Stream<DynamicNode> isProvenByStaleHeadersToo() {
    var targets = new HashMap<Integer, Long>();
    for (var file : Vectors.files("chain/mainnet", "difficulty_boundaries", ".csv")) {
      boundaries(file)
          .values()
          .forEach(block -> targets.put(block.height() / PERIOD, block.header().bits()));
    }
    return RealBlocks.eachStaleHeaders(rows -> rows.map(row -> stale(row, targets)));
  }

  private static DynamicTest stale(Vectors.Row row, Map<Integer, Long> targets) {
    int height = Integer.parseInt(row.get("height"));
    var header = RealBlocks.header(Bytes.fromHex(row.get("header")));
    return dynamicTest(
        height + ":" + row.get("hash"),
        () -> {
          assertThat(header.hash()).hasToString(row.get("hash"));
          proves(new Known(height, header, BigInteger.ZERO), MAIN);
          assertThat(targets.getOrDefault(height / PERIOD, header.bits())).isEqualTo(header.bits());
        });
  }

  private static void proves(Known block, ProofOfWork network) {
    var header = block.header();
    assertThat(HeaderContents.proofOfWork(header.hash(), header.bits(), network)).isEqualTo(OK);
  }

  private static void boundary(Known block, Map<Integer, Known> blocks) {
    if (block.height() == 0) {
      assertThat(block.work()).isEqualTo(block.proof());
    } else if (block.height() % PERIOD == 0) {
      var last = known(blocks, block.height() - 1);
      var first = known(blocks, block.height() - PERIOD);
      var previous = last.after(first.after(null));
      assertThat(block.header().previous()).isEqualTo(last.header().hash());
      assertThat(Retargeting.bitsAfter(previous, block.header().time(), MAIN))
          .isEqualTo(block.header().bits());
      assertThat(Retargeting.permits(block.height(), previous.bits(), block.header().bits(), MAIN))
          .isTrue();
      assertThat(block.work()).isEqualTo(last.work().add(block.proof()));
    } else {
      var first = known(blocks, block.height() - PERIOD + 1);
      var rest = block.proof().multiply(BigInteger.valueOf(PERIOD - 1));
      assertThat(block.work()).isEqualTo(first.work().add(rest));
    }
  }

  /** Where no block of a period may be easier than the others, its work is known. */
  private static void grows(Known before, Known block, ProofOfWork network) {
    var most =
        before
            .work()
            .add(before.proof().multiply(BigInteger.valueOf(PERIOD - 1)))
            .add(block.proof());
    assertThat(block.height()).isEqualTo(before.height() + PERIOD);
    if (network.minDifficultyBlocks()) {
      assertThat(block.work()).isGreaterThan(before.work());
    } else {
      assertThat(block.work()).isEqualTo(most);
    }
  }

  private static Known known(Map<Integer, Known> blocks, int height) {
    var block = blocks.get(height);
    return block == null ? abort("no block " + height) : block;
  }

  private static Map<Integer, Known> boundaries(Path file) {
    var blocks = new TreeMap<Integer, Known>();
    for (var row : Vectors.csv(file)) {
      int height = Integer.parseInt(row.get("height"));
      var header = RealBlocks.header(Bytes.fromHex(row.get("header_hex")));
      blocks.put(height, new Known(height, header, new BigInteger(row.get("chainwork_hex"), 16)));
    }
    return blocks;
  }

  /**
   * Work, height and header of a block a line, in Base64; before that a title, the number of
   * signatures, as many of them, and the number of blocks.
   */
  private static List<Known> checkpoints(Path file) {
    var blocks = new ArrayList<Known>();
    var lines = Vectors.lines(file);
    int signatures = Integer.parseInt(lines.get(1));
    for (var line : lines.subList(2 + signatures + 1, lines.size())) {
      var bytes = Bytes.wrap(Base64.getDecoder().decode(line));
      int at = bytes.length() - BlockHeader.LENGTH;
      blocks.add(
          new Known(
              new BigInteger(1, bytes.slice(at - 4, at).toArray()).intValue(),
              RealBlocks.header(bytes.slice(at)),
              new BigInteger(1, bytes.slice(0, at - 4).toArray())));
    }
    return blocks;
  }
}
