package cairn.p2p.sync;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.p2p.wire.ChainMessage.BlockMessage;
import cairn.p2p.wire.InventoryItem.BlockItem;
import cairn.p2p.wire.InventoryMessage.Inv;
import cairn.p2p.wire.InventoryType;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which peer a node near the end of the chain gets a new block from. */
class AnnouncedBlocksTest extends NodeBehind {
  @Test
  void asksForAnnouncedBlocksAtOnceNearTheEnd() {
    var tip = upToDate(10);
    var next = mineNow(tip);
    var last = mineNow(next);
    var peer = node.outbound();
    node.sentTo(peer);
    node.receive(peer, headers(next, last));
    assertThat(heightsAsked(peer)).containsExactly(11, 12);
    send(peer, next);
    send(peer, last);
    assertThat(node.chain.tip().hash()).isEqualTo(last.hash());
    assertThat(node.synchroniser.info(peer).lastBlock()).isEqualTo(clock.instant());
  }

  @Test
  void asksOnePeerForABlockThatSeveralAnnounce() {
    var next = mineNow(upToDate(10));
    var first = node.outbound();
    var second = node.outbound();
    node.receive(first, headers(next));
    node.receive(second, headers(next));
    assertThat(heightsAsked(first)).containsExactly(11);
    assertThat(heightsAsked(second)).isEmpty();
  }

  /** The header is in the chain before whoever has sent it is told so. */
  @Test
  void asksWhoeverHasAnnouncedABlockFirst() {
    var tip = upToDate(10);
    var later = node.outbound();
    var first = node.outbound();
    var next = mineNow(tip);
    var second = mineNow(next);
    node.receiveOnly(first, headers(next, second));
    node.chain.takeHeaders(List.of(next, second));
    for (var block : List.of(next, second)) {
      node.receiveOnly(later, new Inv(List.of(new BlockItem(InventoryType.BLOCK, block.hash()))));
    }
    assertThat(asked(later)).isEmpty();
    node.settle();
    assertThat(heightsAsked(first)).containsExactly(11, 12);
    assertThat(asked(later)).isEmpty();
  }

  @Test
  void doesNotAskForABlockAgainThatIsBeingChecked() {
    var next = mineNow(upToDate(10));
    var first = node.outbound();
    var second = node.outbound();
    node.receive(first, headers(next));
    asked(first);
    node.receiveOnly(first, new BlockMessage(next.contents()));
    node.receiveOnly(second, headers(next));
    node.advance(Duration.ofSeconds(1));
    assertThat(asked(first)).isEmpty();
    assertThat(asked(second)).isEmpty();
    assertThat(node.chain.tip().hash()).isEqualTo(next.hash());
  }
}
