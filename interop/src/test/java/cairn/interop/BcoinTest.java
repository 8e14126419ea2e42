package cairn.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Cairn and bcoin, two full nodes that have nothing in common. */
@Timeout(300)
class BcoinTest {
  private static final int MANY = 500;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path directory;

  @AutoClose private Bcoin bcoin;
  @AutoClose private Cairn cairn;

  /** Who calls the other; bcoin asks only those whom it has called for what it has missed. */
  enum Caller {
    CAIRN,
    BCOIN
  }

  @BeforeEach
  void start() throws IOException {
    bcoin = Bcoin.start(directory.resolve("bcoin"));
    cairn = Cairn.start(directory.resolve("cairn"));
  }

  private void connect(Caller caller) throws IOException {
    switch (caller) {
      case CAIRN -> cairn.connectTo(bcoin);
      case BCOIN -> bcoin.connectTo(cairn);
    }
    await().atMost(FullNode.PATIENCE).until(() -> cairn.connections() == 1);
  }

  @ParameterizedTest
  @EnumSource
  void synchronisesTheBlocksOfBcoin(Caller caller) throws IOException {
    bcoin.mine(MANY);
    connect(caller);
    cairn.awaitTipOf(bcoin);
    assertThat(cairn.height()).isEqualTo(MANY);
  }

  @Test
  void letsBcoinSynchroniseItsBlocks() throws IOException {
    cairn.mine(MANY);
    connect(Caller.BCOIN);
    bcoin.awaitTipOf(cairn);
    assertThat(bcoin.height()).isEqualTo(MANY);
  }

  @ParameterizedTest
  @EnumSource
  void exchangesNewBlocksWithBcoin(Caller caller) throws IOException {
    bcoin.mine(1); // it does not answer at all as long as it has nothing to tell
    connect(caller);
    cairn.awaitTipOf(bcoin);
    for (int i = 0; i < 5; i++) {
      cairn.mine(2);
      bcoin.awaitTipOf(cairn);
      bcoin.mine(2);
      cairn.awaitTipOf(bcoin);
    }
    assertThat(cairn.height()).isEqualTo(21);
  }

  @ParameterizedTest
  @EnumSource
  void followsAReorganisationOfBcoin(Caller caller) throws IOException {
    bcoin.mine(10);
    connect(caller);
    cairn.awaitTipOf(bcoin);
    try (var other = Bcoin.start(directory.resolve("other"))) {
      other.mine(12);
      bcoin.connectTo(other);
      bcoin.awaitTipOf(other);
    }
    cairn.awaitTipOf(bcoin);
    assertThat(cairn.height()).isEqualTo(12);
  }

  @Test
  void isFollowedThroughAReorganisationByBcoin() throws IOException {
    cairn.mine(10);
    connect(Caller.BCOIN);
    bcoin.awaitTipOf(cairn);
    cairn.abandon(4);
    cairn.mine(9);
    bcoin.awaitTipOf(cairn);
    assertThat(bcoin.height()).isEqualTo(12);
  }

  @Test
  void agreesOnTheLongerOfTwoChainsThatGrewApart() throws IOException {
    bcoin.mine(7);
    cairn.mine(8);
    connect(Caller.BCOIN);
    bcoin.awaitTipOf(cairn);
    assertThat(bcoin.height()).isEqualTo(8);
  }

  @Test
  void countsTheCoinsThatBcoinCounts() throws IOException {
    bcoin.mine(160); // past the first halving
    connect(Caller.CAIRN);
    cairn.awaitTipOf(bcoin);
    var ours = cairn.rpc().call("gettxoutsetinfo");
    var theirs = bcoin.rpc().call("gettxoutsetinfo");
    assertThat(ours.get("total_amount").decimalValue())
        .isEqualByComparingTo(theirs.get("total_amount").decimalValue());
  }
}
