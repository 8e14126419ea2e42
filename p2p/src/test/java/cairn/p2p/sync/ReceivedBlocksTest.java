package cairn.p2p.sync;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.p2p.peer.ConnectionType;
import cairn.p2p.wire.ChainMessage.BlockMessage;
import cairn.primitives.Block;
import org.junit.jupiter.api.Test;

/** Blocks that nobody asked for, and blocks that are bad. */
class ReceivedBlocksTest extends NodeBehind {
  @Test
  void takesABlockThatWasNotAskedForIfItIsTheNext() {
    var tip = upToDate(10);
    var next = mineNow(tip);
    var peer = node.connect(ConnectionType.INBOUND, SyncNode.FULL);
    send(peer, next);
    assertThat(node.chain.tip().hash()).isEqualTo(next.hash());
  }

  @Test
  void doesNotStoreABlockOfAWorseBranchThatWasNotAskedFor() {
    var tip = upToDate(10);
    var worse = tree.mine(tip.ancestor(5));
    var peer = node.connect(ConnectionType.INBOUND, SyncNode.FULL);
    send(peer, worse);
    assertThat(node.chain.find(worse.hash())).isNotNull();
    assertThat(node.chain.known(worse).hasData()).isFalse();
    assertThat(node.misbehaved(peer)).isEmpty();
  }

  @Test
  void partsWithWhoeverSendsAChangedBlockAndStillWaitsForTheOther() {
    var next = mineNow(upToDate(10));
    var honest = node.outbound();
    var attacker = node.connect(ConnectionType.INBOUND, SyncNode.FULL);
    node.receive(honest, headers(next));
    var changed = Block.of(next.header(), genesis.contents().transactions());
    node.receive(attacker, new BlockMessage(changed));
    assertThat(node.misbehaved(attacker)).contains("mutated block");
    assertThat(node.synchroniser.info(honest).inFlight()).containsExactly(11);
    send(honest, next);
    assertThat(node.chain.tip().hash()).isEqualTo(next.hash());
  }

  @Test
  void partsWithWhoeverSendsABlockThatFollowsNothingKnown() {
    var unknown = tree.mine(mineNow(upToDate(10)));
    var peer = node.connect(ConnectionType.INBOUND, SyncNode.FULL);
    send(peer, unknown);
    assertThat(node.misbehaved(peer)).isPresent();
  }

  @Test
  void partsWithWhoeverSentABadBlockEvenIfThatIsFoundOutLater() {
    var tip = upToDate(10);
    var next = mineNow(tip);
    var bad = tree.mineBad(next);
    var first = node.outbound();
    var second = node.outbound();
    node.receive(first, headers(next, bad));
    send(second, bad);
    assertThat(node.misbehaved(second)).isEmpty();
    send(first, next);
    assertThat(node.misbehaved(second)).isPresent();
    assertThat(node.misbehaved(first)).isEmpty();
    assertThat(node.chain.tip().hash()).isEqualTo(next.hash());
  }

  @Test
  void takesBlocksUnaskedThatFollowOneBeingChecked() {
    var blocks = tree.mine(genesis, 3);
    var peer = node.outbound();
    for (var block : blocks) {
      node.receiveOnly(peer, new BlockMessage(block.contents()));
    }
    node.settle();
    assertThat(node.chain.tip().hash()).isEqualTo(blocks.getLast().hash());
  }

  @Test
  void takesNoBlocksThatFollowAnUnknownOne() {
    var blocks = tree.mine(genesis, 3);
    var peer = node.outbound();
    node.receiveOnly(peer, new BlockMessage(blocks.get(1).contents()));
    node.receiveOnly(peer, new BlockMessage(blocks.get(2).contents()));
    node.settle();
    assertThat(node.chain.find(blocks.get(1).hash())).isNull();
    assertThat(peer.isClosed()).isTrue();
  }
}
