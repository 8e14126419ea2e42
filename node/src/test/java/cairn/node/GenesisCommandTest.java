package cairn.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.genesis.Network;
import cairn.genesis.Networks;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class GenesisCommandTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

  @TempDir private Path directory;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void writesANetworkThatCanBeLoaded() throws Exception {
    assertThat(make("--name=own", "--spacing=60", "--retarget-period", "20")).isZero();
    var network = Network.load(file());
    assertThat(network.name()).isEqualTo("own");
    assertThat(network.addresses().hrp()).isEqualTo("own");
    assertThat(network.consensus().proofOfWork().targetSpacing()).isEqualTo(60);
    assertThat(network.consensus().proofOfWork().retargetPeriod()).isEqualTo(20);
    assertThat(network.genesis().header().time()).isEqualTo(CLOCK.instant().getEpochSecond());
    assertThat(Files.readString(file())).contains("\"message\": \"own, 2026-01-01T00:00:00Z\"");
    assertThat(err.size()).isZero();
  }

  @Test
  void saysWhereTheFileIsAndWhatToRunNext() throws Exception {
    make("--name=own");
    assertThat(out.toString(UTF_8))
        .contains("The network 'own' is in " + file())
        .contains(Network.load(file()).genesis().hash().display())
        .endsWith("./cairn node -chain=" + file() + System.lineSeparator());
  }

  @Test
  void saysTheSameAsJson() throws Exception {
    make("--name=own", "--port=7000", "--magic=01020304", "--json");
    var json = new JsonMapper().readTree(out.toString(UTF_8));
    assertThat(json.get("file").asString()).isEqualTo(file().toString());
    assertThat(json.get("genesis").asString())
        .isEqualTo(Network.load(file()).genesis().hash().display());
    assertThat(json.get("port").asInt()).isEqualTo(7000);
    assertThat(json.get("rpcPort").asInt()).isEqualTo(6999);
    assertThat(json.get("magic").asString()).isEqualTo("01020304");
  }

  @Test
  void makesTheSameNetworkFromTheSameOptions() throws Exception {
    make("--name=own", "--time=1700000000", "--message=each stone", "--bits=1f00ffff");
    var first = Files.readString(file());
    Files.delete(file());
    make("--name=own", "--time=1700000000", "--message=each stone");
    assertThat(Files.readString(file())).isEqualTo(first);
  }

  @Test
  void leavesAFileThatIsThereAlone() throws Exception {
    Files.writeString(file(), "mine");
    assertThat(make("--name=own")).isOne();
    assertThat(Files.readString(file())).isEqualTo("mine");
    assertThat(err.toString(UTF_8).lines())
        .containsExactly("Error: " + file() + " exists already; --out names another file.");
  }

  @Test
  void namesTheFileThatItCannotWrite() {
    var file = directory.resolve("none/own.json");
    assertThat(run("new", "--name=own", "--out=" + file)).isOne();
    assertThat(err.toString(UTF_8).lines())
        .containsExactly("Error: cannot write " + file + ": no such directory");
  }

  @ParameterizedTest
  @CsvSource({
    "--name=Own, --name: expected ",
    "--name=, --name: expected ",
    "--name=main, '--name: the network main, which has another genesis block, has this'",
    "--message=, --message: expected ",
    "--spacing=0, --spacing: expected ",
    "--spacing=ten, Invalid value for option '--spacing': 'ten' is not an int",
    "--retarget-period=3, --retarget-period: expected ",
    "--halving=0, --halving: expected ",
    "--hrp=OWN, --hrp: expected ",
    "--hrp=bc, '--hrp: the network main, which has another genesis block, has this'",
    "--port=0, --port: expected ",
    "--port=65535, --port (the port after it): expected",
    "--port=7000 --rpc-port=7000, --rpc-port: peers have 7000 already",
    "--magic=f9beb4, Invalid value for option '--magic': 'f9beb4' is not 8 hex digits",
    "--magic=f9beb4d9, '--magic: the network main, which has another genesis block, has this'",
    "--bits=1d00fffg, Invalid value for option '--bits': '1d00fffg' is not hex",
    "--bits=1d80ffff, --bits: not a target",
    "--bits=207fffff, --bits: not between 1 and ",
    "--time=-1, --time: expected ",
    "--time=4294967296, --time: expected ",
    "--script=x, Invalid value for option '--script': 'x' is not hex",
    "--premine=1, Unknown option: '--premine=1'",
  })
  void refusesABadValueInOneLineThatNamesTheOption(String options, String message) {
    var arguments = new ArrayList<>(List.of(options.split(" ", -1)));
    if (!options.startsWith("--name")) {
      arguments.add("--name=own");
    }
    assertThat(make(arguments.toArray(String[]::new))).isOne();
    assertThat(err.toString(UTF_8).lines()).hasSize(1);
    assertThat(err.toString(UTF_8)).startsWith("Error: " + message);
    assertThat(out.size()).isZero();
    assertThat(file()).doesNotExist();
  }

  @Test
  void wantsAName() {
    assertThat(run("new")).isOne();
    assertThat(err.toString(UTF_8).lines())
        .containsExactly(
            "Error: Missing required option: '--name=NAME'."
                + " './cairn genesis new --help' lists the options.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "help", "new --help", "new -h"})
  void explainsItsOptionsWhenAsked(String arguments) {
    assertThat(run(arguments.split(" ", -1))).isZero();
    assertThat(out.toString(UTF_8)).startsWith("Usage: ./cairn genesis new ").contains("--spacing");
    assertThat(err.size()).isZero();
  }

  @Test
  void refusesAnotherCommand() {
    assertThat(run("old")).isOne();
    assertThat(err.toString(UTF_8).lines())
        .containsExactly("Error: unknown command 'genesis old'; try 'new' or 'like'.");
  }

  @Test
  void makesANetworkThatIsLikeAKnownOne() throws Exception {
    var options =
        List.of("like", "regtest", "--name=own", "--seed=seed.example:7000", "--port=7000");
    var arguments = new ArrayList<>(options);
    arguments.add("--out=" + file());
    assertThat(run(arguments.toArray(String[]::new))).isZero();
    var network = Network.load(file());
    var regtest = Networks.regtest();
    assertThat(network.genesis()).isEqualTo(regtest.genesis());
    assertThat(network.consensus()).isEqualTo(regtest.consensus());
    assertThat(network.addresses()).isEqualTo(regtest.addresses());
    assertThat(network.name()).isEqualTo("own");
    assertThat(network.peers().magic()).isNotEqualTo(regtest.peers().magic());
    assertThat(network.peers().fixedSeeds()).containsExactly("seed.example:7000");
    assertThat(network.peers().port()).isEqualTo(7000);
    assertThat(network.rpcPort()).isEqualTo(6999);
  }

  @ParameterizedTest
  @CsvSource({
    "regtest --name=regtest, --name: it is that of a known network",
    "regtest --name=own --magic=fabfb5da, --magic: it is that of regtest",
    "regtest --name=own --port=0, --port: expected ",
    "regtest --name=own --seed=nowhere, --seed: expected ",
    "main --name=own, Invalid value for positional parameter at index 0 (NETWORK): 'main' is no",
    "--name=own, Missing required parameter: 'NETWORK'",
  })
  void refusesWhatIsLikeNoNetwork(String options, String message) {
    var arguments = new ArrayList<>(List.of(("like " + options).split(" ", -1)));
    arguments.add("--out=" + file());
    assertThat(run(arguments.toArray(String[]::new))).isOne();
    assertThat(err.toString(UTF_8).lines()).hasSize(1);
    assertThat(err.toString(UTF_8)).startsWith("Error: " + message);
    assertThat(file()).doesNotExist();
  }

  private Path file() {
    return directory.resolve("own.json");
  }

  private int make(String... options) {
    var arguments = new ArrayList<>(List.of("new", "--out=" + file()));
    arguments.addAll(List.of(options));
    return run(arguments.toArray(String[]::new));
  }

  private int run(String... arguments) {
    return GenesisCommand.run(
        List.of(arguments),
        new PrintStream(out, true, UTF_8),
        new PrintStream(err, true, UTF_8),
        CLOCK,
        false);
  }
}
