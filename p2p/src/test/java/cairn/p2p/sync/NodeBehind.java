package cairn.p2p.sync;

import cairn.genesis.Networks;
import cairn.p2p.BlockTree;
import cairn.p2p.BlockTree.Entry;
import cairn.p2p.FakeClock;
import cairn.p2p.peer.Peer;
import cairn.p2p.wire.ChainMessage.BlockMessage;
import cairn.p2p.wire.ChainMessage.Headers;
import cairn.p2p.wire.InventoryItem.BlockItem;
import cairn.p2p.wire.InventoryMessage.GetData;
import cairn.primitives.BlockHash;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A node whose chain ends a year ago, the blocks that there are, and what peers send. */
abstract class NodeBehind {
  final BlockTree tree = new BlockTree(Networks.regtest());
  final Entry genesis = tree.genesis();
  final FakeClock clock =
      new FakeClock(Instant.ofEpochSecond(genesis.header().time()).plus(Duration.ofDays(365)));
  final SyncNode node = new SyncNode(tree, clock);

  static Headers headers(List<Entry> blocks) {
    return new Headers(blocks.stream().map(Entry::header).toList());
  }

  static Headers headers(Entry... blocks) {
    return headers(List.of(blocks));
  }

  void send(Peer peer, Entry block) {
    node.receive(peer, new BlockMessage(block.contents()));
  }

  /** Has the node know of all headers, and that the peers have all blocks. */
  void announce(List<Entry> blocks, Peer... peers) {
    node.chain.takeHeaders(blocks);
    for (var peer : peers) {
      node.receive(peer, headers(blocks.getLast()));
    }
  }

  List<BlockItem> asked(Peer peer) {
    var items = new ArrayList<BlockItem>();
    for (var message : node.sentTo(peer, GetData.class)) {
      message.items().forEach(item -> items.add((BlockItem) item));
    }
    return items;
  }

  List<Integer> heightsAsked(Peer peer) {
    return asked(peer).stream().map(item -> height(item.hash())).toList();
  }

  int height(BlockHash hash) {
    var entry = tree.find(hash);
    return entry == null ? -1 : entry.height();
  }

  static List<Integer> range(int from, int to) {
    var heights = new ArrayList<Integer>();
    for (int height = from; height <= to; height++) {
      heights.add(height);
    }
    return heights;
  }

  /** A block of the present, so that the chain is near its end. */
  Entry mineNow(Entry previous) {
    return tree.mine(previous, clock.instant().getEpochSecond(), List.of());
  }

  /** A chain that this node has, and that is up to date. */
  Entry upToDate(int length) {
    var blocks = new ArrayList<>(tree.mine(genesis, length - 1));
    blocks.add(mineNow(blocks.getLast()));
    node.mine(blocks);
    return blocks.getLast();
  }
}
