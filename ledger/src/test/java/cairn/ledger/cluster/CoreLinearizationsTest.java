package cairn.ledger.cluster;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class CoreLinearizationsTest {
  private static final String FILE = "core_linearizations.txt";
  private static final Linearizer LINEARIZER = new Linearizer(Comparator.naturalOrder());

  @TestFactory
  Stream<DynamicTest> ordersAsCoreDoes() throws IOException {
    try (var in = Objects.requireNonNull(getClass().getResourceAsStream(FILE))) {
      var lines = new String(in.readAllBytes(), US_ASCII).lines();
      var rows = lines.filter(line -> !line.startsWith("#")).toList();
      assertThat(rows).hasSizeGreaterThan(100);
      return rows.stream().map(row -> dynamicTest(row, () -> ordersAsCoreDoes(row)));
    }
  }

  private static void ordersAsCoreDoes(String row) {
    var columns = row.split(";", -1);
    var graph = Clusters.parse(columns[0]);
    var some = Clusters.parseOrder(columns[1]);
    var best = Clusters.parseOrder(columns[3]);
    assertThat(PostLinearizer.improve(graph, some)).isEqualTo(Clusters.parseOrder(columns[2]));
    for (long seed = 0; seed < 5; seed++) {
      assertThat(LINEARIZER.linearize(graph, seed, Long.MAX_VALUE).linearization()).isEqualTo(best);
      assertThat(LINEARIZER.linearize(graph, some, seed, Long.MAX_VALUE).linearization())
          .isEqualTo(best);
    }
  }
}
