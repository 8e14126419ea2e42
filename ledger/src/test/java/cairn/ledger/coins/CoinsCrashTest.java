package cairn.ledger.coins;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.ledger.BestBlock;
import cairn.ledger.Coin;
import cairn.ledger.DoomedProcess;
import cairn.ledger.store.CoinsDatabase;
import cairn.ledger.store.FetchedCoins;
import cairn.ledger.store.NetworkIdentity;
import cairn.primitives.Amount;
import cairn.primitives.BlockHash;
import cairn.primitives.Bytes;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.TxOut;
import cairn.primitives.Txid;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process while it changes and flushes coins, and looks at what it left behind. */
class CoinsCrashTest {
  private static final int KILLS = 8;
  private static final int COINS_PER_BLOCK = 300;
  private static final String FLUSHED = "flushed";
  private static final NetworkIdentity NETWORK =
      new NetworkIdentity(new BlockHash(1, 2, 3, 4), Bytes.of(1, 2, 3, 4));

  @Test
  void holdsTheCoinsOfItsBestBlockWheneverItIsKilled(@TempDir Path directory) throws Exception {
    var random = new Random(1);
    int reached = 0;
    for (int i = 0; i < KILLS; i++) {
      DoomedProcess.runAndKill(CoinsCrashTest.class, directory, FLUSHED, random.nextInt(300));
      try (var store = CoinsDatabase.open(directory, NETWORK, 1 << 20);
          var snapshot = store.snapshot()) {
        var best = store.bestBlock();
        int height = best == null ? 0 : best.height();
        assertThat(height).isGreaterThanOrEqualTo(reached);
        reached = height;
        var coins = new HashMap<OutPoint, Coin>();
        snapshot.forEach((outpoint, coin) -> coins.put(outpoint, coin) == null);
        assertThat(coins).isEqualTo(coinsAt(height));
      }
    }
    assertThat(reached).isPositive();
  }

  private static Map<OutPoint, Coin> coinsAt(int height) {
    var coins = new HashMap<OutPoint, Coin>();
    for (int i = 1; i <= height; i++) {
      connect(i, coins::put, coins::remove);
    }
    return coins;
  }

  /** Adds coins of a block, and spends some of others not far below. */
  private static void connect(
      int height, BiConsumer<OutPoint, Coin> add, Consumer<OutPoint> spend) {
    for (int i = 0; i < COINS_PER_BLOCK; i++) {
      add.accept(outpoint(height, i), coin(height));
    }
    for (int age = 1; age < height && age <= 9; age *= 3) {
      for (int i = age; i < COINS_PER_BLOCK; i += 5 * age) {
        spend.accept(outpoint(height - age, i));
      }
    }
  }

  private static OutPoint outpoint(int height, int index) {
    return new OutPoint(new Txid(new Random(height).nextLong(), 0, 0, height), index);
  }

  private static Coin coin(int height) {
    return new Coin(new TxOut(new Amount(height), Script.fromHex("51")), height, false);
  }

  /** Goes on from where the database is, until it is killed, or nobody came to do so. */
  public static void main(String[] args) {
    try (var store = CoinsDatabase.open(Path.of(args[0]), NETWORK, 1 << 20);
        var cache = new CoinsCache(store, 1 << 20, new Random())) {
      var best = cache.bestBlock();
      int start = best == null ? 1 : best.height() + 1;
      for (int height = start; height < start + 100_000; height++) {
        connect(
            height,
            (outpoint, coin) -> cache.add(outpoint, coin, false),
            outpoint -> cache.spend(outpoint, FetchedCoins.NONE));
        cache.setBestBlock(new BestBlock(new BlockHash(0, 0, 0, height), height));
        if (cache.isFull() || height % 7 == 0) {
          cache.flush();
          System.out.println(FLUSHED);
        }
      }
    }
  }
}
