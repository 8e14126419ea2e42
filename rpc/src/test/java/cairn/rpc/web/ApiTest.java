package cairn.rpc.web;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.rpc.TestNode;
import cairn.rpc.call.RpcException;
import cairn.rpc.json.Json;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the page is told of a node on regtest with 110 blocks and two transactions that wait. */
class ApiTest {
  /** Of the key that is 1. */
  private static final String ADDRESS = "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080";

  private static final String KEY = "cMahea7zqjxrtgAbB7LSGbcQUr1uX1ojuat9jZodMN87JcbXMTcA";
  private static final String STRANGER = "mkHS9ne12qx9pS9VojpwU5xtRd4T7X7ZUt";
  private static final int HEIGHT = 110;

  @TempDir private Path directory;
  private TestNode node;
  private Page page;
  private String parent;
  private String child;

  @BeforeEach
  void start() throws Exception {
    node = new TestNode(directory);
    node.call("generatetoaddress", "[%d, \"%s\"]".formatted(HEIGHT, ADDRESS));
    page = Page.of(node);
    var coinbase =
        call("getblock", "[\"%s\"]".formatted(hash(1))).asObject().find("tx").asArray().getFirst();
    parent = spend(coinbase.asString(), "49.999");
    child = spend(parent, "49.997");
  }

  @AfterEach
  void stop() {
    page.close();
    node.close();
  }

  private Json call(String method, String params) throws RpcException, InterruptedException {
    return node.call(method, params);
  }

  private String hash(int height) throws Exception {
    return call("getblockhash", "[" + height + "]").asString();
  }

  private String spend(String txid, String amount) throws Exception {
    var raw =
        call(
            "createrawtransaction",
            "[[{\"txid\":\"%s\",\"vout\":0}],[{\"%s\":%s}]]".formatted(txid, ADDRESS, amount));
    var signed =
        call("signrawtransactionwithkey", "[\"%s\",[\"%s\"]]".formatted(raw.asString(), KEY));
    return call(
            "sendrawtransaction", "[\"%s\",0]".formatted(signed.asObject().find("hex").asString()))
        .asString();
  }

  private static List<Json> list(Json.Obj object, String name) {
    return object.find(name).asArray();
  }

  private static int number(Json.Obj object, String name) {
    return object.find(name).asInt();
  }

  @Test
  void saysWhatTheNodeDoesAsLongAsItStarts() {
    try (var starting = Page.starting()) {
      assertThat(starting.data("mempool").find("starting").asString()).contains("starting");
    }
  }

  @Test
  void tellsOfTheNodeWhatTheMethodsTell() throws Exception {
    var answer = page.data("node");
    var chain = answer.find("blockchain").asObject();
    assertThat(chain.find("bestblockhash").asString()).isEqualTo(hash(HEIGHT));
    assertThat(chain.find("difficulty")).isEqualTo(call("getdifficulty", "[]"));
    assertThat(answer.find("unit").asString()).isEqualTo("tBTC");
    assertThat(number(answer, "target_spacing")).isEqualTo(600);
  }

  @Test
  void listsBlocksFromTheLastOneOnPageByPage() throws Exception {
    var first = page.data("blocks?count=3");
    assertThat(list(first, "blocks"))
        .extracting(row -> number(row.asObject(), "height"))
        .containsExactly(110, 109, 108);
    var row = list(first, "blocks").getFirst().asObject();
    assertThat(row.find("hash").asString()).isEqualTo(hash(HEIGHT));
    assertThat(number(row, "totalfee")).isZero();
    assertThat(row.find("weight").asInt()).isPositive();
    assertThat(list(page.data("blocks?below=108&count=2"), "blocks"))
        .extracting(each -> number(each.asObject(), "height"))
        .containsExactly(107, 106);
    assertThat(list(page.data("blocks?below=1"), "blocks")).hasSize(1);
    assertThat(list(page.data("blocks?below=0"), "blocks")).isEmpty();
    assertThat(list(page.data("blocks?below=999999&count=9999"), "blocks")).hasSize(50);
  }

  @Test
  void drawsBranches() throws Exception {
    var abandoned = hash(HEIGHT);
    call("invalidateblock", "[\"%s\"]".formatted(abandoned));
    node.ledger.commands().settle().join();
    call("generatetodescriptor", "[2, \"raw(51)\"]");
    var answer = page.data("branches");
    assertThat(number(answer, "height")).isEqualTo(111);
    assertThat(list(answer, "blocks")).hasSize(25);
    var side = list(answer, "blocks").getLast().asObject();
    assertThat(side.find("hash").asString()).isEqualTo(abandoned);
    assertThat(side.find("previous").asString()).isEqualTo(hash(HEIGHT - 1));
    assertThat(side.find("status").asString()).isEqualTo("invalid");
  }

  @Test
  void showsTheMempoolByWhatItPays() {
    var answer = page.data("mempool");
    assertThat(number(answer, "size")).isEqualTo(2);
    var next = list(answer, "next").getFirst().asObject();
    assertThat(number(next, "count")).isEqualTo(2);
    assertThat(next.find("fee").asDouble()).isEqualTo(0.003);
    assertThat(number(answer.find("rest").asObject(), "count")).isZero();
    assertThat(list(answer, "latest"))
        .extracting(each -> each.asObject().find("txid").asString())
        .containsExactly(child, parent);
    long inBands =
        list(answer, "bands").stream().mapToLong(band -> number(band.asObject(), "count")).sum();
    assertThat(inBands).isEqualTo(2);
  }

  @Test
  void showsTheMempoolAsItIsAndNotAsItWas() throws Exception {
    page.data("mempool");
    call("generatetodescriptor", "[1, \"raw(51)\"]");
    assertThat(number(page.data("mempool"), "size")).isZero();
  }

  @Test
  void showsABlockByHeightAndByHash() throws Exception {
    call("generatetoaddress", "[1, \"%s\"]".formatted(STRANGER));
    var answer = page.data("block/111");
    assertThat(page.data("block/" + hash(111))).isEqualTo(answer);
    assertThat(number(answer, "totalfee")).isEqualTo(300_000);
    assertThat(list(answer, "tx")).hasSize(3);
    var row = list(answer, "tx").get(1).asObject();
    assertThat(row.find("txid").asString()).isEqualTo(parent);
    assertThat(row.find("fee").asDouble()).isEqualTo(0.001);
    assertThat(list(page.data("block/111?from=2"), "tx")).hasSize(1);
    assertThat(list(page.data("block/111?from=999"), "tx")).isEmpty();
    assertThat(page.data("block/112").find("missing").asString()).contains("no such block");
    assertThat(page.data("block/0").find("coinbase").asString()).contains("5468652054696d6573");
  }

  @Test
  void showsATransactionThatWaits() {
    var answer = page.data("tx/" + child);
    assertThat(answer.find("mempool").asObject().find("fees").asObject().find("base").asDouble())
        .isEqualTo(0.002);
    assertThat(answer.has("hex")).isFalse();
    var input = list(answer, "vin").getFirst().asObject();
    assertThat(input.find("prevout").asObject().find("value").asDouble()).isEqualTo(49.999);
    assertThat(list(answer, "vout").getFirst().asObject().find("unspent")).isEqualTo(Json.of(true));
    var spent = list(page.data("tx/" + parent), "vout").getFirst().asObject();
    assertThat(spent.find("spent_by").asString()).isEqualTo(child);
    assertThat(spent.find("unspent")).isEqualTo(Json.of(false));
  }

  @Test
  void showsATransactionOfABlockThatIsNamed() throws Exception {
    call("generatetodescriptor", "[1, \"raw(51)\"]");
    var missing = page.data("tx/" + child).find("missing").asString();
    assertThat(missing).contains("-txindex");
    var answer = page.data("tx/%s?block=%s".formatted(child, hash(111)));
    assertThat(number(answer, "confirmations")).isOne();
    assertThat(answer.find("fee").asDouble()).isEqualTo(0.002);
    assertThat(list(answer, "vout").getFirst().asObject().find("unspent")).isEqualTo(Json.of(true));
    assertThat(page.data("tx/%s?block=%s".formatted(child, hash(5))).find("missing").asString())
        .contains("not in that block");
  }

  @Test
  void findsTheCoinsOfAnAddress() throws Exception {
    var answer = page.data("address/" + ADDRESS);
    assertThat(answer.find("state").asString()).isEqualTo("found");
    assertThat(number(answer, "count")).isEqualTo(HEIGHT);
    assertThat(answer.find("total_amount").asDouble()).isEqualTo(50.0 * HEIGHT);
    var coins = list(answer, "unspents");
    assertThat(number(coins.getFirst().asObject(), "height")).isEqualTo(HEIGHT);
    assertThat(coins.getLast().asObject().find("spent_by").asString()).isEqualTo(parent);
    call("generatetodescriptor", "[1, \"raw(51)\"]");
    assertThat(page.data("address/" + ADDRESS + "?again").find("height").asInt())
        .isGreaterThanOrEqualTo(HEIGHT);
    assertThat(page.data("address/mainnet").find("missing").asString()).contains("no address");
  }

  @ParameterizedTest
  @CsvSource({
    "7, /block/7",
    "%20110%20, /block/110",
    "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080,"
        + " /address/bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080",
    "BCRT1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KYGT080,"
        + " /address/bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080",
  })
  void findsWhatIsTyped(String typed, String path) {
    assertThat(page.data("search?q=" + typed).find("path").asString()).isEqualTo(path);
  }

  @Test
  void findsHashes() throws Exception {
    assertThat(page.data("search?q=" + hash(9)).find("path").asString())
        .isEqualTo("/block/" + hash(9));
    assertThat(page.data("search?q=" + child).find("path").asString()).isEqualTo("/tx/" + child);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "111", "abc", "%3Cimg%3E"})
  void saysWhyItFindsNothing(String typed) {
    assertThat(page.data("search?q=" + typed).find("missing").asString()).isNotEmpty();
  }

  @Test
  void plotsTheChain() {
    var answer = page.data("charts?blocks=50");
    assertThat(list(answer, "points")).hasSize(50);
    assertThat(number(list(answer, "points").getLast().asObject(), "height")).isEqualTo(HEIGHT);
    assertThat(list(page.data("charts?blocks=0"), "points")).hasSize(HEIGHT - 1);
  }

  @Test
  void tellsOfPeers() {
    assertThat(number(page.data("peers"), "count")).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "block/x",
        "block/",
        "block/-1",
        "tx/12",
        "blocks?below=x",
        "blocks?count=-1",
        "block/1?from=1e9"
      })
  void refusesWhatMakesNoSense(String target) {
    var answer = page.get("/api/" + target);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().find("error").asString()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "stop", "call/stop", "node1"})
  void hasNothingThatItWasNotGiven(String target) {
    assertThat(page.get("/api/" + target).status()).isEqualTo(404);
  }
}
