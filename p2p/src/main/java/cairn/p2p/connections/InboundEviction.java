package cairn.p2p.connections;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;
import static java.util.stream.Collectors.groupingBy;

import cairn.p2p.wire.NetworkType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Chooses which inbound connection makes room for a new one.
 *
 * <p>An attacker can open as many connections as he likes, so who came last must be let in, and
 * somebody must go. Some are protected for each of several merits that are hard to feign. To get
 * rid of all honest peers, he would have to be better than them in every one at once. As Core's
 * {@code SelectNodeToEvict}.
 */
public final class InboundEviction {
  private static final int PROTECTED_GROUPS = 4;
  private static final int PROTECTED_PINGS = 8;
  private static final int PROTECTED_TRANSACTIONS = 4;
  private static final int PROTECTED_BLOCKS_ONLY = 8;
  private static final int PROTECTED_BLOCKS = 4;

  /** The later one came, the less it has to lose. */
  private static final Comparator<EvictionCandidate> BY_UPTIME =
      comparing(EvictionCandidate::connected).reversed();

  /** In an order that nobody can foresee, but always the same. */
  private static final Comparator<EvictionCandidate> BY_GROUP =
      (a, b) -> Long.compareUnsigned(a.keyedGroup(), b.keyedGroup());

  private static final Comparator<EvictionCandidate> BY_PING =
      comparing(EvictionCandidate::minPing).reversed();

  private static final Comparator<EvictionCandidate> BY_TRANSACTION =
      comparing(EvictionCandidate::lastTransaction)
          .thenComparing(EvictionCandidate::relaysTransactions)
          .thenComparing(candidate -> !candidate.bloomFilter())
          .thenComparing(BY_UPTIME);

  private static final Comparator<EvictionCandidate> BY_BLOCK =
      comparing(EvictionCandidate::lastBlock)
          .thenComparing(EvictionCandidate::relevantServices)
          .thenComparing(BY_UPTIME);

  private static final Comparator<EvictionCandidate> BY_BLOCK_WITHOUT_TRANSACTIONS =
      comparing((EvictionCandidate candidate) -> !candidate.relaysTransactions())
          .thenComparing(BY_BLOCK);

  private InboundEviction() {}

  /**
   * The connection that is to go; none if all are protected.
   *
   * @param inbound all inbound connections but those that have permission to stay
   */
  public static Optional<EvictionCandidate> choose(Collection<EvictionCandidate> inbound) {
    var left = new ArrayList<>(inbound);
    protect(left, BY_GROUP, PROTECTED_GROUPS, _ -> true);
    // Nobody can be nearer than he is.
    protect(left, BY_PING, PROTECTED_PINGS, _ -> true);
    // These two cannot be had without useful work.
    protect(left, BY_TRANSACTION, PROTECTED_TRANSACTIONS, _ -> true);
    protect(
        left,
        BY_BLOCK_WITHOUT_TRANSACTIONS,
        PROTECTED_BLOCKS_ONLY,
        candidate -> !candidate.relaysTransactions() && candidate.relevantServices());
    protect(left, BY_BLOCK, PROTECTED_BLOCKS, _ -> true);
    protectHalf(left);
    return youngestOfLargestGroup(preferred(left));
  }

  /**
   * Takes out of {@code left} that half which has been connected for longest, for an attack most
   * likely began later. Up to half of those places go to the networks that {@link Disadvantaged}
   * lists.
   */
  static void protectHalf(List<EvictionCandidate> left) {
    int places = left.size() / 2;
    int taken = Disadvantaged.protect(left, places / 2);
    protect(left, BY_UPTIME, places - taken, _ -> true);
  }

  /**
   * Kinds of connections that fare badly by the other merits, as their pings take long: each is to
   * be kept a few of. Where two are equally many, the one that stands first goes first.
   */
  private enum Disadvantaged {
    CJDNS(candidate -> candidate.network() == NetworkType.CJDNS),
    I2P(candidate -> candidate.network() == NetworkType.I2P),
    /** A hidden service that is set up by hand brings its connections from this machine. */
    LOCAL(EvictionCandidate::local),
    ONION(candidate -> candidate.network() == NetworkType.ONION);

    private final Predicate<EvictionCandidate> belongs;

    Disadvantaged(Predicate<EvictionCandidate> belongs) {
      this.belongs = belongs;
    }

    /**
     * Takes up to {@code most} of these kinds out of {@code left}, as evenly as there are enough of
     * each, and returns how many.
     */
    private static int protect(List<EvictionCandidate> left, int most) {
      // A connection that is of two kinds stays in the other's count when it is taken for one.
      var counts = new int[values().length];
      for (var candidate : left) {
        for (var kind : values()) {
          counts[kind.ordinal()] += kind.belongs.test(candidate) ? 1 : 0;
        }
      }
      // The rarest choose first, and what they leave is shared among the others.
      var kinds = Stream.of(values()).sorted(comparingInt(kind -> counts[kind.ordinal()])).toList();
      int taken = 0;
      for (int before = -1; taken > before && taken < most; ) {
        before = taken;
        var present = kinds.stream().filter(kind -> counts[kind.ordinal()] > 0).toList();
        for (var kind : present) {
          int share = Math.max(1, (most - before) / present.size());
          int protectedNow = taken < most ? kind.protectLongestConnected(left, share) : 0;
          counts[kind.ordinal()] -= protectedNow;
          taken += protectedNow;
        }
      }
      return taken;
    }

    private int protectLongestConnected(List<EvictionCandidate> left, int most) {
      int before = left.size();
      var order = comparing(belongs::test).thenComparing(BY_UPTIME);
      InboundEviction.protect(left, order, most, belongs);
      return before - left.size();
    }
  }

  /** Takes out of {@code left} those of the last {@code count} in {@code order} that match. */
  private static void protect(
      List<EvictionCandidate> left,
      Comparator<EvictionCandidate> order,
      int count,
      Predicate<EvictionCandidate> matching) {
    left.sort(order);
    left.subList(Math.max(0, left.size() - count), left.size()).removeIf(matching);
  }

  /** Those that are to go first if there are any, else all. */
  private static List<EvictionCandidate> preferred(List<EvictionCandidate> left) {
    var preferred = left.stream().filter(EvictionCandidate::preferred).toList();
    return preferred.isEmpty() ? left : preferred;
  }

  /** Of groups that are equally large, the one whose youngest connection is the youngest. */
  private static Optional<EvictionCandidate> youngestOfLargestGroup(
      List<EvictionCandidate> candidates) {
    Comparator<List<EvictionCandidate>> bySize = comparingInt(List::size);
    return candidates.stream()
        .sorted(BY_UPTIME)
        .collect(groupingBy(EvictionCandidate::keyedGroup))
        .values()
        .stream()
        .max(bySize.thenComparing(group -> group.getFirst().connected()))
        .map(List::getFirst);
  }
}
