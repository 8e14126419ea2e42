package cairn.p2p.connections;

import static cairn.p2p.wire.NetworkType.CJDNS;
import static cairn.p2p.wire.NetworkType.I2P;
import static cairn.p2p.wire.NetworkType.IPV6;
import static cairn.p2p.wire.NetworkType.ONION;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class InboundEvictionTest {
  /** As many as are protected for their group, ping, transactions and blocks. */
  private static final int PROTECTED_FIRST = 4 + 8 + 4 + 4;

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void choosesAsItsSlowTwinDoes(long seed) {
    var random = new Random(seed);
    int preferred = 1 + random.nextInt(20);
    for (int round = 0; round < 20; round++) {
      int count = random.nextInt(120);
      int groups = 1 + random.nextInt(2 * count + 1);
      var candidates =
          distinct(
              count,
              random,
              candidate -> {
                candidate.group(random.nextInt(groups) * 0x9e3779b97f4a7c15L);
                return random.nextInt(preferred) == 0 ? candidate.preferred() : candidate;
              });
      assertThat(InboundEviction.choose(candidates)).isEqualTo(SlowEviction.choose(candidates));
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void protectsTheHalfThatItsSlowTwinDoes(long seed) {
    var random = new Random(seed);
    for (int round = 0; round < 20; round++) {
      var candidates = distinct(random.nextInt(60), random, UnaryOperator.identity());
      var left = new ArrayList<>(candidates);
      InboundEviction.protectHalf(left);
      assertThat(left)
          .hasSize(candidates.size() - candidates.size() / 2)
          .containsExactlyInAnyOrderElementsOf(SlowEviction.unprotectedHalf(candidates));
    }
  }

  @Test
  void evictsNobodyWhileThereAreFew() {
    assertThat(InboundEviction.choose(List.of())).isEmpty();
    for (int count = 1; count <= PROTECTED_FIRST; count++) {
      assertThat(InboundEviction.choose(of(count, Function.identity()))).isEmpty();
    }
    assertThat(InboundEviction.choose(of(PROTECTED_FIRST + 1, Function.identity()))).isPresent();
  }

  @Test
  void protectsFourGroupsByTheirKeyedHash() {
    // The largest hashes, without a sign, are those of 47 to 50.
    isNeverEvicted(
        50, c -> c.group(Long.MIN_VALUE + 1_000_000), Set.of(44L, 45L, 46L, 47L, 48L, 49L), 4);
  }

  @Test
  void protectsTheEightNearest() {
    isNeverEvicted(50, c -> c.ping(1), ids(42, 50), 8);
  }

  @Test
  void protectsFourThatSentTransactionsLately() {
    isNeverEvicted(50, c -> c.relaysTransactions().sentTransaction(1_000_000), ids(46, 50), 4);
  }

  @Test
  void protectsFourThatSentBlocksLately() {
    isNeverEvicted(50, c -> c.relaysTransactions().sentBlock(1_000_000), ids(46, 50), 4);
  }

  @Test
  void protectsEightMoreThatSentBlocksLatelyAndWantNoTransactions() {
    isNeverEvicted(70, c -> c.relevantServices().sentBlock(1_000_000), ids(58, 70), 12);
  }

  @Test
  void doesNotProtectBlocksOnlyPeersThatCannotDoWhatWeNeed() {
    // 66 to 69 are safe for their groups, 0 to 7 for their pings, 58 to 61 for their blocks.
    UnaryOperator<TestCandidate> other =
        c -> idOf(c) < 8 ? c.relaysTransactions().ping(1) : c.relaysTransactions();
    var able =
        of(70, c -> idOf(c) < 58 ? other.apply(c) : c.sentBlock(1_000_000).relevantServices());
    assertThat(InboundEviction.choose(able).orElseThrow().id().number()).isEqualTo(57);
    var unable = of(70, c -> idOf(c) < 58 ? other.apply(c) : c.sentBlock(1_000_000));
    assertThat(InboundEviction.choose(unable).orElseThrow().id().number()).isEqualTo(65);
  }

  @Test
  void evictsTheYoungestOfTheLargestGroup() {
    var candidates = of(60, c -> idOf(c) >= 40 ? c.group(idOf(c) % 3 == 0 ? 1 : 2) : c);
    // Of 40 to 59, seven are in group 1 and thirteen in group 2.
    assertThat(InboundEviction.choose(candidates).orElseThrow().id().number()).isEqualTo(59);
    var equal = of(60, c -> idOf(c) >= 40 ? c.group(idOf(c) % 2) : c);
    assertThat(InboundEviction.choose(equal).orElseThrow().id().number()).isEqualTo(59);
  }

  @Test
  void evictsDiscouragedPeersFirst() {
    var candidates = of(60, c -> idOf(c) >= 40 ? c.group(1) : c);
    assertThat(InboundEviction.choose(candidates).orElseThrow().id().number()).isEqualTo(59);
    candidates.set(50, new TestCandidate(50).group(1).preferred().build());
    assertThat(InboundEviction.choose(candidates).orElseThrow().id().number()).isEqualTo(50);
  }

  @Test
  void protectsDiscouragedPeersThatHaveMerits() {
    var candidates = of(60, c -> idOf(c) == 59 ? c.ping(1).preferred() : c);
    assertThat(InboundEviction.choose(candidates).orElseThrow().id().number()).isNotEqualTo(59);
  }

  @ParameterizedTest
  @CsvSource({
    // Nobody is from a network that is at a disadvantage: the half that came first.
    "12, '', '', '', '', 0 1 2 3 4 5",
    // A quarter goes to such a network, and what is left to those that came first.
    "12, 3 8 9, '', '', '', 0 1 2 3 8 9",
    "12, 3 8 9 10 11, '', '', '', 0 1 2 3 8 9",
    "12, '', 1 9 11, '', '', 0 1 2 3 9 11",
    "12, '', 7 8 9 10 11, '', '', 0 1 2 7 8 9",
    "12, '', '', 2 7 10, '', 0 1 2 3 7 10",
    "12, '', '', '', 4 9 10 11, 0 1 2 4 9 10",
    // One place for two networks: of those with as many, localhost goes before onion.
    "4, 3, 2, '', '', 0 2",
    "7, 5, 6, '', '', 0 1 6",
    // Two places.
    "8, 5, 6, '', '', 0 1 5 6",
    // Three places for two networks: one each, and the third to the first of them.
    "12, 7 8 10, 6 9 11, '', '', 0 1 2 6 7 9",
    // The rarer network has its share, and the other what that does not need.
    "12, 10, 5 6 7 8, '', '', 0 1 2 5 6 10",
    "16, 8 10, 6 9 11 12, '', '', 0 1 2 3 6 8 9 10",
    "16, 10, 11 12 13 14 15, '', '', 0 1 2 3 10 11 12 13",
    "16, 7 8 9 10, 15, '', '', 0 1 2 3 7 8 9 15",
    "12, 8 10, '', 6 9 11, '', 0 1 2 6 8 10",
    // Three and four networks, of which I2P goes before localhost and CJDNS before all.
    "4, 1, 2, 3, '', 0 3",
    "7, 5, 4, 6, '', 0 1 6",
    "8, 4, 6, 5, '', 0 1 5 6",
    "16, 9 10, 6 12 13 14 15, 7 11, '', 0 1 2 3 6 7 9 11",
    "24, 23, 12, 15 16 17 18 19 20 21 22, '', 0 1 2 3 4 5 12 15 16 17 18 23",
    "5, 3, 2, 1, 4, 0 4",
    "16, 15, 14, 13, 12, 0 1 2 3 12 13 14 15",
    "24, 14, 15 16 17, 18 19 20 21, 8, 0 1 2 3 4 5 8 14 15 16 18 19",
  })
  void protectsHalfAndOfThatAsManyAsHalfByNetwork(
      int count, String onion, String local, String i2p, String cjdns, String expected) {
    var candidates =
        of(
            count,
            c -> {
              long id = idOf(c);
              if (numbers(local).contains(id)) {
                c.local();
              }
              return numbers(onion).contains(id)
                  ? c.network(ONION)
                  : numbers(i2p).contains(id)
                      ? c.network(I2P)
                      : numbers(cjdns).contains(id) ? c.network(CJDNS) : c.network(IPV6);
            });
    Collections.shuffle(candidates, new Random(1));
    var left = new ArrayList<>(candidates);
    InboundEviction.protectHalf(left);
    candidates.removeAll(left);
    assertThat(candidates)
        .extracting(candidate -> candidate.id().number())
        .containsExactlyInAnyOrderElementsOf(numbers(expected));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void letsHonestPeersOutlastAFloodFromOneGroup(long seed) {
    var random = new Random(seed);
    var connections = new ArrayList<EvictionCandidate>();
    for (int i = 0; i < 100; i++) {
      connections.add(TestCandidate.random(i, random).group(random.nextLong()).build());
    }
    for (int i = 0; i < 500; i++) {
      connections.add(new TestCandidate(1000 + i).group(7).ping(random.nextInt(10)).build());
      if (connections.size() > 115) {
        connections.remove(InboundEviction.choose(connections).orElseThrow());
      }
    }
    assertThat(connections).filteredOn(candidate -> candidate.id().number() < 1000).hasSize(100);
  }

  /** Whoever has the merit is evicted only when more than {@code safe} have it. */
  private static void isNeverEvicted(
      int count, UnaryOperator<TestCandidate> merit, Set<Long> withMerit, int safe) {
    var connections = of(count, c -> withMerit.contains(idOf(c)) ? merit.apply(c) : c);
    for (var evicted = InboundEviction.choose(connections);
        evicted.isPresent() && connections.size() > PROTECTED_FIRST;
        evicted = InboundEviction.choose(connections)) {
      connections.remove(evicted.get());
    }
    assertThat(connections)
        .filteredOn(candidate -> withMerit.contains(candidate.id().number()))
        .hasSizeGreaterThanOrEqualTo(Math.min(safe, withMerit.size()));
  }

  /** Candidates of whom no two came at the same time, or have the same ping. */
  private static List<EvictionCandidate> distinct(
      int count, Random random, UnaryOperator<TestCandidate> more) {
    var times = random.ints(0, 1_000_000).distinct().limit(count).toArray();
    var pings = random.ints(0, 1_000_000).distinct().limit(count).toArray();
    return IntStream.range(0, count)
        .mapToObj(i ->
            more.apply(TestCandidate.random(i, random).connected(times[i]).ping(pings[i])).build())
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private static List<EvictionCandidate> of(
      int count, Function<TestCandidate, TestCandidate> setup) {
    return IntStream.range(0, count)
        .mapToObj(i -> setup.apply(new TestCandidate(i)).build())
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private static long idOf(TestCandidate candidate) {
    return candidate.build().id().number();
  }

  private static Set<Long> ids(long from, long to) {
    return LongStream.range(from, to).boxed().collect(Collectors.toSet());
  }

  private static Set<Long> numbers(String text) {
    return text.isEmpty()
        ? Set.of()
        : List.of(text.split(" ")).stream().map(Long::valueOf).collect(Collectors.toSet());
  }
}
