package cairn.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.ledger.mining.BlockOptions;
import cairn.primitives.FeeRate;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MiningOptionsTest extends AtHome {
  @Test
  void readsHowBlocksAreMade() throws ConfigException {
    assertThat(home.read().blockOptions()).isEqualTo(BlockOptions.USUAL);
    assertThat(home.read("-blockmaxweight=4000", "-blockreservedweight=2000").blockOptions())
        .isEqualTo(new BlockOptions(4000, 2000, FeeRate.perKilobyte(1), OptionalInt.empty()));
  }

  @Test
  void setsTheVersionWhereBlocksAreMinedOnDemand() throws ConfigException {
    assertThat(home.read("-regtest", "-blockversion=7").blockOptions().version()).hasValue(7);
    assertThat(home.read("-blockversion=7").blockOptions().version()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "-blockreservedweight=1999,    '-blockreservedweight (1999) is lower than minimum safety value"
        + " of (2000)'",
    "-blockreservedweight=4000001, -blockreservedweight (4000001) exceeds consensus maximum block"
        + " weight (4000000)",
    "-blockmaxweight=4000001,      -blockmaxweight (4000001) exceeds consensus maximum block"
        + " weight (4000000)",
    "-blockmaxweight=7999,         -blockreservedweight (8000) exceeds -blockmaxweight (7999)",
    "-blockmaxweight=-1,           -blockreservedweight (8000) exceeds -blockmaxweight (-1)",
  })
  void refusesWhatNoBlockCanBe(String argument, String message) {
    home.assertRefused(message, argument);
  }
}
