package cairn.node;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.node.ProgressLine.Point;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressLineTest {
  private static final long SECOND = 1_000_000_000;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10   | 0    | 0.0%, 200 blocks/s, 3,000 tx/s, coins 1.5MiB(7txo), unknown time left",
        "10   | 0.25 | 25.0%, 200 blocks/s, 3,000 tx/s, coins 1.5MiB(7txo), 0 min 30 s left",
        "10   | 1    | 100.0%, 200 blocks/s, 3,000 tx/s, coins 1.5MiB(7txo), 0 min 00 s left",
        "3600 | 0.25 | 25.0%, 1 blocks/s, 8 tx/s, coins 1.5MiB(7txo), 3 h 00 min left",
      })
  void saysWhatIsDoneAndWhatIsLeft(int seconds, double share, String text) {
    var start = new Point(5 * SECOND, 1_000, 0, 10_000, "");
    var now = new Point((5 + seconds) * SECOND, 3_000, 1_231_006_505, 40_000, "1.5MiB(7txo)");
    assertThat(ProgressLine.text(start, now, share)).isEqualTo("height 3,000, 2009-01-03, " + text);
  }
}
