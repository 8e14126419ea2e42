package cairn.ledger.store;

import cairn.ledger.BestBlock;
import cairn.ledger.Coin;
import cairn.ledger.CoinSnapshot;
import cairn.ledger.codec.CoinCodec;
import cairn.primitives.ByteReader;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import cairn.primitives.OutPoint;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A store of coins that forgets them when the program ends; slow and obvious. Not thread-safe. */
public final class MemoryCoins implements CoinStore {
  private static final Comparator<OutPoint> ORDER =
      Comparator.comparing((OutPoint outpoint) -> outpoint.txid().bytes())
          .thenComparingLong(OutPoint::index);

  private final TreeMap<OutPoint, Coin> coins = new TreeMap<>(ORDER);
  private @Nullable BestBlock bestBlock;
  private long generation;

  /** All coins, to look at and to change behind the store's back. */
  public Map<OutPoint, Coin> coins() {
    return coins;
  }

  @Override
  public @Nullable BestBlock bestBlock() {
    return bestBlock;
  }

  @Override
  public boolean isEmpty() {
    return coins.isEmpty();
  }

  @Override
  public long generation() {
    return generation;
  }

  @Override
  public @Nullable Coin get(OutPoint outpoint) {
    return coins.get(outpoint);
  }

  @Override
  public FetchedCoins fetch(List<OutPoint> outpoints) {
    var found = new @Nullable Coin[outpoints.size()];
    for (int i = 0; i < found.length; i++) {
      found[i] = coins.get(outpoints.get(i));
    }
    return new FetchedCoins(generation, new OutPointHash(new Random(1)), outpoints, found);
  }

  @Override
  public CoinSnapshot snapshot() {
    var then = new TreeMap<>(coins);
    var best = bestBlock;
    return new CoinSnapshot() {
      @Override
      public @Nullable BestBlock bestBlock() {
        return best;
      }

      @Override
      public @Nullable Coin get(OutPoint outpoint) {
        return then.get(outpoint);
      }

      @Override
      public boolean forEach(Visitor visitor) {
        return then.entrySet().stream()
            .allMatch(entry -> visitor.visit(entry.getKey(), entry.getValue()));
      }

      @Override
      public long diskBytes() {
        return 0;
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public Change change(BestBlock bestBlock) {
    return new Change() {
      private final Map<OutPoint, @Nullable Coin> changes = new HashMap<>();
      private @Nullable OutPoint last;

      @Override
      public void put(ByteBuffer key, ByteBuffer value) {
        changes.put(next(key), decode(value));
      }

      @Override
      public void delete(ByteBuffer key) {
        changes.put(next(key), null);
      }

      private OutPoint next(ByteBuffer key) {
        var outpoint = CoinKey.read(key);
        if (last != null && ORDER.compare(last, outpoint) >= 0) {
          throw new IllegalArgumentException(outpoint + " does not come after " + last);
        }
        last = outpoint;
        return outpoint;
      }

      @Override
      public void commit() {
        for (var change : changes.entrySet()) {
          if (change.getValue() == null) {
            coins.remove(change.getKey());
          } else {
            coins.put(change.getKey(), change.getValue());
          }
        }
        MemoryCoins.this.bestBlock = bestBlock;
        generation++;
      }

      @Override
      public void close() {}
    };
  }

  private static Coin decode(ByteBuffer value) {
    var bytes = new byte[value.remaining()];
    value.get(bytes);
    try {
      return CoinCodec.read(new ByteReader(Bytes.wrap(bytes)));
    } catch (DecodeException e) {
      throw new AssertionError(Objects.toString(value), e);
    }
  }
}
