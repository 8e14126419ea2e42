package cairn.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills nodes of five at any time, while they mine and pay. {@code -Dcairn.kills=N} is how often,
 * {@code -Dcairn.seed=N} which nodes and about when.
 */
@Timeout(900)
class DevnetKillTest {
  private static final int NODES = 5;
  private static final int USUAL_KILLS = 4;
  private static final int MOST_BLOCKS = 12;
  private static final int MOST_CALLS = 40;
  private static final int MOST_TIES = 10;
  private static final Duration AGREEMENT = Duration.ofSeconds(20);
  private static final String ADDRESS = "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080";

  @TempDir private Path directory;

  private final long seed = Long.getLong("cairn.seed", System.nanoTime());
  private final SplittableRandom random = new SplittableRandom(seed);

  @Test
  void goesOnWhoeverIsKilledWhenever() throws Exception {
    System.out.println("seed " + seed);
    try (var devnet = new Devnet(directory.resolve("net"))) {
      devnet.done("up", "--chain=regtest", "--miners=0", "--nodes=" + NODES);
      devnet.done("mine", "110");
      agree(devnet, all(), 1);
      int kills = Integer.getInteger("cairn.kills", USUAL_KILLS);
      for (int i = 0; i < kills; i++) {
        killOne(devnet);
      }
      leavesOne(devnet, random.nextInt(NODES) + 1);
    }
  }

  private static List<Integer> all() {
    return IntStream.rangeClosed(1, NODES).boxed().toList();
  }

  /** While it mines, and somebody pays. */
  private void killOne(Devnet devnet) throws Exception {
    int victim = random.nextInt(NODES) + 1;
    var others = all().stream().filter(node -> node != victim).toList();
    int leader = others.get(random.nextInt(others.size()));
    int height = height(devnet, leader);
    int blocks = 1 + random.nextInt(MOST_BLOCKS);

    var mining = whileItLives(() -> devnet.mine(victim, blocks));
    var paying = CompletableFuture.supplyAsync(() -> devnet.run("faucet", ADDRESS, "0.01"));
    int calls = random.nextInt(MOST_CALLS); // nobody can say when this is, and that is the point
    for (int i = 0; i < calls; i++) {
      height(devnet, leader);
    }
    devnet.kill(victim);
    mining.join();
    var payment = paying.join(); // by the first node that answers, which may be the one
    assertThat(payment.err()).doesNotContain("Exception");
    assertThat(payment.status()).isBetween(0, 1);

    agree(devnet, others, leader);
    assertThat(height(devnet, leader)).as("the network goes on").isGreaterThan(height);
    devnet.done("up");
    agree(devnet, all(), victim);
    var coins = new HashSet<String>();
    for (int node : all()) {
      coins.add(devnet.coins(node));
    }
    assertThat(coins).as("coins of all nodes, seed " + seed).hasSize(1);
  }

  /**
   * Mines with one of these nodes until they all have one chain: of two that are as long, none
   * wins.
   */
  private static void agree(Devnet devnet, List<Integer> nodes, int leader) throws IOException {
    for (int i = 0; i < MOST_TIES; i++) {
      devnet.mine(leader, 1);
      try {
        await().atMost(AGREEMENT).until(() -> tips(devnet, nodes).size() == 1);
        return;
      } catch (ConditionTimeoutException e) {
        System.out.println("tips " + tips(devnet, nodes));
      }
    }
    throw new AssertionError("nodes " + nodes + " do not agree: " + tips(devnet, nodes));
  }

  private static Set<String> tips(Devnet devnet, List<Integer> nodes) throws IOException {
    var tips = new HashSet<String>();
    for (int node : nodes) {
      tips.add(devnet.tip(node));
    }
    return tips;
  }

  private static int height(Devnet devnet, int node) throws IOException {
    return devnet.call(node, "getblockcount").intValue();
  }

  /** Who is left serves all that it knows. */
  private void leavesOne(Devnet devnet, int survivor) throws IOException {
    int height = height(devnet, survivor);
    for (int node : all()) {
      if (node != survivor) {
        devnet.kill(node);
      }
    }
    for (int at = 0; at <= height; at += 1 + random.nextInt(MOST_BLOCKS)) {
      var hash = devnet.call(survivor, "getblockhash", at).stringValue();
      assertThat(devnet.call(survivor, "getblock", hash).get("height").intValue()).isEqualTo(at);
    }
    devnet.mine(survivor, 1);
    assertThat(height(devnet, survivor)).isEqualTo(height + 1);
  }

  /** Something that a node does, of which nothing comes once it is killed. */
  private interface Work {
    void run() throws IOException;
  }

  private static CompletableFuture<Boolean> whileItLives(Work work) {
    return CompletableFuture.supplyAsync(
            () -> {
              try {
                work.run();
                return true;
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            })
        .exceptionally(_ -> false);
  }
}
