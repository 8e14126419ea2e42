package cairn.wallet.coins;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Chooses coins: those that need no change, if there are such; else, of a random choice and one
 * that comes close, the one that wastes less.
 *
 * <p>The three algorithms are those of Bitcoin Core: branch and bound (Erhardt, 2016), single
 * random draw, and the knapsack solver. Not thread-safe.
 */
public final class CoinSelector {
  /** How many steps branch and bound takes at most. */
  private static final int TRIES = 100_000;

  /** How many random subsets the knapsack solver tries. */
  private static final int ITERATIONS = 1000;

  private final List<Candidate> candidates;
  private final Target target;
  private final Random random;

  /**
   * @param coins those that are not worth their fee are left alone
   * @param random decides where there is a choice
   */
  public CoinSelector(List<Candidate> coins, Target target, Random random) {
    this.candidates =
        coins.stream()
            .filter(coin -> coin.effective() > 0)
            .sorted(Comparator.comparingLong(Candidate::effective).reversed())
            .toList();
    this.target = target;
    this.random = random;
  }

  /** Chooses; empty if all coins together are not enough. */
  public Optional<Selection> select() {
    if (Selection.effective(candidates) < target.sats()) {
      return Optional.empty();
    }
    return branchAndBound()
        .or(() ->
            Stream.of(singleRandomDraw(), knapsack())
                .flatMap(Optional::stream)
                .min(
                    Comparator.comparingLong(Selection::waste)
                        // As good, but leaves fewer coins behind.
                        .thenComparing(
                            selection -> selection.coins().size(), Comparator.reverseOrder())));
  }

  private Selection selection(List<Candidate> coins) {
    long waste = coins.stream().mapToLong(Candidate::waste).sum();
    return new Selection(coins, waste + target.wasteOfRest(Selection.effective(coins)));
  }

  /**
   * Searches for coins that leave less over than change would cost, depth first, the largest coins
   * first; among several sets for the least waste.
   */
  Optional<Selection> branchAndBound() {
    int size = candidates.size();
    var rest = new long[size + 1]; // what the coins from a place on come to
    for (int i = size - 1; i >= 0; i--) {
      rest[i] = rest[i + 1] + candidates.get(i).effective();
    }
    long most = target.sats() + target.costOfChange();
    var chosen = new boolean[size];
    var best = Optional.<List<Candidate>>empty();
    long bestWaste = Long.MAX_VALUE;
    long sum = 0;
    long waste = 0;
    int depth = 0;
    for (int tries = 0; tries < TRIES; tries++) {
      boolean back =
          sum + rest[depth] < target.sats()
              || sum > most
              || (waste > bestWaste && size > 0 && candidates.getFirst().waste() > 0);
      if (!back && sum >= target.sats()) {
        long whole = waste + (sum - target.sats());
        if (whole <= bestWaste) {
          bestWaste = whole;
          best = Optional.of(chosen(chosen, depth));
        }
        back = true;
      }
      if (back) {
        // To the last coin that was taken, which is now left out.
        do {
          depth--;
        } while (depth >= 0 && !chosen[depth]);
        if (depth < 0) {
          break;
        }
        chosen[depth] = false;
        sum -= candidates.get(depth).effective();
        waste -= candidates.get(depth).waste();
        depth++;
      } else {
        var coin = candidates.get(depth);
        // A coin like the one before, which was left out, would only give the same sets again.
        boolean repeats =
            depth > 0
                && !chosen[depth - 1]
                && candidates.get(depth - 1).effective() == coin.effective()
                && candidates.get(depth - 1).feeSats() == coin.feeSats();
        chosen[depth] = !repeats;
        if (!repeats) {
          sum += coin.effective();
          waste += coin.waste();
        }
        depth++;
      }
    }
    return best.map(this::selection);
  }

  private List<Candidate> chosen(boolean[] chosen, int depth) {
    var coins = new ArrayList<Candidate>();
    for (int i = 0; i < depth; i++) {
      if (chosen[i]) {
        coins.add(candidates.get(i));
      }
    }
    return coins;
  }

  /** Takes coins in a random order until they are enough with change. */
  Optional<Selection> singleRandomDraw() {
    var shuffled = new ArrayList<>(candidates);
    Collections.shuffle(shuffled, random);
    long sum = 0;
    for (int i = 0; i < shuffled.size(); i++) {
      sum += shuffled.get(i).effective();
      if (sum >= target.withChange()) {
        return Optional.of(selection(shuffled.subList(0, i + 1)));
      }
    }
    return Optional.empty();
  }

  /** Comes close to the target from above: by small coins, or by the smallest that is enough. */
  Optional<Selection> knapsack() {
    long wanted = target.withChange();
    var smaller = new ArrayList<Candidate>();
    var larger = Optional.<Candidate>empty();
    for (var coin : candidates) { // the largest first
      if (coin.effective() == target.sats()) {
        return Optional.of(selection(List.of(coin)));
      }
      if (coin.effective() < wanted) {
        smaller.add(coin);
      } else {
        larger = Optional.of(coin);
      }
    }
    long sum = Selection.effective(smaller);
    if (sum == target.sats()) {
      return Optional.of(selection(smaller));
    }
    if (sum < target.sats()) {
      return larger.map(coin -> selection(List.of(coin)));
    }
    var best = closest(smaller, sum, target.sats());
    if (Selection.effective(best) != target.sats() && sum >= wanted) {
      best = closest(smaller, sum, wanted);
    }
    long reached = Selection.effective(best);
    boolean largerIsBetter =
        larger.isPresent()
            && ((reached != target.sats() && reached < wanted)
                || larger.get().effective() <= reached);
    return Optional.of(selection(largerIsBetter ? List.of(larger.orElseThrow()) : best));
  }

  /** The subset with the least sum of at least {@code wanted}, of those that were tried. */
  private List<Candidate> closest(List<Candidate> coins, long sum, long wanted) {
    var best = coins;
    long least = sum;
    for (int i = 0; i < ITERATIONS && least != wanted; i++) {
      var taken = new boolean[coins.size()];
      long reached = 0;
      boolean enough = false;
      // First each with an even chance, then those that were left out.
      for (int pass = 0; pass < 2 && !enough; pass++) {
        for (int j = 0; j < coins.size(); j++) {
          boolean take = pass == 0 ? random.nextBoolean() : !taken[j];
          if (!take) {
            continue;
          }
          taken[j] = true;
          reached += coins.get(j).effective();
          if (reached >= wanted) {
            enough = true;
            if (reached < least) {
              least = reached;
              best = subset(coins, taken);
            }
            taken[j] = false; // perhaps a smaller one will do
            reached -= coins.get(j).effective();
          }
        }
      }
    }
    return best;
  }

  private static List<Candidate> subset(List<Candidate> coins, boolean[] taken) {
    var subset = new ArrayList<Candidate>();
    for (int i = 0; i < taken.length; i++) {
      if (taken[i]) {
        subset.add(coins.get(i));
      }
    }
    return subset;
  }
}
