package cairn.p2p.sync;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.genesis.Networks;
import cairn.p2p.BlockTree;
import cairn.p2p.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyncNetworkTest {
  private static final int NODES = 6;
  private static final int STEPS = 20_000;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void agreesOnTheBestChainWhateverTheOrderOfEvents(long seed) {
    var random = new Random(seed);
    var tree = new BlockTree(Networks.regtest());
    int length = 50 + random.nextInt(1_500);
    var start = Instant.ofEpochSecond(tree.genesis().header().time());
    var clock = new FakeClock(start.plus(Duration.ofMinutes(10L * length)));
    var network = new SyncNetwork(tree, clock, random);
    for (int i = 0; i < NODES; i++) {
      network.addNode();
    }
    var nodes = network.nodes();
    var chain = tree.mine(tree.genesis(), length);
    nodes.getFirst().chain.take(chain);
    // The second has another branch, which is shorter or longer.
    int fork = random.nextInt(length);
    var branch = tree.mine(fork == 0 ? tree.genesis() : chain.get(fork - 1), 30);
    nodes.get(1).chain.take(chain.subList(0, fork));
    nodes.get(1).chain.take(branch);
    for (int i = 1; i < NODES; i++) {
      for (int j = 0; j < i; j++) {
        // The third node never sends a block, but the others are connected without it too.
        network.connect(nodes.get(i), nodes.get(j), j == 2);
      }
    }
    for (int i = 0; i < STEPS; i++) {
      network.step();
    }
    for (int i = 0; i < 3_000 && !agree(network); i++) {
      network.drain();
      network.advance(Duration.ofMillis(500));
    }
    var best = nodes.getFirst().chain.tip().work();
    assertThat(nodes).allMatch(node -> node.chain.tip().work().equals(best));
  }

  private static boolean agree(SyncNetwork network) {
    return network.nodes().stream().map(node -> node.chain.tip().work()).distinct().count() == 1;
  }
}
