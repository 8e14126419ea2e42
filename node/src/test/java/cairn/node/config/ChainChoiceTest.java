package cairn.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cairn.genesis.BuriedDeployment;
import cairn.genesis.Networks;
import java.io.IOException;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChainChoiceTest extends AtHome {
  @ParameterizedTest
  @CsvSource({
    "'',                   main,     ''",
    "-chain=main,          main,     ''",
    "-testnet,             test,     testnet3",
    "-chain=test,          test,     testnet3",
    "-testnet4,            testnet4, testnet4",
    "-signet,              signet,   signet",
    "-regtest,             regtest,  regtest",
    "-chain=regtest,       regtest,  regtest",
    "-regtest=1,           regtest,  regtest",
    "-regtest=0,           main,     ''",
    "-noregtest,           main,     ''",
    "-regtest -noregtest,  main,     ''",
    "-chain=devnet,        devnet,   devnet",
  })
  void joinsTheNetworkThatIsChosen(String arguments, String name, String subdirectory)
      throws ConfigException {
    var config = home.read(Home.split(arguments));
    assertThat(config.network().name()).isEqualTo(name);
    assertThat(config.networkDirectory()).isEqualTo(directory.resolve(subdirectory));
    assertThat(config.blocksDirectory()).isEqualTo(directory.resolve(subdirectory, "blocks"));
  }

  @Test
  void hearsNoNegatedSwitchOfANetwork() throws Exception {
    home.write("bitcoin.conf", "regtest=1\n");
    assertThat(home.read("-noregtest").network().name()).isEqualTo("regtest");
    assertThat(home.read("-regtest=0").network().name()).isEqualTo("main");
    home.write("bitcoin.conf", "signet=1\nsignet=0\n");
    assertThat(home.read().network().name()).isEqualTo("main");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-regtest -signet", "-chain=regtest -testnet4", "-chain=regtest -regtest"})
  void refusesTwoNetworksAtOnce(String arguments) {
    home.assertRefused(
        "Invalid combination of -regtest, -signet, -testnet, -testnet4 and -chain. Can use at most"
            + " one.",
        Home.split(arguments));
  }

  @ParameterizedTest
  @ValueSource(strings = {"spam", "testnet3", "", "no/such/file", "/"})
  void refusesAnUnknownNetwork(String name) {
    home.assertRefused("Unknown chain %s.".formatted(name), "-chain=" + name);
  }

  @Test
  void readsANetworkOfOnesOwn() throws Exception {
    var json = Networks.devnet().toJson();
    var own = json.replace("\"devnet\"", "\"mynet\"");
    home.write("mynet.json", own);
    var file = directory.resolve("mynet.json");
    home.write("bitcoin.conf", "port=1\n[mynet]\npar=3\n");
    home.assertRefused(
        "Config setting for -port only applied on mynet network when in [mynet] section.",
        "-chain=" + file);
    home.write("bitcoin.conf", "[mynet]\npar=3\n");
    var config = home.read("-chain=" + file);
    assertThat(config.network().name()).isEqualTo("mynet");
    assertThat(config.networkDirectory()).isEqualTo(directory.resolve("mynet"));
    assertThat(config.verifyThreads()).isEqualTo(3);
    assertThat(Home.texts(config, Notice.Kind.ALERT)).isEmpty();
  }

  @Test
  void refusesAMalformedNetworkWithItsField() throws IOException {
    home.write("own.json", "{\"name\": 7}");
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> home.read("-chain=" + directory.resolve("own.json")))
        .withMessageStartingWith("The network file " + directory.resolve("own.json"))
        .withMessageContaining("malformed: name: ");
  }

  @Test
  void refusesNetworkOptionsThatWouldNotBeHeard() throws IOException {
    home.write("bitcoin.conf", "regtest=1\nport=1\nwallet=foo\n");
    home.assertRefused(
        """
        Config setting for -port only applied on regtest network when in [regtest] section.
        Config setting for -wallet only applied on regtest network when in [regtest] section.\
        """);
  }

  @Test
  void changesTheNetworkAsTestsWantIt() throws ConfigException {
    var config =
        home.read("-regtest", "-testactivationheight=segwit@432", "-test=bip94", "-fastprune");
    var consensus = config.network().consensus();
    assertThat(consensus.buried().of(BuriedDeployment.SEGWIT)).isEqualTo(432);
    assertThat(consensus.proofOfWork().bip94()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "-assumevalid=0,  ''",
    "-noassumevalid,  ''",
    "-assumevalid=,   ''",
    "-assumevalid=ab, 00000000000000000000000000000000000000000000000000000000000000ab",
    "-assumevalid=0xAB, 00000000000000000000000000000000000000000000000000000000000000ab",
  })
  void believesWhatItIsToldToBelieve(String argument, String hash) throws ConfigException {
    var assumed = home.read(argument).network().facts().assumedValid();
    assertThat(assumed == null ? "" : assumed.display()).isEqualTo(hash);
  }

  @Test
  void takesMinimumWorkInHex() throws ConfigException {
    assertThat(home.read("-minimumchainwork=0x100").network().facts().minimumChainWork())
        .isEqualTo(BigInteger.valueOf(256));
    assertThat(home.read("-minimumchainwork=").network().facts().minimumChainWork()).isZero();
  }
}
