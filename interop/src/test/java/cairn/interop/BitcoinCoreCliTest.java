package cairn.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

/** Core's {@code bitcoin-cli}, which is beside its {@code bitcoind}, with every method there is. */
@EnabledIfSystemProperty(named = BitcoinCore.PROGRAM, matches = ".+")
@Timeout(1800)
class BitcoinCoreCliTest {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  /** How the program tells of an error. */
  private static final Pattern ERROR =
      Pattern.compile("error code: (-?\\d+)\nerror message:\n(.*)\n", Pattern.DOTALL);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path directory;

  private final Set<String> called = new TreeSet<>();

  @Test
  void printsTheSameForBoth() throws Exception {
    try (var twins = Twins.start(directory)) {
      var differences = new Differences();
      for (var question : Questions.about(twins.core())) {
        differences.compare(
            question, print(twins.core(), question), print(twins.cairn(), question));
      }
      assertThat(differences.without(KnownDifferences.listed())).isEmpty();
      var methods = methods(twins.cairn());
      for (var act : acts(twins)) {
        var expected = print(twins.core(), act);
        var actual = print(twins.cairn(), act);
        assertThat(actual.get("error").isNull())
            .as("%s: %s", act, actual)
            .isEqualTo(expected.get("error").isNull());
      }
      assertThat(methods).hasSizeGreaterThan(90).isSubsetOf(called);
    }
  }

  /**
   * What does more than tell something, or tells it in words of its own; the last one ends both.
   */
  private List<Question> acts(Twins twins) throws IOException {
    var tip = twins.core().tip();
    var address = twins.core().walletAddress();
    var txid = twins.core().rpc().call("getrawmempool").get(0).stringValue();
    return List.of(
        Question.of("getopenrpcinfo"),
        Question.of("rpc.discover"),
        Question.of("prioritisetransaction", txid, 0, 1000),
        Question.of("savemempool"),
        Question.of("getprivatebroadcastinfo"),
        Question.of("abortprivatebroadcast", txid),
        Question.of("exportasmap", "/"),
        Question.of("loadtxoutset", "no such file"),
        Question.of("importmempool", "no such file"),
        Question.of("preciousblock", tip),
        Question.of("invalidateblock", tip),
        Question.of("reconsiderblock", tip),
        Question.of("addnode", "127.0.0.1:1", "add"),
        Question.of("addnode", "127.0.0.1:1", "remove"),
        Question.of("disconnectnode", "127.0.0.1:1"),
        Question.of("setban", "192.0.2.0/24", "add", 1000),
        Question.of("clearbanned"),
        Question.of("setnetworkactive", false),
        Question.of("setnetworkactive", true),
        Question.of("ping"),
        Question.of("dumptxoutset", "coins", "latest"),
        Question.of("pruneblockchain", 1),
        Question.of("waitfornewblock", 1),
        Question.of("generatetoaddress", 1, address),
        Question.of("generatetodescriptor", 1, "addr(" + address + ")"),
        Question.of("generateblock", address, List.of()),
        Question.of("generate"),
        Question.of("stop"));
  }

  /** The names that {@code help} lists. */
  private static List<String> methods(FullNode node) throws IOException {
    return node.rpc()
        .call("help")
        .stringValue()
        .lines()
        .filter(line -> !line.isEmpty() && !line.startsWith("=="))
        .map(line -> line.split(" ", 2)[0])
        .toList();
  }

  /** What a user sees. */
  private JsonNode print(FullNode node, Question question) throws Exception {
    called.add(question.method());
    var command = new ArrayList<>(List.of(program(), "-regtest", "-rpcport=" + node.rpcPort()));
    command.addAll(
        List.of(
            "-datadir=" + directory,
            "-rpcuser=" + NodeHome.USER,
            "-rpcpassword=" + NodeHome.PASSWORD,
            question.method()));
    question.arguments().forEach(argument -> command.add(text(argument)));
    var out = directory.resolve("out");
    var error = directory.resolve("error");
    new ProcessBuilder(command)
        .redirectOutput(out.toFile())
        .redirectError(error.toFile())
        .start()
        .waitFor();
    return JSON.valueToTree(
        Map.of(
            "result",
            json(Files.readString(out, UTF_8)),
            "error",
            error(Files.readString(error, UTF_8))));
  }

  private static String program() {
    return Path.of(System.getProperty(BitcoinCore.PROGRAM))
        .resolveSibling("bitcoin-cli")
        .toString();
  }

  /** As it is typed. */
  private static String text(Object argument) {
    return argument instanceof String text ? text : JSON.writeValueAsString(argument);
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JacksonException notJson) {
      return StringNode.valueOf(text);
    }
  }

  private static JsonNode error(String text) {
    if (text.isEmpty()) {
      return JSON.nullNode();
    }
    var matcher = ERROR.matcher(text);
    return matcher.matches()
        ? JSON.valueToTree(Map.of("code", matcher.group(1), "message", matcher.group(2)))
        : StringNode.valueOf(text);
  }
}
