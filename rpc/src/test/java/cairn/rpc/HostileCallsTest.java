package cairn.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.rpc.call.MethodTable;
import cairn.rpc.json.Json;
import cairn.rpc.json.JsonWriter;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.MethodSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Calls by somebody who means ill: with arguments that are nearly right, and with others that are
 * nothing like what is asked for. All are answered, and the chain and its coins stay as they were.
 */
class HostileCallsTest {
  private static final int CALLS = 10_000;

  /** What would change the chain or write files if it were told to, and so is right to do it. */
  private static final Set<String> ORDERS =
      Set.of(
          "dumptxoutset",
          "generate",
          "generateblock",
          "generatetoaddress",
          "generatetodescriptor",
          "importmempool",
          "invalidateblock",
          "loadtxoutset",
          "mockscheduler",
          "preciousblock",
          "prioritisetransaction",
          "pruneblockchain",
          "reconsiderblock",
          "setmocktime",
          "stop");

  /** What answers when something has happened. */
  private static final Set<String> WAITS =
      Set.of("getblocktemplate", "waitforblock", "waitforblockheight", "waitfornewblock");

  private static final String ADDRESS =
      "bcrt1qft5p2uhsdcdc3l2ua4ap5qqfg4pjaqlp250x7us7a8qqhrxrxfsqseac85";
  private static final List<String> STRANGE_TEXTS =
      List.of(
          "",
          " ",
          "\0",
          "-1",
          "1e400",
          "NaN",
          "null",
          "0x00",
          "\ud800",
          "é".repeat(40),
          "../../etc/passwd",
          "%s%n%d",
          "a".repeat(100_000),
          "0".repeat(64),
          "f".repeat(64),
          "0".repeat(63),
          "(".repeat(5000),
          "wsh(".repeat(300),
          "pk(02" + "0".repeat(64) + ")",
          "wpkh([deadbeef/0'/1h]xpub/*)",
          "addr(" + ADDRESS + ")",
          "tr(" + "{".repeat(200),
          "cHNidP8=",
          "cHNidP8BAA==");
  private static final List<Json> NUMBERS =
      List.of(
          Json.of(0),
          Json.of(-1),
          Json.of(1),
          Json.of(2),
          Json.of(109),
          Json.of(Integer.MAX_VALUE),
          Json.of(Integer.MIN_VALUE),
          Json.of(Long.MAX_VALUE),
          Json.of(Long.MIN_VALUE),
          Json.of(0.5),
          Json.of(-0.000000001),
          Json.of(1e300),
          TestNode.read("1" + "0".repeat(400)),
          TestNode.read("1e-400"),
          TestNode.read("-0"));

  private final Random random = new Random(20);
  private final List<String> known = new ArrayList<>(List.of(ADDRESS));
  private TestNode node;

  @BeforeEach
  void mine(@TempDir Path directory) throws Exception {
    node = new TestNode(directory);
    node.call("generatetoaddress", "[110, \"" + ADDRESS + "\"]");
    for (int height : new int[] {0, 1, 110}) {
      var hash = text("getblockhash", "[" + height + "]");
      known.add(hash);
      known.add(text("getblock", "[\"" + hash + "\", 0]"));
      var block = node.call("getblock", "[\"" + hash + "\", 2]").asObject();
      var coinbase = block.find("tx").asArray().getFirst().asObject();
      known.add(coinbase.find("txid").asString());
      known.add(coinbase.find("hex").asString());
      known.add(
          text(
              "createpsbt",
              "[[{\"txid\": \"%s\", \"vout\": 0}], {\"%s\": 1}]"
                  .formatted(coinbase.find("txid").asString(), ADDRESS)));
    }
  }

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void areAnsweredAndChangeNothing() throws Exception {
    var before = state();
    var specs =
        node.methods.entries().stream()
            .map(MethodTable.Entry::spec)
            .filter(spec -> !ORDERS.contains(spec.name()) && !WAITS.contains(spec.name()))
            .toList();
    for (int i = 0; i < CALLS; i++) {
      var spec = specs.get(random.nextInt(specs.size()));
      var arguments = arguments(spec);
      assertThat(node.response(spec.name(), arguments))
          .describedAs("%s %s", spec.name(), shortened(arguments))
          .doesNotContain("Internal bug detected");
    }
    assertThat(state()).isEqualTo(before);
    assertThat(node.stopped).isFalse();
  }

  private static String shortened(String text) {
    return text.length() > 2000 ? text.substring(0, 2000) + "..." : text;
  }

  private String state() throws InterruptedException {
    return node.response("getbestblockhash", "[]")
        + node.response("gettxoutsetinfo", "[\"muhash\"]")
        + node.response("getrawmempool", "[]")
        + node.response("getchaintips", "[]");
  }

  private String text(String method, String params) throws Exception {
    return node.call(method, params).asString();
  }

  private String arguments(MethodSpec spec) {
    var arguments = spec.arguments();
    int count = random.nextInt(8) == 0 ? random.nextInt(arguments.size() + 3) : arguments.size();
    var values = new ArrayList<Json>();
    for (int i = 0; i < count; i++) {
      values.add(i < arguments.size() ? value(arguments.get(i), 0) : anything(0));
    }
    while (!values.isEmpty() && random.nextInt(3) == 0) {
      values.removeLast();
    }
    return JsonWriter.text(
        random.nextInt(6) > 0
            ? Json.array(values.toArray(Json[]::new))
            : Json.object(
                values.size(),
                i ->
                    new Json.Member(
                        i < arguments.size() ? arguments.get(i).name() : "more", values.get(i))));
  }

  /** Mostly of the right kind. */
  private Json value(Argument argument, int depth) {
    if (random.nextInt(4) == 0) {
      return anything(depth);
    }
    return switch (argument.kind()) {
      case STRING, HEX -> Json.of(text());
      case NUMBER -> number();
      case BOOLEAN -> Json.of(random.nextBoolean());
      case AMOUNT -> random.nextBoolean() ? number() : Json.of(text());
      case RANGE -> random.nextBoolean() ? number() : Json.array(number(), number());
      case ARRAY -> elements(argument, depth);
      case OBJECT, NAMED_OPTIONS -> members(argument, depth);
      case USER_KEYS ->
          Json.object(
              random.nextInt(4),
              _ -> new Json.Member(text(), value(argument.inner().getFirst(), depth + 1)));
    };
  }

  private Json elements(Argument argument, int depth) {
    var inner = argument.inner();
    return Json.array(
        random.nextInt(4),
        _ ->
            inner.isEmpty() || depth > 4
                ? anything(depth + 1)
                : value(inner.get(random.nextInt(inner.size())), depth + 1));
  }

  private Json members(Argument argument, int depth) {
    var members = argument.inner().stream().filter(_ -> random.nextInt(3) > 0).toList();
    return Json.object(
        members.size(),
        i -> new Json.Member(members.get(i).name(), value(members.get(i), depth + 1)));
  }

  private Json anything(int depth) {
    return switch (random.nextInt(depth > 4 ? 4 : 7)) {
      case 0 -> Json.Null.NULL;
      case 1 -> Json.of(random.nextBoolean());
      case 2 -> number();
      case 3 -> Json.of(text());
      case 4 -> Json.array(random.nextInt(3), _ -> anything(depth + 1));
      case 5 -> Json.object(random.nextInt(3), _ -> new Json.Member(text(), anything(depth + 1)));
      default -> nested();
    };
  }

  private static Json nested() {
    Json deep = Json.array();
    for (int i = 0; i < 200; i++) {
      deep = Json.array(deep);
    }
    return deep;
  }

  private Json number() {
    return random.nextInt(3) == 0
        ? Json.of(random.nextLong())
        : NUMBERS.get(random.nextInt(NUMBERS.size()));
  }

  private String text() {
    return switch (random.nextInt(4)) {
      case 0 -> STRANGE_TEXTS.get(random.nextInt(STRANGE_TEXTS.size()));
      case 1 -> known.get(random.nextInt(known.size()));
      default -> spoilt(known.get(random.nextInt(known.size())));
    };
  }

  /** With some characters changed for others of the same text, left out or put in twice. */
  private String spoilt(String text) {
    var spoilt = new StringBuilder(text);
    for (int i = random.nextInt(3); i >= 0 && !spoilt.isEmpty(); i--) {
      int at = random.nextInt(spoilt.length());
      char other = spoilt.charAt(random.nextInt(spoilt.length()));
      switch (random.nextInt(4)) {
        case 0 -> spoilt.deleteCharAt(at);
        case 1 -> spoilt.insert(at, other);
        case 2 -> spoilt.setLength(at);
        default -> spoilt.setCharAt(at, other);
      }
    }
    return spoilt.toString();
  }
}
