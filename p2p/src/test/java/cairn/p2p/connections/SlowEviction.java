package cairn.p2p.connections;

import cairn.p2p.wire.NetworkType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * The twin of {@link InboundEviction} that says for each two candidates which one is better, and
 * finds the best by looking at all, again and again. Of two that are as good, the one that stands
 * later in the list counts as better.
 */
final class SlowEviction {
  private final List<EvictionCandidate> left;

  private SlowEviction(List<EvictionCandidate> inbound) {
    this.left = new ArrayList<>(inbound);
  }

  static Optional<EvictionCandidate> choose(List<EvictionCandidate> inbound) {
    var eviction = new SlowEviction(inbound);
    eviction.protect(4, _ -> true, SlowEviction::largerGroup);
    eviction.protect(8, _ -> true, (a, b) -> a.minPing().compareTo(b.minPing()) < 0);
    eviction.protect(4, _ -> true, SlowEviction::betterTransactions);
    eviction.protect(
        8,
        candidate -> !candidate.relaysTransactions() && candidate.relevantServices(),
        (a, b) ->
            a.relaysTransactions() != b.relaysTransactions()
                ? !a.relaysTransactions()
                : betterBlocks(a, b));
    eviction.protect(4, _ -> true, SlowEviction::betterBlocks);
    eviction.protectHalf();
    return eviction.victim();
  }

  /** Those that {@link InboundEviction#protectHalf} leaves. */
  static List<EvictionCandidate> unprotectedHalf(List<EvictionCandidate> candidates) {
    var eviction = new SlowEviction(candidates);
    eviction.protectHalf();
    return eviction.left;
  }

  private static boolean largerGroup(EvictionCandidate a, EvictionCandidate b) {
    return Long.compareUnsigned(a.keyedGroup(), b.keyedGroup()) > 0;
  }

  private static boolean older(EvictionCandidate a, EvictionCandidate b) {
    return a.connected().isBefore(b.connected());
  }

  private static boolean betterTransactions(EvictionCandidate a, EvictionCandidate b) {
    if (!a.lastTransaction().equals(b.lastTransaction())) {
      return a.lastTransaction().isAfter(b.lastTransaction());
    }
    if (a.relaysTransactions() != b.relaysTransactions()) {
      return a.relaysTransactions();
    }
    return a.bloomFilter() != b.bloomFilter() ? !a.bloomFilter() : older(a, b);
  }

  private static boolean betterBlocks(EvictionCandidate a, EvictionCandidate b) {
    if (!a.lastBlock().equals(b.lastBlock())) {
      return a.lastBlock().isAfter(b.lastBlock());
    }
    return a.relevantServices() != b.relevantServices() ? a.relevantServices() : older(a, b);
  }

  /** The best {@code count} are looked at, and those of them that match are safe. */
  private int protect(
      int count,
      Predicate<EvictionCandidate> matching,
      BiPredicate<EvictionCandidate, EvictionCandidate> better) {
    var rest = new ArrayList<>(left);
    int found = 0;
    for (int i = 0; i < count && !rest.isEmpty(); i++) {
      var best = rest.getFirst();
      for (var other : rest) {
        if (!better.test(best, other)) {
          best = other;
        }
      }
      rest.remove(best);
      if (matching.test(best)) {
        left.remove(best);
        found++;
      }
    }
    return found;
  }

  private void protectHalf() {
    int places = left.size() / 2;
    var kinds =
        new ArrayList<Predicate<EvictionCandidate>>(
            List.of(
                candidate -> candidate.network() == NetworkType.CJDNS,
                candidate -> candidate.network() == NetworkType.I2P,
                EvictionCandidate::local,
                candidate -> candidate.network() == NetworkType.ONION));
    kinds.sort((a, b) -> Long.compare(count(a), count(b)));
    var counts = kinds.stream().mapToLong(this::count).toArray();
    int most = places / 2;
    int taken = 0;
    boolean any = true;
    while (any && taken < most) {
      any = false;
      int present = 0;
      for (long count : counts) {
        present += count > 0 ? 1 : 0;
      }
      int left = most - taken;
      for (int i = 0; i < counts.length && taken < most; i++) {
        if (counts[i] > 0) {
          var kind = kinds.get(i);
          int found =
              protect(
                  Math.max(left / present, 1),
                  kind,
                  (a, b) -> kind.test(a) == kind.test(b) ? older(a, b) : kind.test(a));
          taken += found;
          counts[i] -= found;
          any |= found > 0;
        }
      }
    }
    protect(places - taken, _ -> true, SlowEviction::older);
  }

  private long count(Predicate<EvictionCandidate> kind) {
    return left.stream().filter(kind).count();
  }

  private Optional<EvictionCandidate> victim() {
    boolean anyPreferred = left.stream().anyMatch(EvictionCandidate::preferred);
    EvictionCandidate victim = null;
    for (var candidate : left) {
      if (anyPreferred && !candidate.preferred()) {
        continue;
      }
      // Only the youngest of a group can go, so the candidates for it are those.
      boolean youngest =
          left.stream()
              .filter(other -> !anyPreferred || other.preferred())
              .filter(other -> other.keyedGroup() == candidate.keyedGroup())
              .allMatch(other -> other.equals(candidate) || older(other, candidate));
      if (youngest && (victim == null || goesBefore(candidate, victim, anyPreferred))) {
        victim = candidate;
      }
    }
    return Optional.ofNullable(victim);
  }

  private boolean goesBefore(EvictionCandidate a, EvictionCandidate b, boolean preferredOnly) {
    long sizeOfA = groupSize(a, preferredOnly);
    long sizeOfB = groupSize(b, preferredOnly);
    return sizeOfA != sizeOfB ? sizeOfA > sizeOfB : older(b, a);
  }

  private long groupSize(EvictionCandidate candidate, boolean preferredOnly) {
    return left.stream()
        .filter(other -> !preferredOnly || other.preferred())
        .filter(other -> other.keyedGroup() == candidate.keyedGroup())
        .count();
  }
}
