package cairn.ledger.policy;

import static cairn.ledger.policy.Drafts.HASH20;
import static cairn.ledger.policy.Drafts.HASH32;
import static cairn.ledger.policy.Drafts.KEY;
import static cairn.ledger.policy.Drafts.P2PKH;
import static cairn.ledger.policy.Drafts.outPoint;
import static cairn.ledger.policy.Drafts.output;
import static cairn.ledger.policy.Drafts.paying;
import static cairn.ledger.policy.Drafts.script;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.primitives.FeeRate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DustTest {
  private static final FeeRate DEFAULT = PolicyOptions.DEFAULT.dustRelayFee();

  static Stream<Arguments> thresholds() {
    return Stream.of(
        Arguments.of("P2PK", "21" + KEY + "ac", 576),
        Arguments.of("P2PK, uncompressed", "41" + "04".repeat(65) + "ac", 672),
        Arguments.of("P2PKH", "76a914" + HASH20 + "88ac", 546),
        Arguments.of("P2SH", "a914" + HASH20 + "87", 540),
        Arguments.of("P2WPKH", "0014" + HASH20, 294),
        Arguments.of("P2WSH", "0020" + HASH32, 330),
        Arguments.of("P2TR", "5120" + HASH32, 330),
        Arguments.of("anchor", "51024e73", 240),
        Arguments.of("version 16", "60020000", 240),
        Arguments.of("anyone", "51", 474),
        Arguments.of("253 bytes", "51".repeat(253), 1236),
        Arguments.of("longest that runs", "51".repeat(10_000), 30_477),
        Arguments.of("too long to run", "51".repeat(10_001), 0),
        Arguments.of("data", "6a04deadbeef", 0));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("thresholds")
  void isWhatHoldsLessThanItCostsToSpend(String name, String script, long threshold) {
    assertThat(Dust.thresholdSats(output(0, script(script)), DEFAULT)).isEqualTo(threshold);
    assertThat(Dust.isDust(output(threshold, script(script)), DEFAULT)).isFalse();
    assertThat(Dust.isDust(output(threshold - 1, script(script)), DEFAULT)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "3000, 546", "3702, 674", "1000000, 182000"})
  void dependsOnTheRateAndIsRoundedUp(long perKilobyte, long threshold) {
    assertThat(Dust.thresholdSats(output(0, P2PKH), FeeRate.perKilobyte(perKilobyte)))
        .isEqualTo(threshold);
  }

  @Test
  void isListedInOrder() {
    var transaction =
        paying(output(545, P2PKH), output(546, P2PKH), output(0, script("6a")), output(0, P2PKH));
    assertThat(Dust.of(transaction, DEFAULT))
        .containsExactly(outPoint(transaction, 0), outPoint(transaction, 3));
  }
}
