package cairn.p2p.sync;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.p2p.BlockTree.Entry;
import cairn.p2p.FakeClock;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.Peer;
import cairn.p2p.wire.ChainMessage.BlockMessage;
import cairn.p2p.wire.ServiceFlags;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Peers that are slow with the blocks they were asked for. */
class StallingPeersTest extends NodeBehind {
  /** Has one peer send nothing of what it was asked for, and the other one all. */
  private List<Entry> stall(Peer staller, Peer other) {
    var blocks = tree.mine(genesis, 1_100);
    announce(blocks, staller, other);
    asked(staller);
    for (var heights = heightsAsked(other); !heights.isEmpty(); heights = heightsAsked(other)) {
      heights.forEach(height -> send(other, blocks.get(height - 1)));
    }
    return blocks;
  }

  @Test
  void partsWithAPeerThatKeepsTheOthersWaitingForTwoSeconds() {
    var staller = node.outbound();
    var other = node.outbound();
    stall(staller, other);
    node.advance(Duration.ofSeconds(2));
    assertThat(node.dropped(staller)).isEmpty();
    node.advance(Duration.ofSeconds(1));
    assertThat(node.dropped(staller)).contains("Peer is stalling block download");
    assertThat(heightsAsked(other)).isEqualTo(range(1, 16));
  }

  @Test
  void givesTheNextOneTwiceTheTime() {
    var first = node.outbound();
    var second = node.outbound();
    var third = node.outbound();
    var blocks = stall(first, third);
    announce(blocks, second);
    asked(third);
    // The second peer takes over what the first was asked for, and does not send it either.
    node.disconnect(third);
    node.disconnect(first);
    assertThat(heightsAsked(second)).isEqualTo(range(1, 16));
    var fourth = node.outbound();
    announce(blocks, fourth);
    node.advance(Duration.ofSeconds(3));
    assertThat(node.dropped(second)).contains("Peer is stalling block download");
    var fifth = node.outbound();
    announce(blocks, fifth);
    node.advance(Duration.ofSeconds(4));
    assertThat(node.dropped(fourth)).isEmpty();
    node.advance(Duration.ofSeconds(1));
    assertThat(node.dropped(fourth)).contains("Peer is stalling block download");
  }

  @Test
  void doesNotTakeAPeerForAStallerBecauseOfOneThatCouldNotBeAskedAnyway() {
    var blocks = tree.mine(genesis, 1_100);
    var slow = node.outbound();
    var other = node.outbound();
    announce(blocks, slow);
    node.receive(other, headers(blocks.get(1_023)));
    asked(slow);
    for (var heights = heightsAsked(other); !heights.isEmpty(); heights = heightsAsked(other)) {
      heights.forEach(height -> send(other, blocks.get(height - 1)));
    }
    var withoutWitnesses = node.connect(ConnectionType.OUTBOUND_FULL_RELAY, ServiceFlags.NETWORK);
    announce(blocks, withoutWitnesses);
    node.advance(Duration.ofSeconds(10));
    assertThat(node.dropped(slow)).isEmpty();
  }

  @Test
  void doesNotTakeAPeerForAStallerWhileBlocksAreBeingCheckedHere() {
    var blocks = tree.mine(genesis, 1_100);
    var staller = node.outbound();
    var other = node.outbound();
    announce(blocks, staller, other);
    asked(staller);
    for (var heights = heightsAsked(other); !heights.isEmpty(); heights = heightsAsked(other)) {
      for (int height : heights) {
        if (height < 1_024) {
          send(other, blocks.get(height - 1));
        }
      }
    }
    node.receiveOnly(other, new BlockMessage(blocks.get(1_023).contents()));
    node.clock.advance(Duration.ofSeconds(10));
    node.alarms.run(node.clock.instant());
    node.settle();
    node.advance(Duration.ofSeconds(2));
    assertThat(node.dropped(staller)).isEmpty();
    node.advance(Duration.ofSeconds(1));
    assertThat(node.dropped(staller)).isPresent();
  }

  @Test
  void asksAnotherPeerForWhatASilentOneDoesNotSend() {
    var silent = node.outbound();
    var other = node.outbound();
    var blocks = tree.mine(genesis, 40);
    announce(blocks, silent, other);
    asked(silent);
    assertThat(heightsAsked(other)).isEqualTo(range(17, 32));
    node.advance(Duration.ofSeconds(2));
    assertThat(heightsAsked(other)).isEmpty();
    node.advance(Duration.ofSeconds(1));
    assertThat(heightsAsked(other)).isEqualTo(range(1, 16));
    assertThat(node.dropped(silent)).isEmpty();
    send(other, blocks.getFirst());
    assertThat(node.dropped(silent)).contains("Peer is stalling block download");
    assertThat(node.dropped(other)).isEmpty();
  }

  @Test
  void asksForWhatASlowPeerSendsOnceTheOthersHaveNothingElseToSend() {
    var slow = node.outbound();
    var other = node.outbound();
    var blocks = tree.mine(genesis, 32);
    announce(blocks, slow, other);
    asked(slow);
    asked(other);
    for (int i = 0; i < 4; i++) {
      node.lastReceived.put(slow, node.clock.instant());
      node.advance(Duration.ofSeconds(1));
    }
    assertThat(heightsAsked(other)).isEmpty();
    blocks.subList(16, 32).forEach(block -> send(other, block));
    assertThat(heightsAsked(other)).isEqualTo(range(1, 16));
    blocks.subList(0, 16).forEach(block -> send(slow, block));
    assertThat(node.chain.tip().height()).isEqualTo(32);
    assertThat(node.dropped(slow)).isEmpty();
    assertThat(node.dropped(other)).isEmpty();
  }

  @Test
  void doesNotAskTwiceForABlockWhileOthersAreBeingChecked() {
    var silent = node.outbound();
    var other = node.outbound();
    var blocks = tree.mine(genesis, 40);
    announce(blocks, silent, other);
    asked(silent);
    asked(other);
    node.receiveOnly(other, new BlockMessage(blocks.get(16).contents()));
    node.clock.advance(Duration.ofSeconds(10));
    node.alarms.run(node.clock.instant());
    assertThat(heightsAsked(other)).doesNotContain(1);
  }

  @Test
  void partsWithAPeerThatTakesLongerForABlockThanTheNetwork() {
    var peer = node.outbound();
    announce(tree.mine(genesis, 5), peer);
    node.advance(Duration.ofMinutes(10));
    assertThat(node.dropped(peer)).isEmpty();
    node.advance(Duration.ofSeconds(1));
    assertThat(node.dropped(peer).orElseThrow()).startsWith("Timeout downloading block ");
  }

  @Test
  void givesPeersMoreTimeTheMoreThereAre() {
    // All headers are of the last day, so that nobody is dropped for them.
    var start = Instant.ofEpochSecond(genesis.header().time());
    var late = new SyncNode(tree, new FakeClock(start.plus(Duration.ofHours(12))));
    var blocks = tree.mine(genesis, 48);
    var peers = List.of(late.outbound(), late.outbound(), late.outbound());
    peers.forEach(peer -> late.receive(peer, headers(blocks)));
    late.advance(Duration.ofMinutes(20));
    assertThat(late.dropped(peers.getFirst())).isEmpty();
    late.advance(Duration.ofSeconds(1));
    assertThat(late.dropped(peers.getFirst()).orElseThrow()).startsWith("Timeout downloading");
  }
}
