package cairn.wallet.coins;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CoinSelectorTest {
  private static final Target TARGET = new Target(100_000, 310, 680, 294);

  private static List<Candidate> coins(long... values) {
    var coins = new ArrayList<Candidate>();
    for (int i = 0; i < values.length; i++) {
      coins.add(new Candidate(i, values[i] + 680, 680, 680));
    }
    return coins;
  }

  private static CoinSelector selector(long seed, long... values) {
    return new CoinSelector(coins(values), TARGET, new Random(seed));
  }

  private static List<Long> effective(Selection selection) {
    return selection.coins().stream().map(Candidate::effective).sorted().toList();
  }

  @Test
  void findsTheCoinsThatNeedNoChange() {
    var found = selector(1, 90_000, 70_000, 60_500, 30_000, 1_000_000).select().orElseThrow();

    assertThat(effective(found)).containsExactly(30_000L, 70_000L);
    assertThat(found.waste()).isZero();
  }

  @Test
  void prefersTheSetThatLeavesLeastToTheMiner() {
    var found = selector(1, 100_900, 100_400, 100_700).branchAndBound().orElseThrow();

    assertThat(effective(found)).containsExactly(100_400L);
  }

  @Test
  void findsNoSetWithoutChangeWhereThereIsNone() {
    assertThat(selector(1, 60_000, 60_000, 200_000).branchAndBound()).isEmpty();
  }

  @Test
  void givesUpInTimeWhereTheSetsAreTooMany() {
    var values = new long[200];
    for (int i = 0; i < values.length; i++) {
      values[i] = 3_000 + 2L * i;
    }
    assertThat(new CoinSelector(coins(values), new Target(99_999, 0, 0, 0), new Random(1)).select())
        .isPresent();
  }

  @Test
  void takesAllCoinsWhenTheyAreJustEnough() {
    var found = selector(1, 40_000, 40_000, 22_000).select().orElseThrow();

    assertThat(found.coins()).hasSize(3);
  }

  @Test
  void leavesCoinsAloneThatAreNotWorthTheirFee() {
    var coins = new ArrayList<>(coins(60_000, 50_000));
    coins.add(new Candidate(9, 500, 680, 680));

    assertThat(new CoinSelector(coins, TARGET, new Random(1)).select().orElseThrow().coins())
        .noneMatch(coin -> coin.number() == 9);
  }

  @Test
  void hasNoAnswerWhenAllCoinsAreNotEnough() {
    assertThat(selector(1, 40_000, 59_999).select()).isEmpty();
  }

  /** A slow, obvious twin: all sets of coins. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void wastesNoMoreWithoutChangeThanAnySetDoes(long seed) {
    var random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      var values = random.longs(10, 1_000, 60_000).toArray();
      var coins = coins(values);
      var found = new CoinSelector(coins, TARGET, random).branchAndBound();
      long least = Long.MAX_VALUE;
      for (int set = 1; set < 1 << values.length; set++) {
        long sum = 0;
        for (int i = 0; i < values.length; i++) {
          sum += (set >> i & 1) * values[i];
        }
        if (sum >= TARGET.sats() && sum <= TARGET.sats() + TARGET.costOfChange()) {
          least = Math.min(least, sum - TARGET.sats());
        }
      }
      assertThat(found.isPresent()).as("seed " + seed).isEqualTo(least != Long.MAX_VALUE);
      if (found.isPresent()) {
        assertThat(Selection.effective(found.get().coins()) - TARGET.sats())
            .as("seed " + seed)
            .isEqualTo(least);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15})
  void choosesEnoughWheneverThereIsEnough(long seed) {
    var random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      var coins = coins(random.longs(random.nextInt(30), -500, 90_000).toArray());
      long all = coins.stream().mapToLong(Candidate::effective).filter(value -> value > 0).sum();
      var found = new CoinSelector(coins, TARGET, random).select();

      assertThat(found.isPresent()).as("seed " + seed).isEqualTo(all >= TARGET.sats());
      found.ifPresent(selection -> {
        assertThat(Selection.effective(selection.coins())).isGreaterThanOrEqualTo(TARGET.sats());
        assertThat(selection.coins()).doesNotHaveDuplicates();
      });
    }
  }
}
