package cairn.rpc.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.primitives.Bytes;
import cairn.rpc.TestNode;
import cairn.rpc.http.Requests;
import cairn.rpc.http.ResponseStream;
import cairn.rpc.json.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFeedTest {
  private static final String ADDRESS = "mjTkW3DjgyZck4KbiRusZsqTgaYTxdSz6z";

  private final EventFeed feed = new EventFeed();
  private TestNode node;

  @BeforeEach
  void open(@TempDir Path directory) {
    node = new TestNode(directory);
  }

  @AfterEach
  void close() {
    node.close();
  }

  private String mine() throws Exception {
    var hashes = node.call("generatetoaddress", "[1, \"%s\"]".formatted(ADDRESS));
    return hashes.asArray().getFirst().asString();
  }

  private ResponseStream read() {
    return feed.stream(Requests.request("GET", "/events", Bytes.EMPTY)).orElseThrow();
  }

  private static String next(ResponseStream stream) throws Exception {
    return new String(stream.next().orElseThrow().toArray(), UTF_8);
  }

  @Test
  void tellsOfBlocksAsTheyComeAndGo() throws Exception {
    feed.ready(node.ledger);
    try (var stream = read()) {
      assertThat(stream.fields()).containsEntry("Content-Type", "text/event-stream");
      assertThat(next(stream))
          .isEqualTo(
              "event: tip\ndata: {\"hash\":\"%s\",\"height\":0,\"mempool_sequence\":1}\n\n"
                  .formatted(node.ledger.chain().genesis().hash()));
      var hash = mine();
      assertThat(next(stream))
          .startsWith("event: block_connected\ndata: {\"hash\":\"" + hash + "\",\"height\":1,")
          .endsWith("}\n\n");
      node.call("invalidateblock", "[\"%s\"]".formatted(hash));
      assertThat(next(stream)).startsWith("event: block_disconnected\ndata: {\"hash\":\"" + hash);
    }
  }

  @Test
  void saysHowMuchASlowReaderHasMissed() throws Exception {
    var queue = new EventQueue(_ -> {});
    var event = EventQueue.event("some", Json.object().build());
    for (int i = 0; i < EventQueue.MOST + 7; i++) {
      queue.add(event);
    }
    for (int i = 0; i < EventQueue.MOST; i++) {
      assertThat(next(queue)).isEqualTo("event: some\ndata: {}\n\n");
      if (i == 5) {
        queue.add(event); // though there is room: it comes after what is lost
      }
    }
    assertThat(next(queue)).isEqualTo("event: lost\ndata: {\"events\":8}\n\n");
    queue.add(event);
    assertThat(next(queue)).isEqualTo("event: some\ndata: {}\n\n");
  }

  @Test
  void refusesWhatItCannotServe() throws Exception {
    var request = Requests.request("GET", "/events", Bytes.EMPTY);
    assertThat(feed.stream(request)).isEmpty();
    assertThat(feed.handle(request, Requests.ALONE, Requests.memory(1)).status().code())
        .isEqualTo(503);
    feed.ready(node.ledger);
    var post = Requests.request("POST", "/events", Bytes.EMPTY);
    assertThat(feed.stream(post)).isEmpty();
    assertThat(feed.handle(post, Requests.ALONE, Requests.memory(1)).status().code())
        .isEqualTo(405);
    var readers = new ArrayList<ResponseStream>();
    for (int i = 0; i < EventFeed.MAX_READERS; i++) {
      readers.add(read());
    }
    assertThat(feed.stream(request)).isEmpty();
    readers.getFirst().close();
    assertThat(feed.stream(request)).isPresent();
  }

  @Test
  void endsWithTheNode() throws Exception {
    feed.ready(node.ledger);
    var stream = read();
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
