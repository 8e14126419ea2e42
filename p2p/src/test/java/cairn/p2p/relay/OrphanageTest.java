package cairn.p2p.relay;

import static cairn.p2p.TestTransactions.block;
import static cairn.p2p.TestTransactions.coin;
import static cairn.p2p.TestTransactions.output;
import static cairn.p2p.TestTransactions.spend;
import static cairn.p2p.TestTransactions.withWitness;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.p2p.peer.PeerId;
import cairn.primitives.OutPoint;
import cairn.primitives.Transaction;
import cairn.primitives.Witness;
import cairn.primitives.Wtxid;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OrphanageTest {
  private static final PeerId ALICE = new PeerId(1);
  private static final PeerId BOB = new PeerId(2);

  private static final Transaction PARENT = spend(coin(1));
  private static final Transaction CHILD = spend(output(PARENT, 0));
  private static final Transaction SIBLING = spend(output(PARENT, 1), coin(2));

  private final Orphanage orphanage = new Orphanage(new Random(1));

  static LongStream seeds() {
    return new Random().longs(20);
  }

  @Test
  void keepsATransactionAsLongAsOnePeerHasIt() {
    assertThat(orphanage.add(CHILD, ALICE)).isTrue();
    assertThat(orphanage.add(CHILD, BOB)).isFalse();
    assertThat(orphanage.weight()).isEqualTo(CHILD.weight());

    orphanage.closed(ALICE);
    assertThat(orphanage.find(CHILD.wtxid())).isEqualTo(CHILD);
    assertThat(orphanage.has(CHILD.wtxid(), ALICE)).isFalse();

    orphanage.closed(BOB);
    assertThat(orphanage.has(CHILD.wtxid())).isFalse();
    assertThat(orphanage.weight()).isZero();
    assertThat(orphanage.latencyScore()).isZero();
  }

  @Test
  void keepsTransactionsThatDifferInTheirWitness() {
    orphanage.add(CHILD, ALICE);
    orphanage.add(withWitness(CHILD, 7), BOB);
    assertThat(orphanage.size()).isEqualTo(2);

    orphanage.remove(CHILD.wtxid());

    assertThat(orphanage.has(withWitness(CHILD, 7).wtxid())).isTrue();
    orphanage.addChildrenToWork(PARENT);
    assertThat(orphanage.peersWithWork()).containsExactly(BOB);
  }

  @Test
  void triesTheChildrenOfWhatCameIn() {
    orphanage.add(SIBLING, ALICE);
    orphanage.add(CHILD, ALICE);

    orphanage.addChildrenToWork(PARENT);
    orphanage.addChildrenToWork(PARENT);

    assertThat(orphanage.takeWork(ALICE, _ -> true)).isEqualTo(SIBLING);
    assertThat(orphanage.takeWork(ALICE, _ -> true)).isEqualTo(CHILD);
    assertThat(orphanage.takeWork(ALICE, _ -> true)).isNull();
    assertThat(orphanage.size()).isEqualTo(2);
  }

  @Test
  void passesOverWorkThatIsUnderWay() {
    orphanage.add(SIBLING, ALICE);
    orphanage.add(CHILD, ALICE);
    orphanage.addChildrenToWork(PARENT);

    assertThat(orphanage.takeWork(ALICE, one -> !one.equals(SIBLING))).isEqualTo(CHILD);
    assertThat(orphanage.peersWithWork()).containsExactly(ALICE);
    assertThat(orphanage.takeWork(ALICE, _ -> true)).isEqualTo(SIBLING);
  }

  @Test
  void mayTakeAnyAnnouncerForTheWork() {
    var workers = new HashSet<PeerId>();
    for (int seed = 0; seed < 40; seed++) {
      var some = new Orphanage(new SplittableRandom(seed));
      some.add(CHILD, ALICE);
      some.addAnnouncer(CHILD.wtxid(), BOB);
      some.addChildrenToWork(PARENT);
      workers.addAll(some.peersWithWork());
    }
    assertThat(workers).containsExactlyInAnyOrder(ALICE, BOB);
  }

  @Test
  void givesTheWorkOfAPeerThatGoesToAnother() {
    orphanage.add(CHILD, ALICE);
    orphanage.addChildrenToWork(PARENT);
    orphanage.addAnnouncer(CHILD.wtxid(), BOB);

    orphanage.closed(ALICE);

    assertThat(orphanage.takeWork(BOB, _ -> true)).isEqualTo(CHILD);
  }

  @Test
  void findsThePeersOwnChildrenTheLatestFirst() {
    var third = spend(output(PARENT, 1), coin(3));
    orphanage.add(CHILD, ALICE);
    orphanage.add(SIBLING, BOB);
    orphanage.add(third, ALICE);
    assertThat(orphanage.childrenFrom(PARENT.txid(), ALICE)).containsExactly(third, CHILD);
    assertThat(orphanage.childrenFrom(PARENT.txid(), BOB)).containsExactly(SIBLING);
  }

  @Test
  void dropsWhatABlockHasOrMakesImpossible() {
    var conflict = spend(coin(2));
    var other = spend(coin(4), coin(5));
    orphanage.add(CHILD, ALICE);
    orphanage.add(SIBLING, ALICE);
    orphanage.add(other, BOB);

    orphanage.removeFor(block(CHILD, conflict));

    assertThat(orphanage.all()).extracting(OrphanTransaction::transaction).containsExactly(other);
  }

  @Test
  void doesNotTakeOneThatIsTooLargeToBeRelayed() {
    var large = spend(Witness.EMPTY, 1, List.of(coin(1)), 100_000);
    assertThat(large.weight()).isGreaterThan(Orphanage.MAX_STANDARD_WEIGHT);
    assertThat(orphanage.add(large, ALICE)).isFalse();
    assertThat(orphanage.size()).isZero();
  }

  @Test
  void aFloodOfOnePeerDoesNotDriveOutWhatOthersHave() {
    var honest = IntStream.range(0, 20).mapToObj(i -> spend(coin(1000 + i))).toList();
    honest.forEach(transaction -> orphanage.add(transaction, ALICE));
    for (int i = 0; i < 5000; i++) {
      orphanage.add(spend(coin(10_000 + i)), BOB);
      assertThat(orphanage.latencyScore()).isLessThanOrEqualTo(Orphanage.MAX_LATENCY_SCORE);
      assertThat(orphanage.weight()).isLessThanOrEqualTo(2 * Orphanage.RESERVED_WEIGHT);
    }
    assertThat(orphanage.announcements(ALICE)).isEqualTo(20);
    assertThat(orphanage.has(spend(coin(10_000)).wtxid())).isFalse();
    assertThat(orphanage.has(spend(coin(14_999)).wtxid())).isTrue();
  }

  @Test
  void aFloodOfHeavyTransactionsEndsAtWhatIsReserved() {
    var honest = spend(Witness.EMPTY, 1, List.of(coin(1)), 90_000);
    orphanage.add(honest, ALICE);
    for (int i = 0; i < 30; i++) {
      orphanage.add(spend(Witness.EMPTY, 1, List.of(coin(100 + i)), 90_000), BOB);
      assertThat(orphanage.weight()).isLessThanOrEqualTo(2 * Orphanage.RESERVED_WEIGHT);
    }
    assertThat(orphanage.has(honest.wtxid())).isTrue();
    orphanage.closed(ALICE);
    assertThat(orphanage.weight()).isLessThanOrEqualTo(Orphanage.RESERVED_WEIGHT);
  }

  @Test
  void countsAnInputThatIsSpentTwiceOnce() {
    var twice = spend(output(PARENT, 0), output(PARENT, 0));
    orphanage.add(twice, ALICE);
    orphanage.addChildrenToWork(PARENT);
    assertThat(orphanage.remove(twice.wtxid())).isTrue();
    assertThat(orphanage.peersWithWork()).isEmpty();
    orphanage.addChildrenToWork(PARENT);
    assertThat(orphanage.peersWithWork()).isEmpty();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void doesAsItsSlowTwin(long seed) {
    var random = new Random(seed);
    int maxScore = 20 + random.nextInt(40);
    long reservedWeight = 2000L + random.nextInt(8000);
    var real = new Orphanage(maxScore, reservedWeight, random);
    var twin = new SlowOrphanage(maxScore, reservedWeight);
    var peers = IntStream.range(0, 6).mapToObj(PeerId::new).toList();
    var pool = family(random);

    for (int step = 0; step < 1200; step++) {
      var peer = peers.get(random.nextInt(peers.size()));
      var transaction = pool.get(random.nextInt(pool.size()));
      var wtxid = transaction.wtxid();
      switch (random.nextInt(20)) {
        case 0 -> {
          real.remove(wtxid);
          twin.remove(wtxid);
        }
        case 1 -> {
          if (random.nextInt(6) == 0) {
            close(real, twin, peer);
          }
        }
        case 2 -> {
          var block = block(transaction);
          real.removeFor(block);
          twin.removeFor(block);
        }
        case 3, 4 -> addWork(real, twin, transaction);
        case 5, 6 -> {
          var taken = real.takeWork(peer, _ -> true);
          assertThat(taken == null ? null : taken.wtxid())
              .isEqualTo(twin.takeWork(peer).orElse(null));
        }
        case 7 ->
            assertThat(real.childrenFrom(transaction.txid(), peer))
                .extracting(Transaction::wtxid)
                .isEqualTo(twin.childrenFrom(transaction.txid(), peer));
        case 8 -> {
          boolean isNew = real.has(wtxid) && !real.has(wtxid, peer);
          assertThat(real.addAnnouncer(wtxid, peer)).isEqualTo(isNew);
          if (isNew) {
            twin.add(transaction, peer);
          }
        }
        default -> {
          real.add(transaction, peer);
          twin.add(transaction, peer);
        }
      }
      assertSame(real, twin, peers);
    }
  }

  private static void addWork(Orphanage real, SlowOrphanage twin, Transaction parent) {
    var expected = twin.newWork(parent);
    var before = works(real);
    real.addChildrenToWork(parent);
    var after = works(real);
    assertThat(after.size() - before.size()).isEqualTo(expected.size());
    for (var work : after) {
      if (!before.contains(work)) {
        assertThat(expected).contains(work.wtxid);
        twin.addWork(work.wtxid, work.peer);
      }
    }
  }

  private static void close(Orphanage real, SlowOrphanage twin, PeerId peer) {
    var before = works(real);
    real.closed(peer);
    twin.closed(peer);
    var after = works(real);
    for (var work : before) {
      boolean isKept = real.has(work.wtxid);
      assertThat(after.stream().anyMatch(other -> other.wtxid.equals(work.wtxid)))
          .isEqualTo(isKept && (work.peer.equals(peer) || after.contains(work)));
    }
    for (var work : after) {
      twin.addWork(work.wtxid, work.peer);
    }
  }

  private record Work(Wtxid wtxid, PeerId peer) {}

  /** What is in work sets, found by looking as one that takes nothing does. */
  private static List<Work> works(Orphanage orphanage) {
    var works = new ArrayList<Work>();
    for (var peer : orphanage.peersWithWork()) {
      orphanage.takeWork(
          peer,
          transaction -> {
            works.add(new Work(transaction.wtxid(), peer));
            return false;
          });
    }
    return works;
  }

  private static void assertSame(Orphanage real, SlowOrphanage twin, List<PeerId> peers) {
    var announcements = new HashSet<List<Object>>();
    for (var kept : real.all()) {
      for (var peer : kept.announcers()) {
        announcements.add(List.of(kept.transaction().wtxid(), peer));
      }
    }
    assertThat(announcements).isEqualTo(twin.announcements());
    assertThat(real.announcements()).isEqualTo(announcements.size());
    assertThat(real.weight()).isEqualTo(twin.weight());
    assertThat(real.latencyScore()).isEqualTo(twin.score());
    assertThat(twin.isOverfull()).isFalse();
    for (var peer : peers) {
      assertThat(real.weight(peer)).isEqualTo(twin.weight(peer));
    }
  }

  /** Transactions of all sizes that spend each other, and some that differ in their witness. */
  private static List<Transaction> family(RandomGenerator random) {
    var all = new ArrayList<Transaction>();
    for (int i = 0; i < 40; i++) {
      var inputs = new ArrayList<OutPoint>();
      inputs.add(coin(i));
      for (int j = random.nextInt(4); j > 0 && !all.isEmpty(); j--) {
        inputs.add(output(all.get(random.nextInt(all.size())), random.nextInt(3)));
      }
      if (random.nextInt(8) == 0) {
        IntStream.range(0, 10 + random.nextInt(25)).forEach(j -> inputs.add(coin(1000 + j)));
      }
      var one = spend(Witness.EMPTY, 2, inputs, random.nextInt(200));
      all.add(random.nextBoolean() ? one : withWitness(one, 1));
      if (random.nextInt(5) == 0) {
        all.add(withWitness(one, 2));
      }
    }
    return all;
  }
}
