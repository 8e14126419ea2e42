package cairn.rpc.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.primitives.Bytes;
import cairn.rpc.TestNode;
import cairn.rpc.http.HttpRequest;
import cairn.rpc.http.RequestHead;
import cairn.rpc.http.Requests;
import cairn.rpc.http.ResponseStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFeedTest {
  private static final String ADDRESS = "mjTkW3DjgyZck4KbiRusZsqTgaYTxdSz6z";
  private static final Pattern ID = Pattern.compile("(?m)^id: (\\S+)$");
  private static final Pattern EVENT = Pattern.compile("(?m)^event: (\\S+)$");

  @TempDir private Path directory;
  private final Random random = new Random(1);
  private EventFeed feed = new EventFeed();
  private TestNode node;

  @BeforeEach
  void open() {
    node = new TestNode(directory);
  }

  @AfterEach
  void close() {
    node.close();
  }

  private Events record() throws IOException {
    return Events.start(node.ledger, directory.resolve("events"), 1 << 20, random);
  }

  private String mine() throws Exception {
    var hashes = node.call("generatetoaddress", "[1, \"%s\"]".formatted(ADDRESS));
    return hashes.asArray().getFirst().asString();
  }

  private ResponseStream read(String target) {
    return feed.stream(Requests.request("GET", target, Bytes.EMPTY)).orElseThrow();
  }

  private static String next(ResponseStream stream) throws Exception {
    return new String(stream.next().orElseThrow().toArray(), UTF_8);
  }

  /** Reads until there is an event of this name. */
  private static String until(ResponseStream stream, String name) throws Exception {
    var text = new StringBuilder();
    while (text.indexOf("event: " + name + "\n") < 0) {
      text.append(next(stream));
    }
    return text.toString();
  }

  private static String lastId(String text) {
    return ID.matcher(text).results().reduce((_, last) -> last).orElseThrow().group(1);
  }

  private static List<String> names(String text) {
    return EVENT.matcher(text).results().map(match -> match.group(1)).toList();
  }

  @Test
  void tellsOfBlocksAsTheyComeAndGo() throws Exception {
    try (var events = record()) {
      feed.ready(events);
      try (var stream = read("/events")) {
        assertThat(stream.fields()).containsEntry("Content-Type", "text/event-stream");
        var genesis = node.ledger.chain().genesis().hash();
        assertThat(next(stream))
            .matches("id: 0-[0-9a-f]{16}\nevent: start\ndata: [{].*[}]\n\n")
            .contains("{\"hash\":\"%s\",\"height\":0,\"mempool_sequence\":1}".formatted(genesis));
        var hash = mine();
        assertThat(until(stream, "tip"))
            .contains(
                "event: block_connected\ndata: {\"hash\":\"%s\",\"height\":1,\"previous\":\"%s\","
                    .formatted(hash, genesis),
                "event: tip\ndata: {\"hash\":\"%s\",\"height\":1,\"fork_hash\":\"%s\""
                    .formatted(hash, genesis));
        node.call("invalidateblock", "[\"%s\"]".formatted(hash));
        assertThat(until(stream, "tip"))
            .contains("event: block_disconnected\ndata: {\"hash\":\"" + hash);
      }
    }
  }

  @Test
  void goesOnWhereTheReaderWas() throws Exception {
    try (var events = record()) {
      feed.ready(events);
      var stream = read("/events");
      var known = lastId(next(stream));
      stream.close();
      mine();
      mine();
      try (var again = read("/events?cursor=" + known)) {
        var first = until(again, "tip");
        assertThat(names(first)).startsWith("block_connected", "tip").doesNotContain("start");
      }
      var header = Requests.post(Bytes.EMPTY, "Last-Event-ID", known).head().headers();
      var request =
          new HttpRequest(
              new RequestHead("GET", "/events?cursor=9-0000000000000009", 1, header),
              Bytes.EMPTY,
              "test");
      try (var again = feed.stream(request).orElseThrow()) {
        assertThat(names(until(again, "tip"))).startsWith("block_connected", "tip");
      }
      try (var lost = read("/events?cursor=1-0000000000000007")) {
        assertThat(next(lost)).contains("event: reset\n", "\"height\":2");
      }
    }
  }

  /** Nothing was recorded while these blocks came and went. */
  @Test
  void tellsWhatHasChangedMeanwhile() throws Exception {
    String known;
    String abandoned;
    try (var events = record()) {
      feed.ready(events);
      try (var stream = read("/events")) {
        next(stream);
        mine();
        known = lastId(until(stream, "tip"));
      }
      feed.close();
    }
    node.close();
    node = new TestNode(directory);
    abandoned = node.ledger.chain().tip().hash().toString();
    node.call("invalidateblock", "[\"%s\"]".formatted(abandoned));
    node.clock.set(Instant.now().getEpochSecond() + 60);
    var hashes = new ArrayList<String>();
    hashes.add(mine());
    hashes.add(mine());
    node.close();
    node = new TestNode(directory);
    try (var events = record()) {
      feed = new EventFeed();
      feed.ready(events);
      try (var stream = read("/events?cursor=" + known)) {
        var text = until(stream, "tip");
        assertThat(names(text))
            .containsExactly("block_disconnected", "block_connected", "block_connected", "tip");
        assertThat(text.lines().filter(line -> line.startsWith("data: ")).toList())
            .satisfiesExactly(
                line -> assertThat(line).contains(abandoned),
                line -> assertThat(line).contains(hashes.get(0), "\"transactions\":1,"),
                line -> assertThat(line).contains(hashes.get(1), "\"transactions\":1,"),
                line -> assertThat(line).contains(hashes.get(1), "\"fork_height\":0"));
      }
    }
  }

  /** As after the process was killed: events were told, and blocks were not stored yet. */
  @Test
  void tellsOfBlocksThatWereLost() throws Exception {
    node.close();
    var after = directory.resolve("after");
    node = new TestNode(after);
    var kept = mine();
    node.close();
    var before = directory.resolve("before");
    copy(after, before);
    node = new TestNode(after);
    var lost = new ArrayList<String>();
    String known;
    // So little room that the blocks are in more than one file.
    try (var events = Events.start(node.ledger, directory.resolve("events"), 4 << 10, random)) {
      feed.ready(events);
      try (var stream = read("/events")) {
        known = lastId(next(stream));
        lost.add(mine());
        lost.add(mine());
        until(stream, "tip");
        until(stream, "tip");
      }
    }
    node.close();
    node = new TestNode(before);
    try (var events = record()) {
      feed = new EventFeed();
      feed.ready(events);
      try (var stream = read("/events?cursor=" + known)) {
        var text = new StringBuilder();
        while (names(text.toString()).size() < 7) {
          text.append(next(stream));
        }
        assertThat(names(text.toString()))
            .containsExactly(
                "block_connected",
                "tip",
                "block_connected",
                "tip",
                "block_disconnected",
                "block_disconnected",
                "tip");
        assertThat(text.toString().lines().filter(line -> line.startsWith("data: ")).skip(4))
            .satisfiesExactly(
                line -> assertThat(line).contains("\"hash\":\"" + lost.get(1), "\"weight\":"),
                line -> assertThat(line).contains("\"hash\":\"" + lost.get(0), "\"weight\":"),
                line -> assertThat(line).contains("\"hash\":\"" + kept, "\"fork_height\":1"));
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (var file : files.toList()) {
        var target = to.resolve(from.relativize(file));
        Files.createDirectories(Objects.requireNonNull(target.getParent()));
        Files.copy(file, target);
      }
    }
  }

  @Test
  void refusesWhatItCannotServe() throws Exception {
    var request = Requests.request("GET", "/events", Bytes.EMPTY);
    assertThat(feed.stream(request)).isEmpty();
    assertThat(status("GET", "/events")).isEqualTo(503);
    try (var events = record()) {
      feed.ready(events);
      assertThat(status("POST", "/events")).isEqualTo(405);
      assertThat(status("GET", "/eventsandmore")).isEqualTo(404);
      assertThat(status("GET", "/events?cursor=7")).isEqualTo(400);
      var readers = new ArrayList<ResponseStream>();
      for (int i = 0; i < EventFeed.MAX_READERS; i++) {
        readers.add(read("/events"));
      }
      assertThat(feed.stream(request)).isEmpty();
      assertThat(status("GET", "/events")).isEqualTo(503);
      readers.getFirst().close();
      assertThat(feed.stream(request)).isPresent();
    }
  }

  private int status(String method, String target) {
    var request = Requests.request(method, target, Bytes.EMPTY);
    assertThat(feed.stream(request)).isEmpty();
    return feed.handle(request, Requests.ALONE, Requests.memory(1)).status().code();
  }

  @Test
  void endsWithTheNode() throws Exception {
    try (var events = record()) {
      feed.ready(events);
      var stream = read("/events");
      next(stream);
      var end =
          CompletableFuture.supplyAsync(() -> {
            try {
              return stream.next();
            } catch (InterruptedException e) {
              throw new AssertionError(e);
            }
          });
      feed.close();
      assertThat(end.get(10, TimeUnit.SECONDS)).isEmpty();
      assertThat(feed.stream(Requests.request("GET", "/events", Bytes.EMPTY))).isEmpty();
    }
  }
}
