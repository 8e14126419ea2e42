package cairn.ledger.policy;

import static cairn.ledger.policy.PolicyVerdict.Accepted.OK;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.ledger.policy.PolicyVerdict.Refused;
import cairn.primitives.FeeRate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeeLimitsTest {
  private static final FeeRate RELAY = PolicyOptions.DEFAULT.minRelayFee();

  @ParameterizedTest(name = "{0} bytes for {1}")
  @CsvSource({"100, 10", "101, 11", "110, 11", "1000, 100", "141, 15"})
  void acceptsWhatPaysForItsRelay(long size, long fee) {
    assertThat(FeeLimits.atLeast(size, fee, FeeRate.ZERO, RELAY)).isEqualTo(OK);
    assertThat(FeeLimits.atLeast(size, fee - 1, FeeRate.ZERO, RELAY))
        .isEqualTo(
            new Refused(
                RefusalKind.RECONSIDERABLE, "min relay fee not met", (fee - 1) + " < " + fee));
  }

  @Test
  void refusesFeeBelowZeroEvenWhereNothingIsAskedFor() {
    assertThat(FeeLimits.atLeast(100, 0, FeeRate.ZERO, FeeRate.ZERO)).isEqualTo(OK);
    assertThat(FeeLimits.atLeast(100, -1, FeeRate.ZERO, FeeRate.ZERO))
        .hasToString("min relay fee not met, -1 < 0");
  }

  @Test
  void asksForTheMempoolsMinimumFirst() {
    var mempool = FeeRate.perKilobyte(1000);
    assertThat(FeeLimits.atLeast(100, 100, mempool, RELAY)).isEqualTo(OK);
    assertThat(FeeLimits.atLeast(100, 99, mempool, RELAY))
        .isEqualTo(new Refused(RefusalKind.RECONSIDERABLE, "mempool min fee not met", "99 < 100"));
    assertThat(FeeLimits.atLeast(100, 0, mempool, RELAY))
        .hasToString("mempool min fee not met, 0 < 100");
    assertThat(FeeLimits.atLeast(1000, 99, FeeRate.perKilobyte(50), RELAY))
        .hasToString("min relay fee not met, 99 < 100");
  }

  @Test
  void refusesToPayMoreThanWasMeant() {
    assertThat(FeeLimits.atMost(200, 20, FeeRate.perKilobyte(100))).isEqualTo(OK);
    assertThat(FeeLimits.atMost(200, 21, FeeRate.perKilobyte(100)))
        .isEqualTo(new Refused(RefusalKind.MEMPOOL_POLICY, "max feerate exceeded", ""));
  }
}
