package cairn.p2p.connections;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.p2p.peer.Peer;
import cairn.p2p.wire.KeepaliveMessage.Ping;
import cairn.p2p.wire.KeepaliveMessage.Pong;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class KeepaliveTest {
  private static final Duration EVERY = Duration.ofMinutes(2);
  private static final Duration PATIENCE = Duration.ofMinutes(20);
  private static final Duration MOMENT = Duration.ofMillis(1);

  private final SpeakingNode node = new SpeakingNode();
  private final Keepalive keepalive = new Keepalive(node.surroundings, Duration.ofMinutes(1));
  private final Peer peer = node.ready(70016);

  /** The nonce of the only ping that was sent since this was last asked. */
  private long nonce() {
    var messages = node.sentTo(peer);
    assertThat(messages).hasSize(1);
    return ((Ping) messages.getFirst()).nonce().orElseThrow();
  }

  private void pong(long nonce) {
    keepalive.received(peer, Pong.of(nonce));
  }

  @Test
  void pingsAsSoonAsThePeerIsReady() {
    keepalive.ready(peer);
    assertThat(nonce()).isNotZero();
    assertThat(keepalive.latency(peer).waiting()).contains(node.clock.instant());
  }

  @Test
  void pingsEveryTwoMinutes() {
    keepalive.ready(peer);
    pong(nonce());
    node.advance(EVERY.minus(MOMENT));
    assertThat(node.sentTo(peer)).isEmpty();
    node.advance(MOMENT);
    pong(nonce());
    node.advance(EVERY);
    assertThat(nonce()).isNotZero();
  }

  @Test
  void pingsLaterIfTheAnswerTookLonger() {
    keepalive.ready(peer);
    long nonce = nonce();
    node.advance(Duration.ofMinutes(5));
    assertThat(node.sentTo(peer)).isEmpty();
    pong(nonce);
    node.advance(MOMENT);
    assertThat(nonce()).isNotEqualTo(nonce);
  }

  @Test
  void measuresHowLongAnAnswerTakes() {
    assertThat(keepalive.latency(peer)).isEqualTo(Keepalive.Latency.UNKNOWN);
    keepalive.ready(peer);
    node.advance(Duration.ofSeconds(3));
    pong(nonce());
    assertThat(keepalive.latency(peer).last()).contains(Duration.ofSeconds(3));
    assertThat(keepalive.latency(peer).least()).contains(Duration.ofSeconds(3));
    assertThat(keepalive.latency(peer).waiting()).isEmpty();
    node.advance(EVERY);
    node.sentTo(peer);
    keepalive.pingAll();
    node.advance(Duration.ofSeconds(5));
    pong(nonce());
    assertThat(keepalive.latency(peer).last()).contains(Duration.ofSeconds(5));
    assertThat(keepalive.latency(peer).least()).contains(Duration.ofSeconds(3));
    keepalive.pingAll();
    node.advance(Duration.ofSeconds(1));
    pong(nonce());
    assertThat(keepalive.latency(peer).least()).contains(Duration.ofSeconds(1));
  }

  @Test
  void measuresNothingIfTheClockWasSetBack() {
    keepalive.ready(peer);
    node.clock.advance(Duration.ofSeconds(-10));
    pong(nonce());
    assertThat(keepalive.latency(peer).last()).isEmpty();
    assertThat(keepalive.latency(peer).least()).isEmpty();
    assertThat(keepalive.latency(peer).waiting()).isEmpty();
  }

  @Test
  void partsWithAPeerThatDoesNotAnswerForTwentyMinutes() {
    keepalive.ready(peer);
    node.advance(PATIENCE.minus(MOMENT));
    assertThat(node.dropped(peer)).isEmpty();
    node.advance(Duration.ofSeconds(1));
    assertThat(node.dropped(peer)).contains("ping timeout: 1200.000000s");
  }

  @Test
  void countsFromTheLastPing() {
    keepalive.ready(peer);
    node.advance(Duration.ofMinutes(10));
    keepalive.pingAll();
    node.advance(PATIENCE.minus(MOMENT));
    assertThat(node.dropped(peer)).isEmpty();
    node.advance(MOMENT);
    assertThat(node.dropped(peer)).isPresent();
  }

  @Test
  void leavesAConnectionAloneAtFirst() {
    var patient = new Keepalive(node.surroundings, Duration.ofHours(2));
    patient.ready(peer);
    node.advance(Duration.ofHours(2).minus(MOMENT));
    assertThat(node.dropped(peer)).isEmpty();
    node.advance(MOMENT);
    assertThat(node.dropped(peer)).isPresent();
  }

  @Test
  void takesNoOtherAnswerForOne() {
    keepalive.ready(peer);
    pong(nonce() + 1);
    assertThat(keepalive.latency(peer).waiting()).isPresent();
    assertThat(keepalive.latency(peer).last()).isEmpty();
  }

  @Test
  void waitsNoLongerForThoseWhoAnswerInTheWrongWay() {
    keepalive.ready(peer);
    nonce();
    pong(0);
    assertThat(keepalive.latency(peer).waiting()).isEmpty();
    assertThat(keepalive.latency(peer).last()).isEmpty();
    node.advance(EVERY);
    nonce();
    keepalive.received(peer, new Pong(OptionalLong.empty(), 3));
    assertThat(keepalive.latency(peer).waiting()).isEmpty();
    node.advance(EVERY);
    assertThat(nonce()).isNotZero();
  }

  @Test
  void passesOverAnswersToNothing() {
    keepalive.ready(peer);
    pong(nonce());
    pong(5);
    keepalive.received(peer, Pong.of(0));
    node.advance(EVERY.minus(MOMENT));
    assertThat(node.sentTo(peer)).isEmpty();
    node.advance(MOMENT);
    assertThat(nonce()).isNotZero();
    assertThat(node.dropped(peer)).isEmpty();
  }

  @Test
  void answersPings() {
    keepalive.received(peer, Ping.of(77));
    assertThat(node.sentTo(peer)).containsExactly(Pong.of(77));
    keepalive.received(peer, new Ping(OptionalLong.empty()));
    assertThat(node.sentTo(peer)).isEmpty();
  }

  @Test
  void expectsNoAnswersFromOldPeers() {
    var old = node.ready(60000);
    keepalive.ready(old);
    assertThat(node.sentTo(old)).containsExactly(new Ping(OptionalLong.empty()));
    assertThat(keepalive.latency(old).waiting()).isEmpty();
    keepalive.received(old, Ping.of(77));
    assertThat(node.sentTo(old)).isEmpty();
    node.advance(EVERY);
    assertThat(node.sentTo(old)).hasSize(1);
    node.advance(Duration.ofHours(1));
    assertThat(node.dropped(old)).isEmpty();
  }

  @Test
  void forgetsPeersThatHaveGone() {
    keepalive.ready(peer);
    node.sentTo(peer);
    keepalive.closed(peer);
    assertThat(keepalive.latency(peer)).isEqualTo(Keepalive.Latency.UNKNOWN);
    node.advance(Duration.ofHours(1));
    assertThat(node.sentTo(peer)).isEmpty();
    assertThat(node.dropped(peer)).isEmpty();
    keepalive.pingAll();
    assertThat(node.sentTo(peer)).isEmpty();
  }
}
