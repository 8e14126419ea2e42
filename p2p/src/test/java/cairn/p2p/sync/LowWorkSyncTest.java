package cairn.p2p.sync;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.genesis.Networks;
import cairn.p2p.BlockTree;
import cairn.p2p.BlockTree.Entry;
import cairn.p2p.FakeClock;
import cairn.p2p.peer.Alarms;
import cairn.p2p.peer.Peer;
import cairn.p2p.peer.Surroundings;
import cairn.primitives.BlockHeader;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LowWorkSyncTest {
  private static final int BATCH = 2_000;

  /** Of regtest: a bit for every 275 headers, and 7,017 that have to agree. */
  private static final int BUFFER = 7_017;

  private final BlockTree tree = new BlockTree(Networks.regtest());
  private final Entry genesis = tree.genesis();
  private final FakeClock clock =
      new FakeClock(Instant.ofEpochSecond(genesis.header().time()).plus(Duration.ofDays(365)));
  private final SyncNode node = new SyncNode(tree, clock);
  private final Peer peer = node.outbound();

  private LowWorkSync sync(BigInteger required, long seed) {
    var surroundings =
        new Surroundings(
            tree.network(), clock, new Random(seed), new Alarms(), node, node.peers, node);
    return new LowWorkSync(peer, node.chain, node.chain.known(genesis), required, surroundings);
  }

  private static BigInteger workAt(List<Entry> branch, int height) {
    return branch.getFirst().ancestor(0).work().multiply(BigInteger.valueOf(height + 1L));
  }

  private static LowWorkSync.Progress take(LowWorkSync sync, List<Entry> batch, boolean full) {
    var headers = batch.stream().map(Entry::header).toList();
    return sync.take(headers, batch.stream().map(Entry::hash).toList(), full);
  }

  /** Sends {@code branch} as a peer would, from what the locator begins with on. */
  private static List<BlockHeader> run(LowWorkSync sync, List<Entry> first, List<Entry> second) {
    var believed = new ArrayList<BlockHeader>();
    var branch = first;
    LowWorkSync.Progress progress;
    do {
      boolean wasFirst = sync.presyncTime().isPresent();
      var from = sync.locator().getFirst();
      int start = indexAfter(branch, from);
      var batch = branch.subList(start, Math.min(start + BATCH, branch.size()));
      progress = take(sync, batch, batch.size() == BATCH);
      believed.addAll(progress.believed());
      if (wasFirst && sync.presyncTime().isEmpty()) {
        branch = second;
      }
    } while (progress.goesOn());
    return believed;
  }

  private static int indexAfter(List<Entry> branch, Object hash) {
    for (int i = 0; i < branch.size(); i++) {
      if (branch.get(i).hash().equals(hash)) {
        return i + 1;
      }
    }
    return 0;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void givesAllHeadersOutOnceTheyHaveBeenSentTwice(long seed) {
    var branch = tree.mine(genesis, 12_000);
    var sync = sync(workAt(branch, 11_000), seed);
    var believed = run(sync, branch, branch);
    // What is sent along with the header that reaches the work is given out too.
    assertThat(believed).isEqualTo(branch.subList(0, 12_000).stream().map(Entry::header).toList());
  }

  @Test
  void givesNothingOutWhileTheWorkIsNotKnown() {
    var branch = tree.mine(genesis, 11_999);
    var sync = sync(workAt(branch, 12_000), 1);
    assertThat(run(sync, branch, branch)).isEmpty();
    assertThat(sync.presyncedHeight()).isEqualTo(11_999);
  }

  @Test
  void givesOutOnlyWhatIsFollowedByEnoughThatAgrees() {
    var branch = tree.mine(genesis, 14_000);
    var sync = sync(workAt(branch, 13_999), 1);
    for (int at = 0; at < 14_000; at += BATCH) {
      assertThat(take(sync, branch.subList(at, at + BATCH), true).goesOn()).isTrue();
    }
    var given = new ArrayList<BlockHeader>();
    for (int at = 0; at < 12_000; at += BATCH) {
      var progress = take(sync, branch.subList(at, at + BATCH), true);
      given.addAll(progress.believed());
      assertThat(given).hasSize(Math.max(at + BATCH - BUFFER, 0));
    }
  }

  /** With each of some 47 commitments, another branch has one chance in two to be found out. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void believesNoOtherBranchTheSecondTime(long seed) {
    var branch = tree.mine(genesis, 13_000);
    var other = tree.mine(genesis, 13_000);
    var sync = sync(workAt(branch, 12_999), seed);
    assertThat(run(sync, branch, other)).isEmpty();
  }

  @Test
  void endsWhenAHeaderDoesNotFollow() {
    var branch = tree.mine(genesis, 6_000);
    var sync = sync(workAt(branch, 9_000), 1);
    assertThat(take(sync, branch.subList(0, BATCH), true).goesOn()).isTrue();
    var progress = take(sync, branch.subList(BATCH + 1, 2 * BATCH + 1), true);
    assertThat(progress.accepted()).isFalse();
    assertThat(progress.goesOn()).isFalse();
  }

  @Test
  void endsWhenThereAreMoreHeadersThanTimeAllows() {
    // Six blocks a second since the genesis block: a branch of 50,000 is too long.
    var early =
        new FakeClock(Instant.ofEpochSecond(genesis.header().time()).minus(Duration.ofMinutes(10)));
    var surroundings =
        new Surroundings(
            tree.network(), early, new Random(1), new Alarms(), node, node.peers, node);
    var branch = tree.mine(genesis, 42_000);
    var sync =
        new LowWorkSync(
            peer, node.chain, node.chain.known(genesis), workAt(branch, 60_000), surroundings);
    int at = 0;
    while (take(sync, branch.subList(at, at + BATCH), true).goesOn()) {
      at += BATCH;
    }
    // (2 h - 10 min) * 6 a second = 39,600, of which a bit is kept for every 275th.
    assertThat(sync.presyncedHeight()).isBetween(39_600, 39_600 + 275);
  }
}
