package cairn.p2p.sync;

import cairn.p2p.peer.Peer;
import cairn.p2p.wire.Message;
import cairn.primitives.Block;
import java.util.List;

/** Blocks as peers' Bloom filters let them through (BIP 37). */
public interface FilteredBlocks {
  /**
   * What of a block the peer's filter lets through: the messages to send, in their order.
   *
   * @return nothing if the peer has set no filter
   */
  List<Message> filter(Peer peer, Block block);
}
