package cairn.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cairn.ledger.mining.BlockOptions;
import cairn.primitives.FeeRate;
import cairn.primitives.Script;
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

  @Test
  void minesWhereThatIsOfUse() throws ConfigException {
    assertThat(home.read("-regtest").mine()).isNull();
    var address = "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080";
    var script = Script.fromHex("0014751e76e8199196d454941c45d1b3a323f1433bd6");
    assertThat(home.read("-regtest", "-mine=" + address, "-minethreads=1").mine())
        .isEqualTo(new MineConfig(script, 1, 100));
    var most = Runtime.getRuntime().availableProcessors();
    assertThat(home.read("-regtest", "-mine=" + address, "-minethreads=1000").mine())
        .isEqualTo(new MineConfig(script, most, 100));
    var main = "-mine=bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4";
    home.assertRefused(
        "-mine is for private networks: on the main network, processors would find a block in some"
            + " million years. -mineonmain mines all the same.",
        main);
    assertThat(home.read(main, "-mineonmain").mine()).isEqualTo(new MineConfig(script, 1, 100));
    assertThat(home.read("-regtest", "-mine=" + address, "-minepercent=7").mine())
        .isEqualTo(new MineConfig(script, 1, 7));
    home.assertRefused(
        "-minepercent=101: it must be from 1 to 100.",
        "-regtest",
        "-mine=" + address,
        "-minepercent=101");
    home.assertRefused("-mine needs an address to pay.", "-regtest", "-mine");
    home.assertRefused(
        "-minethreads=0: there must be at least 1.",
        "-regtest",
        "-mine=" + address,
        "-minethreads=0");
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> home.read("-signet", "-mine=" + address))
        .withMessageStartingWith("-mine=" + address + " is not an address of this network: ");
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
