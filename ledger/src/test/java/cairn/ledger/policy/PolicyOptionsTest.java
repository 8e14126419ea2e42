package cairn.ledger.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cairn.primitives.FeeRate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyOptionsTest {
  @Test
  void areWhatCoreDoesByDefault() {
    assertThat(PolicyOptions.DEFAULT)
        .isEqualTo(
            new PolicyOptions(
                false,
                true,
                100_000,
                FeeRate.parse("0.00003").orElseThrow(),
                FeeRate.parse("0.000001").orElseThrow(),
                FeeRate.parse("0.000001").orElseThrow(),
                20));
  }

  @ParameterizedTest
  @CsvSource({"-1, 20", "0, -1"})
  void haveNoSizesBelowZero(long dataCarrierBytes, int bytesPerSigOp) {
    assertThatThrownBy(() ->
            new PolicyOptions(
                false,
                true,
                dataCarrierBytes,
                FeeRate.ZERO,
                FeeRate.ZERO,
                FeeRate.ZERO,
                bytesPerSigOp))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
