package cairn.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.ledger.RuleTable.Row;
import java.util.List;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each table of rules keeps to: what it names is there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class RuleTableContract {
  private final RuleTable table;

  protected RuleTableContract(RuleTable table) {
    this.table = table;
  }

  public final List<Row> rows() {
    return table.rows();
  }

  @ParameterizedTest
  @MethodSource("rows")
  protected final void namesMethodThatExists(Row row) {
    assertThat(table.methods(row.method())).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("rows")
  protected final void namesTestThatRuns(Row row) {
    assertThat(row.test()).matches(table::hasTest);
  }
}
