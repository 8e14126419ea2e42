package cairn.ledger.rules;

import static cairn.ledger.rules.Verdict.Valid.OK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cairn.genesis.Network;
import cairn.genesis.Networks;
import cairn.ledger.RealBlocks;
import cairn.primitives.BlockHash;
import cairn.primitives.BlockHeader;
import cairn.primitives.Bytes;
import cairn.primitives.Vectors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Header after header of the networks keeps the rules, wherever in the chain a file begins. The
 * file's first header is trusted; a rule that would look back beyond it is not asked.
 */
class HeaderChainsTest {
  /** How many headers the median time past looks at. */
  private static final int MEDIAN_SPAN = 11;

  @TestFactory
  Stream<DynamicNode> keepTheRules() {
    return RealBlocks.eachFolder(
        "headers_",
        ".bin",
        (file, network) -> {
          var line = line(file);
          return IntStream.range(0, line.size())
              .mapToObj(i ->
                  dynamicTest(
                      "block " + line.get(i).ancestor().height(), () -> check(line, i, network)));
        });
  }

  @TestFactory
  Stream<DynamicNode> keepTheRulesWhereTheyForkAndLose() {
    var known = new HashMap<BlockHash, FakeAncestor>();
    for (var file : Vectors.files("chain/mainnet", "headers_", ".bin")) {
      line(file).forEach(each -> known.put(each.header().hash(), each.ancestor()));
    }
    var consensus = Networks.main().consensus();
    return RealBlocks.eachStaleHeaders(rows ->
        rows.map(row -> RealBlocks.header(Bytes.fromHex(row.get("header"))))
            .filter(header -> known.containsKey(header.previous()))
            .map(header -> {
              var previous = Objects.requireNonNull(known.get(header.previous()));
              var place = new Place(consensus, previous);
              return accepted(header, place);
            }));
  }

  private static DynamicTest accepted(BlockHeader header, Place place) {
    return dynamicTest(
        header.hash().toString(),
        () ->
            assertThat(HeaderInContext.check(new PlacedHeader(header, place, header.time())))
                .isEqualTo(OK));
  }

  /** A header of a file, and the same as those after it see it. */
  private record Known(BlockHeader header, FakeAncestor ancestor) {}

  private static List<Known> line(Path file) {
    var line = new ArrayList<Known>();
    @Nullable FakeAncestor previous = null;
    int height = RealBlocks.height(file);
    for (var header : RealBlocks.headers(file)) {
      previous =
          new FakeAncestor(height++, header.version(), header.time(), header.bits(), previous);
      line.add(new Known(header, previous));
    }
    return line;
  }

  private static void check(List<Known> line, int i, Network network) {
    var header = line.get(i).header();
    var proofOfWork = network.consensus().proofOfWork();
    assertThat(HeaderContents.proofOfWork(header.hash(), header.bits(), proofOfWork)).isEqualTo(OK);
    if (i == 0) {
      return;
    }
    assertThat(header.previous()).isEqualTo(line.get(i - 1).header().hash());
    int first = line.getFirst().ancestor().height();
    var place = new Place(network.consensus(), line.get(i - 1).ancestor());
    var placed = new PlacedHeader(header, place, header.time());
    var rules = new ArrayList<>(HeaderInContext.rules(place));
    var bits = rules.removeFirst();
    if (first <= beginOfPeriod(place)) {
      assertThat(bits.check(placed)).isEqualTo(OK);
    }
    if (first == 0 || i >= MEDIAN_SPAN) {
      assertThat(Rule.firstFailure(rules, placed)).isEqualTo(OK);
    }
  }

  /** How far back the rule about the target may look. */
  private static int beginOfPeriod(Place place) {
    int period = place.consensus().proofOfWork().retargetPeriod();
    return place.previous().height() / period * period;
  }
}
