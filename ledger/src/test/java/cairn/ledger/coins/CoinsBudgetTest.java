package cairn.ledger.coins;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.ledger.BestBlock;
import cairn.ledger.Coin;
import cairn.ledger.store.FetchedCoins;
import cairn.ledger.store.MemoryCoins;
import cairn.primitives.Amount;
import cairn.primitives.BlockHash;
import cairn.primitives.Bytes;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.TxOut;
import cairn.primitives.Txid;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CoinsBudgetTest {
  private static final long BUDGET = 8 << 20;
  private static final int BLOCK_SIZE = 2000;

  private final MemoryCoins store = new MemoryCoins();
  private final CoinsCache cache = new CoinsCache(store, BUDGET, new Random(1));

  @AfterEach
  void close() {
    cache.close();
  }

  private static OutPoint outpoint(int height, int number) {
    return new OutPoint(new Txid(new Random(height).nextLong(), 0, height, number / 3), number % 3);
  }

  private void connect(int height, int scriptLength) {
    var script = new Script(Bytes.wrap(new byte[scriptLength]));
    var coin = new Coin(new TxOut(new Amount(1), script), height, false);
    for (int i = 0; i < BLOCK_SIZE; i++) {
      cache.add(outpoint(height, i), coin, false);
    }
    cache.setBestBlock(new BestBlock(new BlockHash(1, 1, 1, height), height));
    assertThat(cache.usedBytes()).isLessThanOrEqualTo(BUDGET);
  }

  private void spendAll(int height) {
    for (int i = 0; i < BLOCK_SIZE; i++) {
      assertThat(cache.spend(outpoint(height, i), FetchedCoins.NONE)).isNotNull();
    }
  }

  private boolean isAtHand(int height) {
    return cache.flags(outpoint(height, 0)) != CoinIndex.NONE;
  }

  /** Connects blocks from {@code height} on until the cache is full; returns the last one. */
  private int fill(int height) {
    connect(height, 22);
    return cache.isFull() ? height : fill(height + 1);
  }

  @Test
  void isFullBeforeItIsOverItsBudget() {
    int height = 0;
    for (int flush = 0; flush < 5; flush++) {
      height = fill(height + 1);
      assertThat(cache.usedBytes()).isBetween(BUDGET / 2, BUDGET);
      cache.flush();
      assertThat(cache.isFull()).isFalse();
    }
    assertThat(store.coins()).hasSize(height * BLOCK_SIZE);
  }

  @Test
  void keepsTheYoungestCoinsAtHandAfterAFlush() {
    int height = fill(1);
    cache.flush();
    assertThat(isAtHand(height)).isTrue();
    assertThat(isAtHand(1)).isFalse();
    assertThat(cache.usedBytes()).isLessThan(BUDGET / 2);
    assertThat(cache.has(outpoint(1, 0))).isTrue();
  }

  @Test
  void keepsAllCoinsAtHandAfterAFlushWhileTheyAreFew() {
    connect(1, 22);
    connect(2, 22);
    cache.flush();
    assertThat(cache.size()).isEqualTo(2 * BLOCK_SIZE);
    assertThat(cache.dirty()).isZero();
  }

  @Test
  void usesTheRoomOfSpentCoinsAgain() {
    for (int height = 1; height < 500; height++) {
      connect(height, 22);
      spendAll(height);
    }
    assertThat(cache.size()).isZero();
    assertThat(cache.usedBytes()).isLessThan(BUDGET / 4);
  }

  @Test
  void gathersTheRoomOfSpentCoinsForOthersOfAnotherSize() {
    for (int scriptLength = 10; scriptLength < 250; scriptLength += 8) {
      connect(1, scriptLength);
      spendAll(1);
      connect(2, 22);
      assertThat(cache.isFull()).isFalse();
      assertThat(cache.has(outpoint(2, 0))).isTrue();
      spendAll(2);
    }
  }
}
