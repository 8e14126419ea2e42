package cairn.bench.chain;

import cairn.bench.chain.Mix.Age;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The coins that the generator may spend, oldest first as far as taking from the middle allows.
 *
 * <p>A coin that is taken leaves its place to one that is a little younger, so {@link Age#ANY} is
 * spread over the whole history and {@link Age#YOUNG} stays near its end.
 */
final class CoinPool {
  /** How many of the last coins count as young: those of some twenty full blocks. */
  private static final int YOUNG = 150_000;

  private final List<SpendableCoin> coins = new ArrayList<>();

  void add(SpendableCoin coin) {
    coins.add(coin);
  }

  int size() {
    return coins.size();
  }

  /** Takes the youngest. */
  SpendableCoin takeLast() {
    return coins.removeLast();
  }

  SpendableCoin take(Age age, RandomGenerator random) {
    int size = coins.size();
    int from = age == Age.YOUNG ? Math.max(0, size - YOUNG) : 0;
    int at = random.nextInt(from, size);
    var taken = coins.get(at);
    // Close the gap in steps that halve the way to the end, rather than moving every later coin.
    int gap = at;
    while (gap < size - 1) {
      int next = gap + Math.max(1, (size - 1 - gap) / 2);
      coins.set(gap, coins.get(next));
      gap = next;
    }
    coins.removeLast();
    return taken;
  }
}
