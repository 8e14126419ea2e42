package cairn.p2p.sync;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.genesis.Networks;
import cairn.p2p.BlockTree;
import cairn.p2p.BlockTree.Entry;
import cairn.p2p.FakeClock;
import cairn.p2p.compact.CompactBlocks;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.Peer;
import cairn.p2p.wire.ChainMessage.BlockMessage;
import cairn.p2p.wire.ChainMessage.GetBlocks;
import cairn.p2p.wire.ChainMessage.GetHeaders;
import cairn.p2p.wire.ChainMessage.Headers;
import cairn.p2p.wire.ChainMessage.SendHeaders;
import cairn.p2p.wire.CompactBlockMessage.BlockTxn;
import cairn.p2p.wire.CompactBlockMessage.CmpctBlock;
import cairn.p2p.wire.CompactBlockMessage.GetBlockTxn;
import cairn.p2p.wire.CompactBlockMessage.PrefilledTransaction;
import cairn.p2p.wire.CompactBlockMessage.SendCmpct;
import cairn.p2p.wire.FilterMessage.GetCFCheckpt;
import cairn.p2p.wire.FilterMessage.GetCFHeaders;
import cairn.p2p.wire.FilterMessage.GetCFilters;
import cairn.p2p.wire.InventoryItem;
import cairn.p2p.wire.InventoryItem.BlockItem;
import cairn.p2p.wire.InventoryMessage.GetData;
import cairn.p2p.wire.InventoryMessage.Inv;
import cairn.p2p.wire.InventoryType;
import cairn.p2p.wire.Message;
import cairn.p2p.wire.ServiceFlags;
import cairn.p2p.wire.ShortIds;
import cairn.primitives.Block;
import cairn.primitives.BlockHash;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Peers say whatever comes to their mind; one honest peer is enough all the same. */
class SyncFuzzTest {
  private static final int STEPS = 15_000;

  private static final List<InventoryType> BLOCK_TYPES =
      Stream.of(InventoryType.values()).filter(InventoryType::isBlock).toList();

  private static final List<ServiceFlags> SERVICES =
      List.of(
          ServiceFlags.NONE,
          SyncNode.FULL,
          ServiceFlags.NETWORK,
          ServiceFlags.NETWORK_LIMITED.with(ServiceFlags.WITNESS));

  private final BlockTree tree = new BlockTree(Networks.regtest());
  private final List<Entry> blocks = new ArrayList<>(List.of(tree.genesis()));
  private final List<Peer> peers = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void findsTheBestChainWhateverOthersSay(long seed) {
    var random = new Random(seed);
    int length = random.nextInt(300);
    var start = Instant.ofEpochSecond(tree.genesis().header().time());
    var clock = new FakeClock(start.plus(Duration.ofMinutes(10L * length)));
    var node = new SyncNode(tree, clock);
    blocks.addAll(tree.mine(tree.genesis(), length + 1));
    for (int i = 0; i < STEPS; i++) {
      step(node, random);
    }
    var longest = tree.mine(tree.genesis(), blocks.getLast().height() + length + 400);
    var honest = node.outbound();
    sendAll(node, honest, longest);
    assertThat(node.chain.tip().hash()).isEqualTo(longest.getLast().hash());
    peers.forEach(node::disconnect);
  }

  /** Answers what the node asks for until it asks no more. */
  private void sendAll(SyncNode node, Peer honest, List<Entry> chain) {
    node.receive(honest, new Headers(chain.stream().map(Entry::header).toList()));
    for (int i = 0; i < 4_000 && !node.chain.tip().hash().equals(chain.getLast().hash()); i++) {
      for (var message : node.sentTo(honest)) {
        switch (message) {
          case GetData getData ->
              getData.items().stream()
                  .map(BlockItem.class::cast)
                  .forEach(item ->
                      node.receive(honest, new BlockMessage(tree.get(item.hash()).contents())));
          case GetHeaders _ ->
              node.receive(honest, new Headers(chain.stream().map(Entry::header).toList()));
          default -> {}
        }
      }
      node.advance(Duration.ofMillis(500));
    }
  }

  private void step(SyncNode node, Random random) {
    peers.removeIf(peer -> node.peers.find(peer.id()) == null);
    if (peers.isEmpty() || (peers.size() < 12 && random.nextInt(20) == 0)) {
      var types = ConnectionType.values();
      peers.add(node.connect(pick(List.of(types), random), pick(SERVICES, random)));
    }
    var peer = pick(peers, random);
    switch (random.nextInt(12)) {
      case 0 -> node.advance(Duration.ofMillis(random.nextInt(20_000)));
      case 1 -> node.settle();
      case 2 -> blocks.add(newBlock(node, random));
      case 3 -> {
        if (random.nextInt(20) == 0) {
          node.disconnect(peer);
        }
      }
      default -> {
        if (peer.isReady() && !peer.isAwaitingAnswers()) {
          node.receiveOnly(peer, message(random));
        }
      }
    }
    node.sentTo(peer);
  }

  private Entry newBlock(SyncNode node, Random random) {
    var previous = random.nextInt(3) == 0 ? pick(blocks, random) : blocks.getLast();
    long time = Math.max(previous.header().time() + 1, node.clock.instant().getEpochSecond());
    var block = tree.mine(previous, time, List.of());
    if (random.nextInt(4) == 0) {
      tree.condemn(block);
    }
    return block;
  }

  private Message message(Random random) {
    var block = pick(blocks.subList(blocks.size() / 2, blocks.size()), random);
    return switch (random.nextInt(14)) {
      case 0, 1 -> headersTo(block, random);
      case 2, 3 -> new BlockMessage(block.contents());
      case 4 ->
          new BlockMessage(Block.of(block.header(), tree.genesis().contents().transactions()));
      case 5, 6 -> compact(block, random);
      case 7 ->
          new BlockTxn(block.hash(), block.contents().transactions().subList(0, random.nextInt(2)));
      case 8 -> new SendCmpct(random.nextInt(30) == 0 ? 2 : random.nextInt(2), 2);
      case 9 -> new Inv(items(random, List.of(InventoryType.BLOCK)));
      case 10 -> new GetData(items(random, BLOCK_TYPES));
      case 11 -> new GetHeaders(locator(random), block.hash());
      case 12 -> new GetBlocks(locator(random), block.hash());
      default -> rare(block, random);
    };
  }

  private Message rare(Entry block, Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> new SendHeaders();
      case 1 -> new GetBlockTxn(block.hash(), List.of(random.nextInt(2)));
      case 2 -> new GetCFilters(0, random.nextInt(10), block.hash());
      case 3 -> new GetCFHeaders(0, random.nextInt(10), block.hash());
      default -> new GetCFCheckpt(0, block.hash());
    };
  }

  private Headers headersTo(Entry block, Random random) {
    int count = Math.min(1 + random.nextInt(20), block.height());
    return new Headers(
        IntStream.rangeClosed(block.height() - count + 1, block.height())
            .mapToObj(height -> block.ancestor(height).header())
            .toList());
  }

  private CmpctBlock compact(Entry block, Random random) {
    if (random.nextInt(3) > 0) {
      return CompactBlocks.of(block.contents(), random.nextLong());
    }
    var coinbase =
        new PrefilledTransaction(random.nextInt(3), block.contents().transactions().getFirst());
    return new CmpctBlock(
        block.header(),
        random.nextLong(),
        ShortIds.of(random.longs(random.nextInt(4)).toArray()),
        random.nextBoolean() ? List.of() : List.of(coinbase));
  }

  private List<InventoryItem> items(Random random, List<InventoryType> types) {
    return IntStream.rangeClosed(0, random.nextInt(20))
        .<InventoryItem>mapToObj(_ -> new BlockItem(pick(types, random), hash(random)))
        .toList();
  }

  private List<BlockHash> locator(Random random) {
    return IntStream.range(0, random.nextInt(5)).mapToObj(_ -> hash(random)).toList();
  }

  private BlockHash hash(Random random) {
    return random.nextInt(5) == 0
        ? new BlockHash(random.nextLong(), 1, 2, 3)
        : pick(blocks, random).hash();
  }

  private static <T> T pick(List<T> list, Random random) {
    return list.get(random.nextInt(list.size()));
  }
}
