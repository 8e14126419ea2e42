package cairn.ledger.rules;

import static cairn.ledger.rules.Verdict.Valid.OK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cairn.genesis.Networks;
import cairn.ledger.PlainLedger;
import cairn.ledger.RealBlocks;
import cairn.primitives.Block;
import cairn.primitives.Vectors;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Blocks that were spoilt, by hand or at random, and mined again, with the words in which Bitcoin
 * Core 31.99 refused them. The file begins with the chain on regtest that each of them extends.
 */
class CoreVerdictsTest {
  private static final String FILE = "core_verdicts.tsv.gz";

  /** What stands for a verdict in the rows of the chain itself. */
  private static final String CHAIN = "chain";

  @TestFactory
  Stream<DynamicTest> agreesWithCore() throws URISyntaxException {
    var file = Path.of(Objects.requireNonNull(getClass().getResource(FILE)).toURI());
    var rows = Vectors.table(file, '\t');
    var chain =
        rows.stream()
            .filter(row -> row.get("verdict").equals(CHAIN))
            .map(CoreVerdictsTest::block)
            .toList();
    return IntStream.range(chain.size(), rows.size())
        .mapToObj(i -> {
          var verdict = rows.get(i).get("verdict");
          return dynamicTest(
              i + ": " + verdict,
              () -> assertThat(ledger(chain).offer(block(rows.get(i)))).hasToString(verdict));
        });
  }

  private static Block block(Vectors.Row row) {
    return RealBlocks.decode(row.bytes("block"));
  }

  private static PlainLedger ledger(List<Block> chain) {
    var ledger = new PlainLedger(Networks.regtest());
    for (var block : chain) {
      assertThat(ledger.offer(block)).isEqualTo(OK);
    }
    return ledger;
  }
}
