package cairn.p2p.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.NetworkType;
import cairn.p2p.wire.ServiceFlags;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PeerTest {
  private final Peer peer =
      new Peer(
          new PeerId(7),
          new ConnectionFacts(
              ConnectionType.INBOUND,
              Endpoint.UNSPECIFIED,
              "",
              Endpoint.UNSPECIFIED,
              NetworkType.IPV4,
              ServiceFlags.NONE,
              Set.of(),
              Instant.EPOCH),
          ServiceFlags.NONE);

  @Test
  void waitsUntilAllIsAnswered() {
    peer.awaitAnswer();
    peer.awaitAnswer();
    peer.answered();
    assertThat(peer.isAwaitingAnswers()).isTrue();
    peer.answered();
    assertThat(peer.isAwaitingAnswers()).isFalse();
    assertThatIllegalStateException().isThrownBy(peer::answered);
  }

  @Test
  void letsBlocksFollowBlocksAndNothingElse() {
    peer.awaitBlockAnswer();
    assertThat(peer.isAwaitingAnswers()).isTrue();
    assertThat(peer.isAwaitingMoreThanBlocks()).isFalse();
    peer.awaitAnswer();
    assertThat(peer.isAwaitingMoreThanBlocks()).isTrue();
    peer.answered();
    peer.blockAnswered();
    assertThat(peer.isAwaitingAnswers()).isFalse();
    assertThatIllegalStateException().isThrownBy(peer::blockAnswered);
  }

  @Test
  void letsTransactionsFollowTransactionsAsLongAsTheyAreFewAndShort() {
    peer.awaitTransactionAnswer(500);
    assertThat(peer.isAwaitingAnswers()).isTrue();
    assertThat(peer.isAwaitingMoreThanBlocks()).isTrue();
    assertThat(peer.maySendTransaction()).isTrue();
    assertThat(peer.keepsLastMessage()).isFalse();
    peer.awaitTransactionAnswer(100_000);
    assertThat(peer.maySendTransaction()).as("that is much").isFalse();
    assertThat(peer.keepsLastMessage()).isTrue();
    peer.transactionAnswered(100_000);
    peer.awaitAnswer();
    assertThat(peer.maySendTransaction()).as("something else came between").isFalse();
    peer.answered();
    for (int i = 1; i < 64; i++) {
      assertThat(peer.maySendTransaction()).isTrue();
      peer.awaitTransactionAnswer(100);
    }
    assertThat(peer.maySendTransaction()).as("these are many").isFalse();
    assertThatIllegalStateException().isThrownBy(peer::answered);
  }

  @Test
  void isCalledByItsNumber() {
    assertThat(peer).hasToString("peer=7");
  }
}
