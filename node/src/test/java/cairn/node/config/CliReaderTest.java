package cairn.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cairn.rpc.cli.CliConfig;
import cairn.rpc.cli.CliConfig.Overview;
import cairn.rpc.cli.Summary;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CliReaderTest extends AtHome {
  @Test
  void hasBitcoinClisDefaults() throws ConfigException {
    var config = config();
    assertThat(config.host()).isEqualTo("127.0.0.1");
    assertThat(config.port()).isEqualTo(8332);
    assertThat(config.wallet()).isEmpty();
    assertThat(config.credentials().user()).isEmpty();
    assertThat(config.credentials().password()).isEmpty();
    assertThat(config.credentials().cookieFile()).contains(directory.resolve(".cookie"));
    assertThat(config.configFile()).contains(directory.resolve("bitcoin.conf"));
    assertThat(config.named()).isFalse();
    assertThat(config.id()).isEqualTo("1");
    assertThat(config.patience()).isEqualTo(Duration.ofMinutes(15));
    assertThat(config.waiting().waits()).isFalse();
    assertThat(config.waiting().limit()).isZero();
    assertThat(config.readsArguments()).isFalse();
    assertThat(config.readsPassword()).isFalse();
    assertThat(config.readsPassphrase()).isFalse();
  }

  @Test
  void leavesAllBehindTheMethodToTheMethod() throws ConfigException {
    assertThat(read("-regtest", "-named", "getblockhash", "-1", "-regtest=0").words())
        .containsExactly("getblockhash", "-1", "-regtest=0");
    assertThat(read("-regtest").words()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "-testnet,   18332, testnet3",
    "-testnet4,  48332, testnet4",
    "-signet,    38332, signet",
    "-regtest,   18443, regtest",
  })
  void goesToThePortAndTheCookieOfTheNetwork(String network, int port, String cookies)
      throws ConfigException {
    var config = config(network);
    assertThat(config.port()).isEqualTo(port);
    assertThat(config.credentials().cookieFile())
        .contains(directory.resolve(cookies).resolve(".cookie"));
  }

  @ParameterizedTest
  @CsvSource({
    "-rpcconnect=node,      -rpcid=1,       node, 8332",
    "-rpcconnect=node:9,    -rpcid=1,       node, 9",
    "-rpcconnect=node,      -rpcport=9,     node, 9",
    "-rpcconnect=[::1]:9,   -rpcid=1,       ::1,  9",
  })
  void goesWhereItIsSent(String connect, String port, String host, int number)
      throws ConfigException {
    var request = read(connect, port);
    assertThat(request.config().host()).isEqualTo(host);
    assertThat(request.config().port()).isEqualTo(number);
    assertThat(request.notices()).isEmpty();
  }

  @Test
  void tellsOfTwoPorts() throws ConfigException {
    var request = read("-rpcconnect=node:8", "-rpcport=9");
    assertThat(request.config().port()).isEqualTo(9);
    assertThat(request.notices())
        .extracting(Notice::text)
        .containsExactly("Port specified in both -rpcconnect and -rpcport. Using -rpcport 9");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-rpcconnect=node:0   | Invalid port provided in -rpcconnect: node:0",
        "-rpcport=65536       | Invalid port provided in -rpcport: 65536",
        "-dbcache=4           | Error parsing command line arguments: Invalid parameter -dbcache=4",
      })
  void refusesWhatBitcoinCliRefuses(String argument, String message) {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> read(argument))
        .withMessage(message);
  }

  @Test
  void takesTheNodesConfigurationFile() throws ConfigException, IOException {
    home.write(
        "bitcoin.conf",
        """
        regtest=1
        dbcache=100
        rpcuser=ann
        rpcpassword=secret
        [regtest]
        rpcport=7
        """);
    var config = config("-rpcwait", "-rpcwaittimeout=3", "-rpcclienttimeout=0");
    assertThat(config.port()).isEqualTo(7);
    assertThat(config.credentials().user()).isEqualTo("ann");
    assertThat(config.credentials().password()).isEqualTo("secret");
    assertThat(config.credentials().toString()).doesNotContain("secret");
    assertThat(config.waiting()).isEqualTo(new CliConfig.Waiting(true, Duration.ofSeconds(3)));
    assertThat(config.patience()).isZero();
  }

  @Test
  void findsTheCookieWhereTheNodeKeepsIt() throws ConfigException {
    assertThat(config("-regtest", "-rpccookiefile=a/b").credentials().cookieFile())
        .contains(directory.resolve("regtest/a/b"));
    assertThat(config("-norpccookiefile").credentials().cookieFile()).isEmpty();
  }

  @Test
  void namesTheWalletThatIsMeant() throws ConfigException {
    assertThat(config("-rpcwallet=").wallet()).contains("");
    assertThat(config("-rpcwallet=a b").wallet()).contains("a b");
    assertThat(config("-norpcwallet").wallet()).isEmpty();
  }

  @Test
  void knowsWhatIsAskedForInPlaceOfAMethod() throws ConfigException {
    assertThat(config().overview()).isEmpty();
    assertThat(config("-nogetinfo").overview()).isEmpty();
    assertThat(config("-getinfo").overview())
        .contains(new Overview(Summary.GETINFO, false, "Cairn client v0.1.0"));
    assertThat(config("-netinfo", "-color=always", "-regtest").overview())
        .contains(new Overview(Summary.NETINFO, true, "Cairn client v0.1.0 regtest"));
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> config("-getinfo", "-netinfo"))
        .withMessage("Only one of -getinfo, -netinfo may be specified.");
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> config("-getinfo", "-color=foo"))
        .withMessage("Invalid value for -color option. Valid values: always, auto, never.");
  }

  private CliConfig config(String... arguments) throws ConfigException {
    return read(arguments).config();
  }

  private CliReader.Request read(String... arguments) throws ConfigException {
    var all = new ArrayList<>(List.of("-datadir=" + directory));
    all.addAll(List.of(arguments));
    return CliReader.read(all, directory.resolve("default"), false);
  }
}
