package cairn.ledger.rules;

import static cairn.ledger.ChainBuilder.anyone;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.genesis.Networks;
import cairn.ledger.Coin;
import cairn.ledger.script.ScriptFlags;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.Transaction;
import cairn.primitives.TxIn;
import cairn.primitives.Txid;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The block in question is number 1000; blocks come each 600 seconds. */
class RelativeLockTimeTest {
  private static final Place PLACE =
      new Place(Networks.regtest().consensus(), FakeAncestor.genesis(0, 1).extend(999, 4, 600));

  @ParameterizedTest(name = "{0} blocks after {1}: {2}")
  @CsvSource({
    "0, 1000, true",
    "1, 999, true",
    "1, 1000, false",
    "10, 990, true",
    "10, 991, false",
    "65535, 1, false",
    "999, 1, true"
  })
  void countsBlocksFromTheCoins(long blocks, int height, boolean passed) {
    assertThat(hasPassed(2, blocks, height)).isEqualTo(passed);
  }

  /** The coin's own block had to be later than the median of the blocks before it. */
  @ParameterizedTest(name = "{0} units after {1}: {2}")
  @CsvSource({
    "0, 1000, true",
    "1, 999, true",
    "1, 1000, false",
    "9, 992, true",
    "10, 991, true",
    "10, 992, false",
    "75, 936, true",
    "75, 937, false",
    "65535, 1, false",
    "0, 0, true"
  })
  void countsTimeFromTheMedianBeforeTheCoin(long units, int height, boolean passed) {
    assertThat(hasPassed(2, RelativeLockTime.IN_TIME | units, height)).isEqualTo(passed);
  }

  @Test
  void looksAtTheLowestSixteenBits() {
    assertThat(hasPassed(2, 0x003f0001, 999)).isTrue();
    assertThat(hasPassed(2, 0x003f0002, 999)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {1L << 31, 0xffffffffL, (1L << 31) | 100, 0xfffffffeL})
  void isSwitchedOffByTheHighestBit(long sequence) {
    assertThat(hasPassed(2, sequence, 1000)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void isNotThereInEarlierVersions(int version) {
    assertThat(hasPassed(version, 100, 1000)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, Integer.MAX_VALUE, Integer.MIN_VALUE, -1})
  void isThereInAllLaterVersionsAndThoseWithTheSignBit(int version) {
    assertThat(hasPassed(version, 100, 1000)).isFalse();
  }

  @Test
  void holdsForEveryInput() {
    var transaction = Transaction.of(2, List.of(input(0, 1), input(1, 2)), List.of(anyone(0)), 0);
    assertThat(hasPassed(transaction, coin(999), coin(998))).isTrue();
    assertThat(hasPassed(transaction, coin(999), coin(999))).isFalse();
    assertThat(hasPassed(transaction, coin(1000), coin(998))).isFalse();
  }

  private static boolean hasPassed(int version, long sequence, int height) {
    var transaction = Transaction.of(version, List.of(input(0, sequence)), List.of(anyone(0)), 0);
    return hasPassed(transaction, coin(height));
  }

  private static boolean hasPassed(Transaction transaction, Coin... coins) {
    return RelativeLockTime.hasPassed(
        new Spend(transaction, Arrays.asList(coins), PLACE, ScriptFlags.NONE));
  }

  private static TxIn input(long index, long sequence) {
    return new TxIn(new OutPoint(Txid.ZERO, index), Script.EMPTY, sequence);
  }

  private static Coin coin(int height) {
    return new Coin(anyone(0), height, false);
  }
}
