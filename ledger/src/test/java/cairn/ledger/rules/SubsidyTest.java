package cairn.ledger.rules;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.genesis.ConsensusParameters;
import cairn.genesis.Networks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubsidyTest {
  private static final ConsensusParameters MAIN = Networks.main().consensus();

  @ParameterizedTest(name = "block {0} may mint {1} satoshis")
  @CsvSource({
    "0, 5000000000",
    "209999, 5000000000",
    "210000, 2500000000",
    "419999, 2500000000",
    "420000, 1250000000",
    "840000, 312500000",
    "6720000, 1",
    "6930000, 0",
    "13440000, 0",
    "13650000, 0",
    "2147483647, 0"
  })
  void halvesEvery210_000Blocks(int height, long sats) {
    assertThat(Subsidy.sats(height, MAIN)).isEqualTo(sats);
  }

  @Test
  void mintsAlmost21MillionCoinsInAll() {
    long sum = 0;
    for (int height = 0; height < 14_000_000; height += 1000) {
      sum += 1000 * Subsidy.sats(height, MAIN);
    }
    assertThat(sum).isEqualTo(2_099_999_997_690_000L);
  }

  @Test
  void halvesEvery150BlocksOnRegtest() {
    var regtest = Networks.regtest().consensus();
    assertThat(Subsidy.sats(149, regtest)).isEqualTo(5_000_000_000L);
    assertThat(Subsidy.sats(150, regtest)).isEqualTo(2_500_000_000L);
  }
}
