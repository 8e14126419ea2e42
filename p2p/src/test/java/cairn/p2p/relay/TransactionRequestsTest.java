package cairn.p2p.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cairn.p2p.peer.PeerId;
import cairn.p2p.relay.TransactionRequests.Request;
import cairn.primitives.TransactionId;
import cairn.primitives.Txid;
import cairn.primitives.Wtxid;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TransactionRequestsTest {
  private static final Instant START = Instant.ofEpochSecond(1_700_000_000);
  private static final Instant EXPIRY = START.plusSeconds(60);

  private static final PeerId ALICE = new PeerId(1);
  private static final PeerId BOB = new PeerId(2);
  private static final PeerId CAROL = new PeerId(3);

  private static final Wtxid COIN = new Wtxid(1, 2, 3, 4);
  private static final Wtxid OTHER = new Wtxid(1, 2, 3, 5);

  private final TransactionRequests requests = new TransactionRequests(new Random(1));

  static LongStream seeds() {
    return new Random().longs(20);
  }

  @Test
  void asksWhoAnnouncedOnceItsTimeHasCome() {
    requests.announced(ALICE, COIN, false, START.plusSeconds(2));

    requests.advance(START.plusMillis(1999));
    assertThat(requests.requestable(ALICE)).isEmpty();
    assertThat(requests.next()).isEqualTo(START.plusSeconds(2));

    requests.advance(START.plusSeconds(2));
    assertThat(requests.requestable(ALICE)).containsExactly(COIN);
    assertThat(requests.peersToAsk()).containsExactly(ALICE);
    assertThat(requests.next()).isEqualTo(Instant.MAX);
  }

  @Test
  void asksNobodyElseWhileARequestIsUnderWay() {
    requests.announced(ALICE, COIN, true, START);
    requests.advance(START);
    requests.requested(ALICE, COIN, EXPIRY);

    requests.announced(BOB, COIN, true, START);
    assertThat(requests.advance(EXPIRY.minusMillis(1))).isEmpty();
    assertThat(requests.peersToAsk()).isEmpty();

    assertThat(requests.advance(EXPIRY)).containsExactly(new Request(ALICE, COIN));
    assertThat(requests.requestable(BOB)).containsExactly(COIN);
  }

  @Test
  void asksTheNextAtOnceWhenOneDoesNotHaveIt() {
    requests.announced(ALICE, COIN, true, START);
    requests.announced(BOB, COIN, false, START);
    requests.advance(START);
    requests.requested(ALICE, COIN, EXPIRY);

    requests.answered(ALICE, COIN);

    assertThat(requests.requestable(BOB)).containsExactly(COIN);
  }

  @Test
  void asksNoPeerTwiceWhileThereIsAnother() {
    requests.announced(ALICE, COIN, true, START);
    requests.announced(BOB, COIN, false, START.plusSeconds(100));
    requests.advance(START);
    requests.requested(ALICE, COIN, EXPIRY);
    requests.advance(EXPIRY);

    requests.announced(ALICE, COIN, true, EXPIRY);
    requests.advance(EXPIRY.plusSeconds(1));
    assertThat(requests.peersToAsk()).isEmpty();

    requests.closed(BOB);
    assertThat(requests.size()).isZero();
    requests.announced(ALICE, COIN, true, EXPIRY.plusSeconds(2));
    requests.advance(EXPIRY.plusSeconds(2));
    assertThat(requests.requestable(ALICE)).containsExactly(COIN);
  }

  @Test
  void prefersAPreferredPeerThatComesLater() {
    for (int i = 0; i < 20; i++) {
      requests.announced(new PeerId(100 + i), COIN, false, START);
    }
    requests.advance(START);
    assertThat(requests.peersToAsk()).hasSize(1);

    requests.announced(ALICE, COIN, true, START.plusSeconds(1));
    requests.advance(START.plusSeconds(1));

    assertThat(requests.peersToAsk()).containsExactly(ALICE);
  }

  @Test
  void choosesAmongEqualsBySecret() {
    var chosen = new HashSet<PeerId>();
    for (int seed = 0; seed < 40; seed++) {
      var some = new TransactionRequests(new Random(seed));
      some.announced(ALICE, COIN, true, START);
      some.announced(BOB, COIN, true, START);
      some.announced(CAROL, COIN, true, START);
      some.advance(START);
      chosen.addAll(some.peersToAsk());
    }
    assertThat(chosen).containsExactlyInAnyOrder(ALICE, BOB, CAROL);
  }

  @Test
  void takesATxidAndAWtxidOfTheSameDigestForOne() {
    requests.announced(ALICE, COIN, true, START);
    requests.announced(BOB, new Txid(1, 2, 3, 4), true, START);
    requests.announced(ALICE, new Txid(1, 2, 3, 4), true, START);
    requests.advance(START);

    assertThat(requests.peersToAsk()).hasSize(1);
    assertThat(requests.count(ALICE)).isEqualTo(1);
    assertThat(requests.candidates(COIN)).containsExactlyInAnyOrder(ALICE, BOB);
  }

  @Test
  void forgetsATransactionOfAllPeers() {
    requests.announced(ALICE, COIN, true, START);
    requests.announced(BOB, COIN, true, START);
    requests.announced(BOB, OTHER, true, START);
    requests.advance(START);
    requests.requested(requests.peersToAsk().getFirst(), COIN, EXPIRY);

    requests.forget(COIN);

    assertThat(requests.size()).isEqualTo(1);
    assertThat(requests.count(ALICE)).isZero();
    assertThat(requests.requestable(BOB)).containsExactly(OTHER);
    assertThat(requests.next()).isEqualTo(Instant.MAX);
  }

  @Test
  void doesNotTakeARequestThatWasNotToBeMade() {
    requests.announced(ALICE, COIN, true, START);
    assertThatThrownBy(() -> requests.requested(ALICE, COIN, EXPIRY))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> requests.requested(BOB, OTHER, EXPIRY))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void isAsQuickWithHashesMadeToCollide() {
    // Equal in the word that hash tables go by: 20,000 of them would take minutes in a list.
    int many = 20_000;
    for (int i = 0; i < many; i++) {
      requests.announced(ALICE, new Wtxid(7, i, 0, 0), true, START);
    }
    requests.advance(START);
    var all = requests.requestable(ALICE);
    assertThat(all).hasSize(many);
    all.forEach(id -> requests.requested(ALICE, id, EXPIRY));
    assertThat(requests.countRequested(ALICE)).isEqualTo(many);
    requests.closed(ALICE);
    assertThat(requests.size()).isZero();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void doesAsItsSlowTwin(long seed) {
    var random = new Random(seed);
    var real = new TransactionRequests(random);
    var twin = new SlowRequests();
    var peers = IntStream.range(0, 6).mapToObj(PeerId::new).toList();
    var ids = IntStream.range(0, 12).<TransactionId>mapToObj(i -> id(random, i)).toList();
    var now = START;

    for (int step = 0; step < 800; step++) {
      var peer = peers.get(random.nextInt(peers.size()));
      var id = ids.get(random.nextInt(ids.size()));
      switch (random.nextInt(16)) {
        case 0, 1, 2, 3, 4, 5 -> {
          var notBefore = now.plusSeconds(random.nextInt(4));
          boolean preferred = peer.number() < 3;
          real.announced(peer, id, preferred, notBefore);
          twin.announced(peer, id, preferred, notBefore);
        }
        case 6, 7, 8 -> {
          now = now.plusMillis(random.nextInt(2500));
          var next = real.next();
          var expired = real.advance(now);
          assertThat(expired).containsExactlyInAnyOrderElementsOf(twin.advance(now));
          assertThat(expired.isEmpty() || !next.isAfter(now)).isTrue();
        }
        case 9, 10, 11 -> {
          for (var wanted : real.requestable(peer)) {
            var expiry = now.plusSeconds(1 + random.nextInt(6));
            real.requested(peer, wanted, expiry);
            twin.requested(peer, wanted, expiry);
          }
        }
        case 12, 13 -> {
          real.answered(peer, id);
          twin.answered(peer, id);
        }
        case 14 -> {
          real.forget(id);
          twin.forget(id);
        }
        default -> {
          if (random.nextInt(8) == 0) {
            real.closed(peer);
            twin.closed(peer);
          }
        }
      }
      assertSame(real, twin, peers, ids);
    }
  }

  private static TransactionId id(RandomGenerator random, int i) {
    return random.nextBoolean() ? new Wtxid(0, 0, i, 0) : new Txid(0, 0, i, 0);
  }

  private static void assertSame(
      TransactionRequests real, SlowRequests twin, List<PeerId> peers, List<TransactionId> ids) {
    assertThat(real.size()).isEqualTo(twin.size());
    var asked = new TreeMap<TransactionId, PeerId>(HashOrder.INSTANCE);
    for (var peer : peers) {
      assertThat(real.count(peer)).isEqualTo(twin.count(peer));
      assertThat(real.countRequested(peer)).isEqualTo(twin.countRequested(peer));
      var wanted = real.requestable(peer);
      assertThat(wanted).isEqualTo(twin.inOrder(peer, new HashSet<>(wanted)));
      for (var id : wanted) {
        assertThat(asked.put(id, peer)).as("asked two for one").isNull();
      }
    }
    for (var id : ids) {
      assertThat(real.candidates(id)).containsExactlyInAnyOrderElementsOf(twin.candidates(id));
      var choice = twin.choice(id);
      var chosen = asked.get(id);
      if (chosen == null) {
        assertThat(choice).isEmpty();
      } else {
        assertThat(choice).contains(chosen);
      }
    }
  }

  /** One that waits for two others to fail is asked in the end, whatever they do. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void asksAnHonestPeerWithinTheTimeOfThoseBeforeIt(long seed) {
    var random = new Random(seed);
    var real = new TransactionRequests(random);
    int liars = 1 + random.nextInt(12);
    for (int i = 0; i < liars; i++) {
      real.announced(new PeerId(10 + i), COIN, random.nextBoolean(), START);
    }
    real.announced(ALICE, COIN, false, START.plusSeconds(2));

    var now = START;
    var end = START.plus(Duration.ofSeconds(60L * liars + 2));
    while (!real.requestable(ALICE).equals(List.of(COIN))) {
      real.advance(now);
      for (var peer : real.peersToAsk()) {
        if (!peer.equals(ALICE)) {
          real.requested(peer, COIN, now.plusSeconds(60));
        }
      }
      if (real.requestable(ALICE).isEmpty()) {
        now = real.next();
      }
      assertThat(now).isBeforeOrEqualTo(end);
    }
  }
}
