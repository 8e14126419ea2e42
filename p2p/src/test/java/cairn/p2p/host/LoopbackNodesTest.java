package cairn.p2p.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cairn.genesis.Network;
import cairn.genesis.Networks;
import cairn.p2p.transport.TransportInfo.Protocol;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nodes with all their machines, which talk over this machine's own network. */
@Timeout(120)
class LoopbackNodesTest {
  private static final Network REGTEST = Networks.regtest();
  private static final int BLOCKS = 300;

  /** It goes on from when the last of the blocks was mined, about. */
  private final InstantSource clock = clock();

  private static InstantSource clock() {
    long spacing = REGTEST.consensus().proofOfWork().targetSpacing();
    long mined = REGTEST.genesis().header().time() + BLOCKS * spacing;
    var ago = Duration.between(Instant.now(), Instant.ofEpochSecond(mined));
    return Clock.offset(Clock.systemUTC(), ago);
  }

  private static void eventually(Callable<Boolean> condition) {
    await().atMost(Duration.ofSeconds(60)).until(condition);
  }

  @ParameterizedTest
  @CsvSource({"true, true, V2", "true, false, V1", "false, true, V1", "false, false, V1"})
  void agreeOnAChain(boolean callerEncrypts, boolean calledEncrypts, Protocol expected)
      throws Exception {
    try (var called = new LoopbackNode(REGTEST, clock, calledEncrypts, List.of())) {
      var endpoint = called.start(calledEncrypts);
      called.mine(BLOCKS);
      var calls = List.of(endpoint.toString());
      try (var caller = new LoopbackNode(REGTEST, clock, callerEncrypts, calls)) {
        caller.start(callerEncrypts);
        eventually(() -> caller.tip().equals(called.tip()));
        assertThat(caller.ready()).containsExactly(expected);
        assertThat(called.ready()).containsExactly(expected);
        called.mine(1);
        eventually(() -> caller.tip().equals(called.tip()));
        caller.mine(1);
        eventually(() -> caller.tip().equals(called.tip()));
        assertThat(caller.failure).isNotDone();
      }
      eventually(() -> called.ready().isEmpty());
      assertThat(called.ask(() -> called.peers.all().isEmpty())).isTrue();
      assertThat(called.failure).isNotDone();
    }
  }

  @Test
  void callAgainWhoeverHasGone() throws Exception {
    try (var called = new LoopbackNode(REGTEST, clock, true, List.of())) {
      var calls = List.of(called.start(true).toString());
      try (var caller = new LoopbackNode(REGTEST, clock, true, calls)) {
        caller.start(true);
        eventually(() -> called.ready().size() == 1);
        var first = called.ask(() -> called.peers.all().iterator().next());
        called.host.execute(() -> called.host.outbox().close(first));
        eventually(() ->
            called.ready().size() == 1 && called.ask(() -> called.peers.find(first.id())) == null);
      }
    }
  }
}
