package cairn.ledger.policy;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.ledger.RuleTable;
import cairn.ledger.RuleTable.Row;
import cairn.ledger.RuleTableContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of rules in {@code POLICY.md} say what is there. */
class PolicyTableTest extends RuleTableContract {
  private static final String FILE = "POLICY.md";

  PolicyTableTest() {
    super(new RuleTable(FILE, List.of(PolicyTableTest.class.getPackageName())));
  }

  @ParameterizedTest
  @EnumSource
  void hasEveryReason(Refusal reason) throws IOException {
    assertThat(Files.readString(Path.of(FILE))).contains("`" + reason.code() + "`");
  }

  @ParameterizedTest
  @EnumSource
  void hasEveryReasonForPackages(PackageRefusal reason) throws IOException {
    assertThat(Files.readString(Path.of(FILE))).contains("`" + reason.code() + "`");
  }

  @ParameterizedTest
  @MethodSource("rows")
  void saysWhatTheReasonProves(Row row) {
    assertThat(kinds(row.code())).contains(row.kind());
  }

  private static Stream<String> kinds(String code) {
    return Stream.concat(
        Arrays.stream(Refusal.values())
            .filter(reason -> reason.code().equals(code))
            .map(reason -> reason.kind().name()),
        Arrays.stream(PackageRefusal.values())
            .filter(reason -> reason.code().equals(code))
            .map(_ -> "package"));
  }
}
