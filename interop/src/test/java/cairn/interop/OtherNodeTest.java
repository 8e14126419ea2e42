package cairn.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Cairn and a full node that has nothing in common with it.
 *
 * <p>Each class has {@code ways}, how the two may be connected, and {@code waysToAsk}, those in
 * which the other node asks for what it has missed.
 */
@Timeout(300)
abstract class OtherNodeTest {
  private static final int MANY = 500;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path directory;

  @AutoClose private FullNode other;
  @AutoClose private Cairn cairn;

  /** Who calls whom, and whether by BIP 324. */
  record Way(boolean cairnCalls, boolean encrypted) {
    /**
     * @param cairn or another node in its place
     */
    void connect(FullNode cairn, FullNode other) throws IOException {
      if (cairnCalls) {
        cairn.connectTo(other, encrypted);
      } else {
        other.connectTo(cairn, encrypted);
      }
    }
  }

  @BeforeEach
  void start() throws IOException {
    other = start("other");
    cairn = Cairn.start(directory.resolve("cairn"));
  }

  /** Starts another node of the kind that is tested with. */
  abstract FullNode start(String name) throws IOException;

  private void connect(Way way) throws IOException {
    way.connect(cairn, other);
    await().atMost(FullNode.PATIENCE).until(() -> cairn.connections() == 1);
  }

  final Cairn cairn() {
    return cairn;
  }

  @ParameterizedTest
  @MethodSource("ways")
  void synchronisesItsBlocks(Way way) throws IOException {
    other.mine(MANY);
    connect(way);
    cairn.awaitTipOf(other);
    assertThat(cairn.height()).isEqualTo(MANY);
  }

  @ParameterizedTest
  @MethodSource("waysToAsk")
  void letsItSynchronise(Way way) throws IOException {
    cairn.mine(MANY);
    connect(way);
    other.awaitTipOf(cairn);
    assertThat(other.height()).isEqualTo(MANY);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void exchangesNewBlocks(Way way) throws IOException {
    other.mine(1); // bcoin does not answer at all as long as it has nothing to tell
    connect(way);
    cairn.awaitTipOf(other);
    for (int i = 0; i < 5; i++) {
      cairn.mine(2);
      other.awaitTipOf(cairn);
      other.mine(2);
      cairn.awaitTipOf(other);
    }
    assertThat(cairn.height()).isEqualTo(21);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void followsItsReorganisation(Way way) throws IOException {
    other.mine(10);
    connect(way);
    cairn.awaitTipOf(other);
    try (var third = start("third")) {
      third.mine(12);
      other.connectTo(third, way.encrypted());
      other.awaitTipOf(third);
    }
    cairn.awaitTipOf(other);
    assertThat(cairn.height()).isEqualTo(12);
  }

  @ParameterizedTest
  @MethodSource("waysToAsk")
  void isFollowedThroughAReorganisation(Way way) throws IOException {
    cairn.mine(10);
    connect(way);
    other.awaitTipOf(cairn);
    cairn.abandon(4);
    cairn.mine(9);
    other.awaitTipOf(cairn);
    assertThat(other.height()).isEqualTo(12);
  }

  @ParameterizedTest
  @MethodSource("waysToAsk")
  void agreesOnTheLongerOfTwoChainsThatGrewApart(Way way) throws IOException {
    other.mine(7);
    cairn.mine(8);
    connect(way);
    other.awaitTipOf(cairn);
    assertThat(other.height()).isEqualTo(8);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void countsTheSameCoins(Way way) throws IOException {
    other.mine(160); // past the first halving
    connect(way);
    cairn.awaitTipOf(other);
    var ours = cairn.rpc().call("gettxoutsetinfo");
    var theirs = other.rpc().call("gettxoutsetinfo");
    assertThat(ours.get("total_amount").decimalValue())
        .isEqualByComparingTo(theirs.get("total_amount").decimalValue());
  }
}
