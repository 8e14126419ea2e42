package cairn.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cairn.interop.Flood.Kind;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A node that synchronises from an honest one while a hostile program is at it. */
@Timeout(300)
class FloodTest {
  private static final int BLOCKS = 200;

  /** Of each kind, so that there are a thousand of those that stay. */
  private static final int MANY = 500;

  /** Kept for nodes that this one calls. */
  private static final int NOT_FOR_INBOUND = 11;

  private static final long MOST_BYTES = 20_000_000;

  /** Beyond the limit, so many connections may be on their way out: they are still counted. */
  private static final int LEAVING = 64;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path directory;

  @AutoClose private Cairn honest;

  @BeforeEach
  void startHonestNode() throws IOException {
    honest = Cairn.start(directory.resolve("honest"));
    honest.mine(BLOCKS);
  }

  private Cairn startNode(String... options) throws IOException {
    return Cairn.start(directory.resolve("node"), options);
  }

  private void synchronise(Cairn node) throws IOException {
    node.connectTo(honest, true);
    node.awaitTipOf(honest);
    honest.mine(BLOCKS);
    node.awaitTipOf(honest);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 2000})
  void goesOnAmongAThousandConnectionsOfNoUse(int mostConnections) throws IOException {
    int inbound = Math.min(2 * MANY, mostConnections - NOT_FOR_INBOUND);
    try (var node = startNode("-maxconnections=" + mostConnections)) {
      synchronise(node);
      long before = node.heapInUse();
      try (var _ = Flood.start(Kind.SILENT, node, MANY);
          var _ = Flood.start(Kind.DRIPPING, node, MANY);
          var _ = Flood.start(Kind.PASSING, node, MANY)) {
        await().atMost(FullNode.PATIENCE).until(() -> node.connections() > inbound);
        synchronise(node);
        assertThat(node.connections()).isLessThanOrEqualTo(mostConnections + LEAVING);
        assertThat(node.heapInUse() - before).isLessThan(MOST_BYTES);
      }
    }
  }

  /** They would take more than there is. */
  @Test
  void goesOnAmongConnectionsThatHoldMostOfALongMessage() throws IOException {
    try (var node = startNode();
        var _ = Flood.start(Kind.HOLDING, node, 180)) {
      synchronise(node);
      assertThat(node.log()).contains("peers hold too much in memory, disconnecting");
    }
  }

  @Test
  void goesOnAmongConnectionsThatAskForMuchAndTakeNothing() throws IOException {
    try (var node = startNode();
        var _ = Flood.start(Kind.GREEDY, node, 180)) {
      synchronise(node);
    }
  }
}
