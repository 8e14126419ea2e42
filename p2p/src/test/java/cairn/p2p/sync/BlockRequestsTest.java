package cairn.p2p.sync;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.genesis.Networks;
import cairn.p2p.BlockTree;
import cairn.p2p.BlockTree.Entry;
import cairn.p2p.FakeClock;
import cairn.p2p.peer.Alarms;
import cairn.p2p.peer.Peer;
import cairn.p2p.peer.Surroundings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockRequestsTest {
  private record Pair(SyncPeer peer, Entry block) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void knowsWhoWasAskedForWhat(long seed) {
    var random = new Random(seed);
    var tree = new BlockTree(Networks.regtest());
    var clock = new FakeClock(Instant.ofEpochSecond(tree.genesis().header().time()));
    var node = new SyncNode(tree, clock);
    var base =
        new Surroundings(tree.network(), clock, random, new Alarms(), node, node.peers, node);
    var surroundings = new SyncSurroundings(base, node.chain, SyncOptions.DEFAULT, new SyncPeers());
    var requests = new BlockRequests(surroundings);
    var blocks = tree.mine(tree.genesis(), 10);
    var peers = new ArrayList<SyncPeer>();
    for (int i = 0; i < 4; i++) {
      Peer peer = node.outbound();
      peers.add(surroundings.peers().of(peer));
    }
    Set<Pair> twin = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      var peer = peers.get(random.nextInt(peers.size()));
      var block = blocks.get(random.nextInt(blocks.size()));
      switch (random.nextInt(20)) {
        case 0 -> {
          requests.forget(peer);
          twin.removeIf(pair -> pair.peer.equals(peer));
        }
        case 1 -> {
          requests.removeAll(block.hash());
          twin.removeIf(pair -> pair.block.equals(block));
        }
        case 2, 3, 4, 5, 6, 7, 8, 9 -> {
          requests.remove(block.hash(), peer);
          twin.remove(new Pair(peer, block));
        }
        default -> {
          if (twin.add(new Pair(peer, block))) {
            requests.add(peer, node.chain.known(block));
          }
        }
      }
      compare(requests, twin, peers, blocks);
    }
  }

  private static void compare(
      BlockRequests requests, Set<Pair> twin, List<SyncPeer> peers, List<Entry> blocks) {
    assertThat(requests.size()).isEqualTo(twin.size());
    assertThat((long) requests.peers()).isEqualTo(twin.stream().map(Pair::peer).distinct().count());
    for (var block : blocks) {
      long expected = twin.stream().filter(pair -> pair.block.equals(block)).count();
      assertThat(requests.of(block.hash())).hasSize((int) expected);
      assertThat(requests.isRequested(block.hash())).isEqualTo(expected > 0);
      for (var peer : peers) {
        assertThat(BlockRequests.find(block.hash(), peer) != null)
            .isEqualTo(twin.contains(new Pair(peer, block)));
      }
    }
  }
}
