package cairn.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.rpc.json.Json;
import cairn.rpc.json.JsonReader;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A reader of {@code /events}, through several runs of a node. */
@ResourceLock("the log")
class EventsTest {
  /** Of the key that is 1. */
  private static final String ADDRESS = "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080";

  private static final String KEY = "cMahea7zqjxrtgAbB7LSGbcQUr1uX1ojuat9jZodMN87JcbXMTcA";
  private static final int COINBASE_MATURITY = 100;

  @TempDir private Path directory;
  private int rpc;

  /** What a reader is told. */
  private record Told(String cursor, String name, Json.Obj data) {
    String text(String member) {
      return data.find(member).asString();
    }
  }

  private String run(int expected, String command, String... arguments) {
    var all =
        new ArrayList<>(List.of(command, "-regtest", "-datadir=" + directory, "-rpcport=" + rpc));
    all.addAll(List.of(arguments));
    var out = new ByteArrayOutputStream();
    var stream = new PrintStream(out, true, UTF_8);
    assertThat(Main.run(all, stream, stream, false)).as("%s", all).isEqualTo(expected);
    return out.toString(UTF_8).strip();
  }

  private String call(String... arguments) {
    return run(0, "cli", arguments);
  }

  /** What is done while a node runs. */
  @FunctionalInterface
  private interface Day {
    void live() throws Exception;
  }

  private void during(Day day, String... options) throws Exception {
    try (var socket = new ServerSocket(0)) {
      rpc = socket.getLocalPort();
    }
    var all = new ArrayList<>(List.of("-rest", "-connect=0", "-listen=0", "-nodebuglogfile"));
    all.addAll(List.of(options));
    var node = CompletableFuture.supplyAsync(() -> run(0, "node", all.toArray(String[]::new)));
    try {
      call("-rpcwait", "-rpcwaittimeout=60", "getblockcount");
      day.live();
    } finally {
      call("stop");
      node.get(60, TimeUnit.SECONDS);
    }
  }

  /** Reads until there is an event of this name that has this in its data. */
  private List<Told> read(String query, String name, String in) throws Exception {
    var events = new ArrayList<Told>();
    var url = URI.create("http://127.0.0.1:%d/events%s".formatted(rpc, query)).toURL();
    try (var lines = new BufferedReader(new InputStreamReader(url.openStream(), UTF_8))) {
      do {
        events.add(event(lines));
      } while (!events.getLast().name().equals(name)
          || !events.getLast().data().toString().contains(in));
    }
    return events;
  }

  private static Told event(BufferedReader lines) throws Exception {
    String cursor = line(lines);
    while (cursor.startsWith(":") || cursor.isEmpty()) {
      cursor = line(lines);
    }
    var name = line(lines);
    var data = line(lines);
    assertThat(line(lines)).isEmpty();
    return new Told(
        cursor.substring("id: ".length()),
        name.substring("event: ".length()),
        JsonReader.read(data.substring("data: ".length())).asObject());
  }

  private static String line(BufferedReader lines) throws IOException {
    var line = lines.readLine();
    assertThat(line).as("the stream goes on").isNotNull();
    return line;
  }

  private static List<String> names(List<Told> events) {
    return events.stream().map(Told::name).distinct().toList();
  }

  /** Spends the coinbase of a block, and gives the id of what does. */
  private String spend(String block) throws Exception {
    var coinbase = JsonReader.read(call("getblock", block)).asObject().find("tx").asArray();
    var raw =
        call(
            "createrawtransaction",
            "[{\"txid\":\"%s\",\"vout\":0}]".formatted(coinbase.getFirst().asString()),
            "{\"%s\":49.99}".formatted(ADDRESS));
    var signed = JsonReader.read(call("signrawtransactionwithkey", raw, "[\"" + KEY + "\"]"));
    return call("sendrawtransaction", signed.asObject().find("hex").asString());
  }

  @Test
  @Timeout(120)
  void missNothingWhoeverWasAway() throws Exception {
    var known = new String[4];
    var sent = new String[2];
    var blocks = new ArrayList<String>();
    during(() -> {
      known[0] = read("", "start", "").getLast().cursor();
      var mined = call("generatetoaddress", Integer.toString(COINBASE_MATURITY + 2), ADDRESS);
      JsonReader.read(mined).asArray().forEach(hash -> blocks.add(hash.asString()));
      sent[0] = spend(blocks.get(0));
      sent[1] = spend(blocks.get(1));
      var events = read("?cursor=" + known[0], "transaction_added", sent[1]);
      assertThat(events.stream().filter(each -> each.name().equals("block_connected")))
          .extracting(each -> each.text("hash"))
          .isEqualTo(blocks);
      assertThat(events.get(events.size() - 2).text("txid")).isEqualTo(sent[0]);
      known[1] = events.get(events.size() - 2).cursor();
    });
    during(() -> {
      // Of the last run; that the mempool was read from disk since is no news.
      var tip = call("generateblock", ADDRESS, "[\"" + sent[0] + "\"]");
      var events =
          read(
              "?cursor=" + known[1],
              "tip",
              JsonReader.read(tip).asObject().find("hash").asString());
      assertThat(names(events))
          .containsExactly("transaction_added", "transaction_removed", "block_connected", "tip");
      assertThat(events).hasSize(4);
      assertThat(events.get(0).text("txid")).isEqualTo(sent[1]);
      assertThat(events.get(1).text("txid")).isEqualTo(sent[0]);
      assertThat(events.get(1).text("reason")).isEqualTo("block");
      known[2] = events.getLast().cursor();
    });
    during(
        () -> {
          var events = read("?cursor=" + known[2], "transaction_removed", "");
          assertThat(events).hasSize(1);
          assertThat(events.getFirst().text("txid")).isEqualTo(sent[1]);
          assertThat(events.getFirst().text("reason")).isEqualTo("restart");
        },
        "-persistmempool=0");
  }
}
