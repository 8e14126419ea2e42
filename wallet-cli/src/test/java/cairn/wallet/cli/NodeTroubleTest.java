package cairn.wallet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.genesis.Networks;
import cairn.primitives.Block;
import cairn.wallet.WalletException;
import cairn.wallet.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes that cannot be used now: a line says why, and the exit status is 3. */
class NodeTroubleTest {
  private static final String GENESIS = Networks.regtest().genesis().hash().toString();

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

  /** Has it serve its genesis block without filters, so that the block is read. */
  private void serveGenesis(String block) {
    node.errors.put("getblockfilter", Map.of("code", -1, "message", "Index is not enabled"));
    node.results.put("getblockheader", Networks.regtest().genesis().header().serialized().toHex());
    node.results.put("getblock", block);
  }

  @Test
  void givingABlockWithOtherTransactionsThanItsHeaderSays() {
    var other = Networks.main().genesis().transactions();
    var genesis = Networks.regtest().genesis();
    serveGenesis(genesis.serialized().toHex());
    assertThat(terminal.run("balance")).as(terminal.err()).isZero();
    assertThat(terminal.run("rescan")).as(terminal.err()).isZero();

    var twice = Stream.of(genesis.transactions(), other).flatMap(List::stream).toList();
    serveGenesis(Block.of(genesis.header(), twice).serialized().toHex());
    assertThat(terminal.run("rescan")).isEqualTo(3);
    assertThat(terminal.err()).contains("another block than it was asked for").hasLineCount(1);
  }

  @Test
  void givingAnotherHeaderThanItWasAskedFor() {
    serveGenesis(Networks.regtest().genesis().serialized().toHex());
    node.results.put("getblockheader", Networks.main().genesis().header().serialized().toHex());

    requireTrouble("another header than it was asked for");
  }

  /** Answers of no use, to each question that a synchronisation asks. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "getblockchaininfo",
        "getblockhash",
        "getblockheader",
        "getblock",
        "getblockfilter",
        "getrawmempool",
        "getrawtransaction",
      })
  void answeringNonsense(String method) {
    var genesis = Networks.regtest().genesis();
    serveGenesis(genesis.serialized().toHex());
    if (method.equals("getblockfilter")) {
      node.errors.clear();
    } else if (method.equals("getrawtransaction")) {
      node.results.put("getrawmempool", List.of("11".repeat(32)));
    }
    var lies = new ArrayList<@Nullable Object>();
    lies.add(null);
    lies.addAll(
        List.of(
            -1,
            7,
            1e300,
            true,
            "",
            "zz",
            "00".repeat(32),
            List.of(),
            List.of(1, "x"),
            Map.of("filter", "ff".repeat(40)),
            Map.of("filter", 5),
            Map.of("chain", "regtest", "blocks", -5, "headers", 0, "bestblockhash", "x"),
            Map.of("chain", 5, "blocks", 1L << 40, "headers", 0, "bestblockhash", "x")));
    for (var lie : lies) {
      node.results.put(method, lie);
      int status = terminal.run("balance");
      assertThat(status).as(method + " answered by " + lie + ": " + terminal.err()).isIn(0, 3);
      if (status == 3) {
        assertThat(terminal.err()).startsWith("Error: ").hasLineCount(1);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "21000001", "1e-999999999", "1e999999999", "\"x\"", "{}"})
  void tellingAFeeRateThatThereIsNot(String rate) throws WalletException {
    serveGenesis(Networks.regtest().genesis().serialized().toHex());
    var told = new HashMap<String, @Nullable Object>();
    told.put("feerate", Json.parse(rate).value());
    node.results.put("estimatesmartfee", told);

    assertThat(terminal.run("send", "-y", "mkpZhYtJu2r87Js3pDiWJDmPte2NRZ8bJV", "1"))
        .as(terminal.err())
        .isEqualTo(3);
    assertThat(terminal.err()).startsWith("Error: the node ").hasLineCount(1);
  }

  @Test
  void prunedBelowWhatIsToBeReadAgain() {
    serveGenesis(Networks.regtest().genesis().serialized().toHex());
    assertThat(terminal.run("balance")).isZero();
    node.chain(
        Map.of(
            "blocks", 9,
            "headers", 9,
            "initialblockdownload", false,
            "pruned", true,
            "pruneheight", 5));

    assertThat(terminal.run("rescan", "--from", "4")).isOne();
    assertThat(terminal.err()).contains("has no blocks below 5").hasLineCount(1);
    assertThat(terminal.run("info")).isZero();
    assertThat(terminal.out()).contains("scanned to"); // nothing was forgotten
  }

  @Test
  void whoseErrorWouldMoveTheCursor() {
    node.errors.put("getblockchaininfo", Map.of("code", -8, "message", "a\u001b[2Jb\nc"));

    assertThat(terminal.run("balance")).isOne();
    assertThat(terminal.err()).contains("a\uFFFD[2Jb c").hasLineCount(1);
  }

  @Test
  void showsHowFarALongSearchHasCome() {
    node.errors.put("getblockfilter", Map.of("code", -1, "message", "Index is not enabled"));
    node.chain(Map.of("blocks", 600, "headers", 600, "initialblockdownload", false));
    var looks = new CountDownLatch(3);
    node.functions.put(
        "scantxoutset",
        params -> {
          if (params.getFirst().equals("status")) {
            looks.countDown();
            return Map.of("progress", 10 * (4 - looks.getCount()));
          }
          await(looks);
          return Map.of(
              "unspents", List.of(), "height", 600, "bestblock", GENESIS, "success", true);
        });
    terminal.shown = true;

    assertThat(terminal.run("balance")).as(terminal.err()).isZero();
    assertThat(terminal.err()).contains("searching all coins [===", "] 30 % ").endsWith("\r");
    assertThat(terminal.run("info")).isZero();
    assertThat(terminal.out()).containsPattern("scanned to +600");
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
