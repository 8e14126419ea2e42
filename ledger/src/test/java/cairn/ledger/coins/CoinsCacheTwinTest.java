package cairn.ledger.coins;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.ledger.BestBlock;
import cairn.ledger.Coin;
import cairn.ledger.store.CoinStore;
import cairn.ledger.store.CoinsDatabase;
import cairn.ledger.store.FetchedCoins;
import cairn.ledger.store.MemoryCoins;
import cairn.ledger.store.NetworkIdentity;
import cairn.primitives.Amount;
import cairn.primitives.BlockHash;
import cairn.primitives.Bytes;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.TxOut;
import cairn.primitives.Txid;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Does at random what a chain may do to its coins, to the cache and to a map, and compares. */
class CoinsCacheTwinTest {
  private static final long BUDGET = 1 << 20;
  private static final int STEPS = 30_000;

  private final Map<OutPoint, Coin> coins = new HashMap<>();
  private Map<OutPoint, Coin> stored = Map.of();

  /** Every outpoint there ever was. */
  private final List<OutPoint> outpoints = new ArrayList<>();

  private FetchedCoins ahead = FetchedCoins.NONE;
  private int height = 1;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void doesAsAMapOverMemory(long seed) {
    var store = new MemoryCoins();
    run(store, new Random(seed), STEPS);
    assertThat(store.coins()).isEqualTo(stored);
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12})
  void doesAsAMapOverADatabase(long seed, @TempDir Path directory) {
    var network = new NetworkIdentity(new BlockHash(1, 2, 3, 4), Bytes.of(1, 2, 3, 4));
    try (var store = CoinsDatabase.open(directory, network, 1 << 20)) {
      run(store, new Random(seed), STEPS);
    }
    try (var store = CoinsDatabase.open(directory, network, 1 << 20)) {
      assertThat(contents(store)).isEqualTo(stored);
      assertThat(store.bestBlock()).isNotNull();
    }
  }

  private void run(CoinStore store, Random random, int steps) {
    var cache = new CoinsCache(store, BUDGET, random);
    for (int i = 0; i < steps; i++) {
      int what = random.nextInt(1000);
      if (what < 450) {
        var outpoint = new OutPoint(txid(random), index(random));
        outpoints.add(outpoint);
        add(cache, outpoint, coin(random));
      } else if (what < 950 && !outpoints.isEmpty()) {
        var outpoint = outpoints.get(random.nextInt(outpoints.size()));
        switch (random.nextInt(4)) {
          case 0 -> assertThat(cache.get(outpoint)).isEqualTo(coins.get(outpoint));
          case 1 -> assertThat(cache.has(outpoint)).isEqualTo(coins.containsKey(outpoint));
          case 2 -> add(cache, outpoint, coin(random));
          default -> {}
        }
        assertThat(cache.spend(outpoint, ahead)).isEqualTo(coins.remove(outpoint));
      } else if (what < 980) {
        ahead = store.fetch(someOf(outpoints, random));
      } else if (cache.isFull() || what < 985) {
        flush(cache, random);
        assertThat(contents(store)).isEqualTo(stored);
      } else if (what == 999) {
        cache.close(); // as if the process died
        cache = new CoinsCache(store, BUDGET, random);
        coins.clear();
        coins.putAll(stored);
      }
      assertThat(cache.usedBytes()).isLessThanOrEqualTo(BUDGET);
      if (cache.isFull()) {
        flush(cache, random);
      }
    }
    flush(cache, random);
    cache.close();
  }

  private void add(CoinsCache cache, OutPoint outpoint, Coin coin) {
    cache.add(outpoint, coin, coins.containsKey(outpoint) || coin.coinbase());
    coins.put(outpoint, coin);
  }

  private void flush(CoinsCache cache, Random random) {
    height++;
    cache.setBestBlock(new BestBlock(new BlockHash(random.nextLong(), 2, 3, 4), height));
    cache.flush();
    assertThat(cache.dirty()).isZero();
    stored = Map.copyOf(coins);
  }

  private static Map<OutPoint, Coin> contents(CoinStore store) {
    var contents = new HashMap<OutPoint, Coin>();
    try (var snapshot = store.snapshot()) {
      snapshot.forEach((outpoint, coin) -> contents.put(outpoint, coin) == null);
    }
    return contents;
  }

  private static List<OutPoint> someOf(List<OutPoint> outpoints, Random random) {
    var some = new ArrayList<OutPoint>();
    for (int i = 0; i < 50 && !outpoints.isEmpty(); i++) {
      some.add(outpoints.get(random.nextInt(outpoints.size())));
    }
    return some;
  }

  /** Few enough, and alike enough, for txids to repeat and to agree in their first bytes. */
  private static Txid txid(Random random) {
    long first = random.nextInt(4) == 0 ? 0x0102030405060708L : random.nextLong();
    return new Txid(first, random.nextInt(1000), 3, 4);
  }

  private static long index(Random random) {
    return switch (random.nextInt(10)) {
      case 0 -> 0xfd + random.nextInt(0x10000);
      case 1 -> 0xffffffffL - random.nextInt(3);
      default -> random.nextInt(5);
    };
  }

  private Coin coin(Random random) {
    var script = new byte[random.nextInt(100) == 0 ? random.nextInt(5000) : random.nextInt(50)];
    random.nextBytes(script);
    if (script.length > 0) {
      script[0] = 0x51; // not OP_RETURN
    }
    var output =
        new TxOut(new Amount(random.nextLong(Amount.MAX.sats())), new Script(Bytes.wrap(script)));
    return new Coin(output, random.nextInt(height), random.nextInt(10) == 0);
  }
}
