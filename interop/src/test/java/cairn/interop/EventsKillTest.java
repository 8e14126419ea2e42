package cairn.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Kills a node while somebody reads its events, who comes back each time. {@code -Dcairn.kills=N}
 * is how often, {@code -Dcairn.seed=N} about when.
 */
@Timeout(600)
class EventsKillTest {
  private static final int USUAL_KILLS = 4;
  private static final int MOST_EVENTS = 150;
  private static final int MANY_BLOCKS = 400;
  private static final String ADDRESS = "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080";

  @TempDir private Path directory;

  private final long seed = Long.getLong("cairn.seed", System.nanoTime());
  private final SplittableRandom random = new SplittableRandom(seed);

  @Test
  void nobodyMissesAnythingWheneverTheNodeIsKilled() throws Exception {
    System.out.println("seed " + seed);
    try (var devnet = new Devnet(directory.resolve("net"));
        var follower = new Follower()) {
      devnet.done("up", "--chain=regtest", "--miners=0", "--nodes=1");
      devnet.done("mine", "101");
      follower.begin(devnet.rpcPort(1));
      int kills = Integer.getInteger("cairn.kills", USUAL_KILLS);
      for (int i = 0; i < kills; i++) {
        devnet.pay(ADDRESS, "0.1");
        int seen = follower.events() + random.nextInt(MOST_EVENTS);
        var mining = mineWhileItLives(devnet);
        follower.awaitThat(() -> follower.events() > seen);
        devnet.kill(1);
        mining.join();
        devnet.done("up");
        follower.begin(devnet.rpcPort(1));
      }
      devnet.mine(1, 1);
      var last = devnet.pay(ADDRESS, "0.1");
      follower.awaitThat(() -> follower.mempool().contains(last));

      assertThat(follower.tip()).isEqualTo(devnet.tip(1));
      var mempool = new HashSet<String>();
      devnet.call(1, "getrawmempool").forEach(txid -> mempool.add(txid.stringValue()));
      assertThat(follower.mempool()).isEqualTo(mempool);
    }
  }

  /** Ends without an error when the node does. */
  private static CompletableFuture<Void> mineWhileItLives(Devnet devnet) {
    return CompletableFuture.runAsync(() -> {
      try {
        devnet.mine(1, MANY_BLOCKS);
      } catch (IOException e) {
        System.out.println("the node has ended: " + e.getMessage());
      }
    });
  }

  /** Reads all events, and knows from them alone what the chain and the mempool are. */
  private static final class Follower implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int OK = 200;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Set<String> cursors = new HashSet<>();
    private final Set<String> mempool = new HashSet<>();
    private String tip = "";
    private String cursor = "";
    private String problem = "";

    synchronized int events() {
      return cursors.size();
    }

    synchronized String tip() {
      return tip;
    }

    synchronized Set<String> mempool() {
      return Set.copyOf(mempool);
    }

    private synchronized String problem() {
      return problem;
    }

    void awaitThat(BooleanSupplier condition) {
      await().atMost(PATIENCE).until(() -> !problem().isEmpty() || condition.getAsBoolean());
      assertThat(problem()).isEmpty();
    }

    /** Reads on, until the node is gone. */
    void begin(int port) {
      var lines = await().atMost(PATIENCE).until(() -> open(port), Optional::isPresent).get();
      Thread.ofVirtual().start(() -> read(lines));
    }

    private Optional<Stream<String>> open(int port) throws Exception {
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/events".formatted(port)));
      if (events() > 0) {
        request.header("Last-Event-ID", cursor);
      }
      var response = client.send(request.build(), HttpResponse.BodyHandlers.ofLines());
      return response.statusCode() == OK ? Optional.of(response.body()) : Optional.empty();
    }

    private void read(Stream<String> lines) {
      var fields = new HashMap<String, String>();
      try (lines) {
        for (var line : (Iterable<String>) lines::iterator) {
          var parts = line.split(": ", 2);
          if (parts.length == 2) {
            fields.put(parts[0], parts[1]);
          } else if (fields.containsKey("id")) {
            take(fields);
            fields.clear();
          }
        }
      } catch (UncheckedIOException e) {
        System.out.println("the stream has ended: " + e.getMessage());
      }
    }

    private synchronized void take(Map<String, String> fields) {
      cursor = fields.getOrDefault("id", "");
      expect(cursors.add(cursor), "seen before: " + cursor);
      var event = fields.getOrDefault("event", "");
      var data = fields.getOrDefault("data", "");
      var told = JsonMapper.shared().readTree(data);
      switch (event) {
        case "start" -> tip = text(told, "hash");
        case "block_connected" -> {
          expect(text(told, "previous").equals(tip), "not on the tip: " + data);
          tip = text(told, "hash");
        }
        case "block_disconnected" -> {
          expect(text(told, "hash").equals(tip), "not the tip: " + data);
          tip = text(told, "previous");
        }
        case "tip" -> expect(text(told, "hash").equals(tip), "another tip: " + data);
        case "transaction_added" -> expect(mempool.add(text(told, "txid")), "there: " + data);
        case "transaction_removed" ->
            expect(mempool.remove(text(told, "txid")), "not there: " + data);
        default -> expect(false, event + ": " + data);
      }
    }

    private static String text(JsonNode told, String name) {
      return told.get(name).stringValue();
    }

    private void expect(boolean holds, String otherwise) {
      if (!holds && problem.isEmpty()) {
        problem = otherwise;
      }
    }

    @Override
    public void close() {
      client.shutdownNow();
    }
  }
}
