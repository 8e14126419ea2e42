package cairn.ledger.store;

import cairn.ledger.Coin;
import cairn.primitives.OutPoint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link CoinStore} answered about some outpoints, and when. Immutable.
 *
 * <p>An answer holds while {@link CoinStore#generation} is {@link #generation}, as the store
 * changes by commits alone. It says what is <em>stored</em>: a cache in front of the store, which
 * may have coins added and spent since, is asked first.
 */
public final class FetchedCoins {
  /** No answers. */
  public static final FetchedCoins NONE =
      new FetchedCoins(-1, new OutPointHash(() -> 0), List.of(), new @Nullable Coin[0]);

  private final long generation;
  private final OutPointHash hash;
  private final @Nullable OutPoint[] asked;
  private final @Nullable Coin[] found;

  /**
   * @param generation of the store, read before the first look-up
   * @param found for each of {@code outpoints}, in its place, the coin or null
   */
  public FetchedCoins(
      long generation, OutPointHash hash, List<OutPoint> outpoints, @Nullable Coin[] found) {
    int capacity = Math.max(2, Integer.highestOneBit(outpoints.size()) * 4);
    this.generation = generation;
    this.hash = hash;
    this.asked = new OutPoint[capacity];
    this.found = new Coin[capacity];
    for (int i = 0; i < found.length; i++) {
      int place = place(outpoints.get(i));
      this.asked[place] = outpoints.get(i);
      this.found[place] = found[i];
    }
  }

  /** The store's generation for which these answers hold. */
  public long generation() {
    return generation;
  }

  /** Whether the store was asked for {@code outpoint}. */
  public boolean knows(OutPoint outpoint) {
    return asked[place(outpoint)] != null;
  }

  /**
   * The coin that is stored at {@code outpoint}; null if there is none, or it was not asked for.
   */
  public @Nullable Coin get(OutPoint outpoint) {
    return found[place(outpoint)];
  }

  /** Where {@code outpoint} is, or where it would be. */
  private int place(OutPoint outpoint) {
    int mask = asked.length - 1;
    int place = hash.of(outpoint) & mask;
    for (var there = asked[place]; there != null; there = asked[place]) {
      if (there.equals(outpoint)) {
        return place;
      }
      place = (place + 1) & mask;
    }
    return place;
  }
}
