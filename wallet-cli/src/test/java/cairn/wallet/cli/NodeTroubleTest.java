package cairn.wallet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.genesis.Networks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nodes that cannot be used now: a line says why, and the exit status is 3. */
class NodeTroubleTest {
  @TempDir private Path home;

  @SuppressWarnings("NullAway.Init") // before each test
  @AutoClose
  private FakeNode node;

  @SuppressWarnings("NullAway.Init") // before each test
  private Terminal terminal;

  @BeforeEach
  void makeAWallet() throws IOException {
    node = new FakeNode();
    terminal = new Terminal(home);
    var words = Files.writeString(home.resolve("words"), "abandon ".repeat(11) + "about");
    terminal.environment.put("CAIRN_PASSWORD_FILE", words.toString());
    terminal.environment.put("CAIRN_RPC_URL", node.url());
    terminal.environment.put("CAIRN_RPC_USER", "me");
    assertThat(terminal.run("restore", "--words-file", words.toString())).isZero();
  }

  private void requireTrouble(String... words) {
    assertThat(terminal.run("balance")).as(terminal.err()).isEqualTo(3);
    assertThat(terminal.err()).startsWith("Error: ").contains(words).hasLineCount(1);
    assertThat(terminal.out()).isEmpty();
  }

  @Test
  void onAnotherNetwork() {
    node.results.put("getblockhash", Networks.main().genesis().hash().toString());
    node.chain(Map.of("chain", "main"));

    requireTrouble("is on the network main, and the wallet on regtest");
  }

  @Test
  void stillSynchronising() {
    node.chain(Map.of("blocks", 17, "headers", 900, "initialblockdownload", true));

    requireTrouble("is still synchronising: it has block 17 of 900");
  }

  @Test
  void stillStarting() {
    node.errors.put("getblockchaininfo", Map.of("code", -28, "message", "Loading block index"));

    requireTrouble("is still starting: Loading block index");
  }

  @ParameterizedTest
  @CsvSource({
    "401, '', does not accept user me",
    "403, '', forbids to call it",
    "503, Work queue depth exceeded, too busy: Work queue",
    "200, <html>It works!</html>, is no node",
    "404, '', nothing but status 404",
    "200, [], is no node",
  })
  void answeringSomethingElse(int status, String text, String expected) {
    node.status = status;
    node.text = Optional.of(text);

    requireTrouble(expected);
  }

  @Test
  void thatDoesNotAnswer() throws IOException {
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      terminal.environment.put("CAIRN_RPC_URL", "http://127.0.0.1:" + silent.getLocalPort());
      terminal.environment.put("CAIRN_RPC_TIMEOUT", "1");

      requireTrouble("has not answered for 1 s");
    }
  }

  @Test
  void withFewerBlocksThanAreToBeReadAgain() {
    assertThat(terminal.run("rescan", "--from", "1")).isEqualTo(2);
    assertThat(terminal.err()).contains("there is no height 1, but 0 to 0").hasLineCount(1);
  }

  @Test
  void toldByAnOptionRatherThanByTheEnvironment() {
    assertThat(terminal.run("balance", "--rpc-cookie", home.resolve("x").toString())).isEqualTo(3);
    assertThat(terminal.err()).contains("there is no cookie at").hasLineCount(1);
  }

  @Test
  void stillMakingItsFilters() {
    node.errors.put(
        "getblockfilter",
        Map.of(
            "code",
            -1,
            "message",
            "Filter not found. Block filters are still in the process of being indexed."));

    requireTrouble("is still making its block filters");
  }
}
