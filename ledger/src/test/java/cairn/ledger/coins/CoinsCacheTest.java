package cairn.ledger.coins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import cairn.ledger.BestBlock;
import cairn.ledger.Coin;
import cairn.ledger.store.FetchedCoins;
import cairn.ledger.store.MemoryCoins;
import cairn.primitives.Amount;
import cairn.primitives.Block;
import cairn.primitives.BlockHash;
import cairn.primitives.BlockHeader;
import cairn.primitives.Bytes;
import cairn.primitives.MerkleRoot;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.Transaction;
import cairn.primitives.TxIn;
import cairn.primitives.TxOut;
import cairn.primitives.Txid;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoinsCacheTest {
  private static final OutPoint OUTPOINT = new OutPoint(new Txid(1, 2, 3, 4), 5);
  private static final BestBlock BEST = new BestBlock(new BlockHash(9, 9, 9, 9), 10);
  private static final Coin OLD = coin(100, "51");
  private static final Coin NEW = coin(300, "52");

  private final MemoryCoins store = new MemoryCoins();
  private final CoinsCache cache = new CoinsCache(store, 64 << 20, new Random(1));

  @AfterEach
  void close() {
    cache.close();
  }

  private static Coin coin(long sats, String script) {
    return new Coin(new TxOut(new Amount(sats), Script.fromHex(script)), 7, false);
  }

  /** How a cache may differ from its store in one outpoint: Core's names for it. */
  enum State {
    /** Neither has a coin. */
    NOWHERE,
    /** The store has a coin, and the cache no record of it. */
    STORED,
    CLEAN,
    DIRTY,
    DIRTY_FRESH,
    SPENT_DIRTY;

    boolean isCoin() {
      return this != NOWHERE && this != SPENT_DIRTY;
    }
  }

  private void reach(State state) {
    switch (state) {
      case NOWHERE -> {}
      case STORED -> store.coins().put(OUTPOINT, OLD);
      case CLEAN -> {
        cache.add(OUTPOINT, OLD, false);
        flush();
      }
      case DIRTY -> cache.add(OUTPOINT, OLD, true);
      case DIRTY_FRESH -> cache.add(OUTPOINT, OLD, false);
      case SPENT_DIRTY -> {
        reach(State.CLEAN);
        spend();
      }
    }
    assertThat(state()).isEqualTo(state);
  }

  private State state() {
    return switch (cache.flags(OUTPOINT)) {
      case CoinIndex.NONE -> store.coins().containsKey(OUTPOINT) ? State.STORED : State.NOWHERE;
      case 0 -> State.CLEAN;
      case CoinRecords.DIRTY -> State.DIRTY;
      case CoinRecords.DIRTY | CoinRecords.FRESH -> State.DIRTY_FRESH;
      case CoinRecords.DIRTY | CoinRecords.SPENT -> State.SPENT_DIRTY;
      default -> throw new AssertionError("no such state");
    };
  }

  private @Nullable Coin spend() {
    return cache.spend(OUTPOINT, FetchedCoins.NONE);
  }

  private void flush() {
    cache.setBestBlock(BEST);
    cache.flush();
  }

  @ParameterizedTest
  @CsvSource({
    "NOWHERE, NOWHERE",
    "STORED, SPENT_DIRTY",
    "CLEAN, SPENT_DIRTY",
    "DIRTY, SPENT_DIRTY",
    "DIRTY_FRESH, NOWHERE",
    "SPENT_DIRTY, SPENT_DIRTY",
  })
  void spendsACoinOnce(State before, State after) {
    reach(before);
    assertThat(spend()).isEqualTo(before.isCoin() ? OLD : null);
    assertThat(state()).isEqualTo(after);
    assertThat(cache.has(OUTPOINT)).isFalse();
    assertThat(spend()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"NOWHERE, DIRTY_FRESH", "SPENT_DIRTY, DIRTY"})
  void addsACoin(State before, State after) {
    reach(before);
    cache.add(OUTPOINT, NEW, false);
    assertThat(state()).isEqualTo(after);
    assertThat(cache.get(OUTPOINT)).isEqualTo(NEW);
  }

  @ParameterizedTest
  @CsvSource({
    "NOWHERE, DIRTY",
    "STORED, DIRTY",
    "CLEAN, DIRTY",
    "DIRTY, DIRTY",
    "DIRTY_FRESH, DIRTY_FRESH",
    "SPENT_DIRTY, DIRTY",
  })
  void overwritesACoinWhereItMay(State before, State after) {
    reach(before);
    cache.add(OUTPOINT, NEW, true);
    assertThat(state()).isEqualTo(after);
    assertThat(cache.get(OUTPOINT)).isEqualTo(NEW);
  }

  @ParameterizedTest
  @CsvSource({"CLEAN", "DIRTY", "DIRTY_FRESH"})
  void overwritesNoCoinWhereItMayNot(State before) {
    reach(before);
    assertThatIllegalStateException().isThrownBy(() -> cache.add(OUTPOINT, NEW, false));
    assertThat(cache.get(OUTPOINT)).isEqualTo(OLD);
    assertThat(state()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({
    "NOWHERE, NOWHERE",
    "STORED, STORED",
    "CLEAN, CLEAN",
    "DIRTY, CLEAN",
    "DIRTY_FRESH, CLEAN",
    "SPENT_DIRTY, NOWHERE",
  })
  void storesWhatIsDirty(State before, State after) {
    reach(before);
    flush();
    assertThat(state()).isEqualTo(after);
    assertThat(store.get(OUTPOINT)).isEqualTo(after.isCoin() ? OLD : null);
    assertThat(store.bestBlock()).isEqualTo(BEST);
    assertThat(cache.dirty()).isZero();
  }

  @Test
  void restoresACoinAndSaysWhetherOneWasThere() {
    assertThat(cache.restore(OUTPOINT, OLD)).isTrue();
    assertThat(cache.restore(OUTPOINT, NEW)).isFalse();
    assertThat(cache.get(OUTPOINT)).isEqualTo(NEW);
  }

  @Test
  void neverAddsWhatCannotBeSpent() {
    cache.add(OUTPOINT, coin(0, "6a"), false);
    cache.add(OUTPOINT, coin(0, "51".repeat(Script.MAX_LENGTH + 1)), false);
    assertThat(cache.has(OUTPOINT)).isFalse();
    cache.add(OUTPOINT, coin(0, "51".repeat(Script.MAX_LENGTH)), false);
    assertThat(cache.has(OUTPOINT)).isTrue();
  }

  @Test
  void addsTheOutputsOfATransaction() {
    var input = new TxIn(OUTPOINT, Script.EMPTY, TxIn.SEQUENCE_FINAL);
    var outputs = List.of(OLD.output(), coin(0, "6a00").output(), NEW.output());
    var transaction = Transaction.of(2, List.of(input), outputs, 0);
    cache.addOutputs(transaction, 7);
    assertThat(cache.get(new OutPoint(transaction.txid(), 0))).isEqualTo(OLD);
    assertThat(cache.get(new OutPoint(transaction.txid(), 1))).isNull();
    assertThat(cache.get(new OutPoint(transaction.txid(), 2))).isEqualTo(NEW);
    assertThat(cache.size()).isEqualTo(2);
  }

  @Test
  void missesWhatABlockSpendsThatOnlyTheStoreCanKnow() {
    reach(State.STORED);
    var cached = new OutPoint(OUTPOINT.txid(), 6);
    cache.add(cached, NEW, false);
    var first = spending(OUTPOINT, cached);
    var second = spending(new OutPoint(first.txid(), 0));
    var coinbase = spending(OutPoint.NULL);
    var header = new BlockHeader(1, BlockHash.ZERO, MerkleRoot.ZERO, 0, 0, 0);
    var block = Block.of(header, List.of(coinbase, first, second));
    assertThat(cache.missing(block)).containsExactly(OUTPOINT);
    store.coins().clear();
    assertThat(cache.missing(block)).isEmpty();
  }

  @Test
  void drawsNearWithoutAnyChange() {
    reach(State.CLEAN);
    cache.drawNear(List.of(spending(OUTPOINT, new OutPoint(OUTPOINT.txid(), 6))));
    assertThat(state()).isEqualTo(State.CLEAN);
    assertThat(cache.size()).isEqualTo(1);
  }

  private static Transaction spending(OutPoint... outpoints) {
    var inputs =
        Stream.of(outpoints)
            .map(outpoint -> new TxIn(outpoint, Script.EMPTY, TxIn.SEQUENCE_FINAL))
            .toList();
    return Transaction.of(2, inputs, List.of(OLD.output()), 0);
  }

  @Test
  void believesNoAnswerFromBeforeAFlush() {
    cache.add(OUTPOINT, OLD, false);
    var ahead = store.fetch(List.of(OUTPOINT));
    flush();
    assertThat(spend()).isEqualTo(OLD);
    flush(); // the cache now has no record, and "ahead" says that there never was a coin
    reach(State.STORED);
    assertThat(cache.spend(OUTPOINT, ahead)).isEqualTo(OLD);
  }

  @Test
  void believesNoAnswerAboutWhatItKnowsBetter() {
    reach(State.STORED);
    var ahead = store.fetch(List.of(OUTPOINT));
    assertThat(cache.spend(OUTPOINT, ahead)).isEqualTo(OLD);
    assertThat(cache.spend(OUTPOINT, ahead)).isNull();
  }

  @Test
  void findsNothingOfACoinThatCameAndWentSinceTheAnswer() {
    var ahead = store.fetch(List.of(OUTPOINT));
    cache.add(OUTPOINT, OLD, false);
    assertThat(cache.spend(OUTPOINT, ahead)).isEqualTo(OLD);
    assertThat(cache.spend(OUTPOINT, ahead)).isNull();
  }

  @Test
  void takesAnAnswerInsteadOfLookingIntoTheStore() {
    reach(State.STORED);
    var ahead = store.fetch(List.of(OUTPOINT));
    store.coins().clear();
    assertThat(cache.spend(OUTPOINT, ahead)).isEqualTo(OLD);
  }

  @Test
  void givesCoinsThatShareNothingWithTheirRecords() {
    var script = Bytes.fromHex("0014" + "ab".repeat(20));
    var mine = new Coin(new TxOut(new Amount(1), new Script(script)), 7, false);
    cache.add(OUTPOINT, mine, false);
    var coin = spend();
    cache.add(OUTPOINT, coin(2, "0014" + "cd".repeat(20)), false);
    assertThat(coin).isEqualTo(mine);
  }
}
