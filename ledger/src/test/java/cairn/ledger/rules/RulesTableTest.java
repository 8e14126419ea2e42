package cairn.ledger.rules;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.ledger.RuleTable;
import cairn.ledger.RuleTable.Row;
import cairn.ledger.RuleTableContract;
import cairn.ledger.headers.HeaderTree;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of rules in {@code RULES.md} says what is there. */
class RulesTableTest extends RuleTableContract {
  RulesTableTest() {
    super(
        new RuleTable(
            "RULES.md",
            List.of(RulesTableTest.class.getPackageName(), HeaderTree.class.getPackageName())));
  }

  @ParameterizedTest
  @EnumSource
  void hasEveryReason(Reject reason) {
    assertThat(rows()).extracting(Row::code).contains(reason.code());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void namesNothingThatIsNoReason(Row row) {
    assertThat(Reject.values()).extracting(Reject::code).contains(row.code());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void saysWhatTheReasonIsGoodFor(Row row) {
    assertThat(letter(reason(row).fault())).isEqualTo(row.kind());
  }

  private static Reject reason(Row row) {
    return Arrays.stream(Reject.values())
        .filter(reason -> reason.code().equals(row.code()))
        .findAny()
        .orElseThrow();
  }

  private static String letter(Fault fault) {
    return switch (fault) {
      case CONSENSUS -> "C";
      case HEADER -> "H";
      case MUTATED -> "M";
      case TOO_EARLY -> "T";
      case MISSING_PREVIOUS -> "P";
      case INVALID_PREVIOUS -> "I";
      case KNOWN_INVALID -> "K";
      case LOW_WORK -> "W";
    };
  }
}
