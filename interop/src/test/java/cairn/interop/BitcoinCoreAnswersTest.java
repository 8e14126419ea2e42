package cairn.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Cairn answers as Core does, field by field, in the same order and with the same digits, but for
 * what docs/rpc-differences.md lists, with the reason for each.
 */
@EnabledIfSystemProperty(named = BitcoinCore.PROGRAM, matches = ".+")
@Timeout(1800)
class BitcoinCoreAnswersTest {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path directory;

  @Test
  void areThoseOfCore() throws IOException {
    var differences = new Differences();
    try (var twins = Twins.start(directory)) {
      var questions = Questions.about(twins.core());
      var all = new LinkedHashSet<>(questions);
      questions.forEach(question -> all.addAll(question.spoilt()));
      assertThat(all).hasSizeGreaterThan(10_000);
      for (var question : all) {
        var json = question.json();
        differences.compare(
            question, twins.core().rpc().post("", json), twins.cairn().rpc().post("", json));
      }
    }
    var known = KnownDifferences.listed();
    assertThat(differences.without(known)).isEmpty();
    assertThat(known).allSatisfy(place -> assertThat(differences.contains(place)).isTrue());
  }
}
