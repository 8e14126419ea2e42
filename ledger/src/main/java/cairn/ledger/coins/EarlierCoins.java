package cairn.ledger.coins;

import cairn.ledger.BlockUnavailableException;
import cairn.ledger.Coin;
import cairn.ledger.CoinSnapshot;
import cairn.ledger.CoinsDump.TooManyCoinsException;
import cairn.ledger.IndexedBlock;
import cairn.ledger.Ledger;
import cairn.primitives.OutPoint;
import cairn.primitives.Txid;
import java.util.Comparator;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The coins as they were after an earlier block than the one of a snapshot: without those that came
 * since, and with those that were spent since.
 */
public final class EarlierCoins {
  /** The order in which a snapshot has its coins. */
  private static final Comparator<OutPoint> ORDER =
      Comparator.comparing(OutPoint::txid, EarlierCoins::compare)
          .thenComparingLong(OutPoint::index);

  /** About what one of the coins that were spent takes in memory. */
  private static final int COIN_BYTES = 400;

  /** They may take this part of the heap. */
  private static final int PART_OF_HEAP = 4;

  private final CoinSnapshot snapshot;
  private final int height;
  private final SortedMap<OutPoint, Coin> spent;

  private EarlierCoins(CoinSnapshot snapshot, int height, SortedMap<OutPoint, Coin> spent) {
    this.snapshot = snapshot;
    this.height = height;
    this.spent = spent;
  }

  private static int compare(Txid one, Txid other) {
    int order = Long.compareUnsigned(one.w0(), other.w0());
    order = order == 0 ? Long.compareUnsigned(one.w1(), other.w1()) : order;
    order = order == 0 ? Long.compareUnsigned(one.w2(), other.w2()) : order;
    return order == 0 ? Long.compareUnsigned(one.w3(), other.w3()) : order;
  }

  /**
   * The coins after {@code block}, which is the best block of {@code snapshot} or before it.
   *
   * @throws BlockUnavailableException if a block between the two cannot be read
   * @throws TooManyCoinsException if more were spent since than there is room for
   */
  public static EarlierCoins before(Ledger ledger, CoinSnapshot snapshot, IndexedBlock block)
      throws BlockUnavailableException, TooManyCoinsException {
    int most = (int) (Runtime.getRuntime().maxMemory() / PART_OF_HEAP / COIN_BYTES);
    var best = Objects.requireNonNull(snapshot.bestBlock());
    var spent = new TreeMap<OutPoint, Coin>(ORDER);
    for (var at = Objects.requireNonNull(ledger.index().find(best.hash()));
        at != null && at.height() > block.height();
        at = at.previous()) {
      add(ledger, at, block.height(), spent);
      if (spent.size() > most) {
        throw new TooManyCoinsException(most);
      }
    }
    return new EarlierCoins(snapshot, block.height(), spent);
  }

  /** Adds what {@code block} spent of the coins that were there at {@code height}. */
  private static void add(
      Ledger ledger, IndexedBlock block, int height, SortedMap<OutPoint, Coin> spent)
      throws BlockUnavailableException {
    var transactions = ledger.blocks().block(block).transactions();
    var coins = ledger.blocks().spent(block);
    for (int i = 0; i < coins.size(); i++) {
      var inputs = transactions.get(i + 1).inputs();
      for (int n = 0; n < inputs.size(); n++) {
        var coin = coins.get(i).get(n);
        if (coin.height() <= height) {
          spent.put(inputs.get(n).previousOutput(), coin);
        }
      }
    }
  }

  /** As {@link CoinSnapshot#forEach}. */
  public boolean forEach(CoinSnapshot.Visitor visitor) {
    boolean complete =
        snapshot.forEach((outpoint, coin) ->
            visitSpent(visitor, outpoint)
                && (coin.height() > height || visitor.visit(outpoint, coin)));
    return complete && visitRest(visitor, spent);
  }

  /** Visits those that were spent and come before {@code outpoint}. */
  private boolean visitSpent(CoinSnapshot.Visitor visitor, OutPoint outpoint) {
    return spent.isEmpty()
        || ORDER.compare(spent.firstKey(), outpoint) > 0
        || visitRest(visitor, spent.headMap(outpoint));
  }

  /** Visits those of {@code coins}, which then are no more. */
  private static boolean visitRest(CoinSnapshot.Visitor visitor, SortedMap<OutPoint, Coin> coins) {
    for (var entry : coins.entrySet()) {
      if (!visitor.visit(entry.getKey(), entry.getValue())) {
        return false;
      }
    }
    coins.clear();
    return true;
  }
}
