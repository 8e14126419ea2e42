package cairn.ledger.headers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cairn.ledger.rules.FakeAncestor;
import cairn.primitives.BlockHash;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderEntryTest {
  private final HeaderEntry genesis = Entries.genesis();

  @Test
  void findsAncestorsAtEveryHeight() {
    var line = line(Entries.extend(genesis, 3000, 0));
    var random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      int from = random.nextInt(line.size());
      int to = random.nextInt(from + 1);
      assertThat(line.get(from).ancestor(to)).isSameAs(line.get(to));
    }
  }

  @Test
  void hasNoAncestorAboveItselfOrBelowTheGenesisBlock() {
    var entry = Entries.extend(genesis, 5, 0);
    assertThatThrownBy(() -> entry.ancestor(6)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> entry.ancestor(-1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void findsWhereBranchesPart(long seed) {
    var random = new Random(seed);
    var entries = new ArrayList<>(List.of(genesis));
    for (int i = 0; i < 300; i++) {
      int from = entries.size() - 1 - random.nextInt(Math.min(entries.size(), 30));
      entries.add(Entries.extend(entries.get(from), 1 + random.nextInt(20), i));
    }
    for (int i = 0; i < 2000; i++) {
      var a = entries.get(random.nextInt(entries.size()));
      var b = entries.get(random.nextInt(entries.size()));
      var common = slowCommonAncestor(a, b);
      assertThat(a.lastCommonAncestor(b)).isSameAs(common);
      assertThat(a.isAncestorOf(b)).isEqualTo(common == a);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void hasTheMedianOfElevenTimes(long seed) {
    var random = new Random(seed);
    var entry = genesis;
    var twin = FakeAncestor.genesis(genesis.time(), 0);
    for (int i = 0; i < 100; i++) {
      long time = 4_294_000_000L + random.nextInt(900_000);
      entry = Entries.next(entry, time, i);
      twin = twin.next(4, time, 0);
      assertThat(entry.medianTimePast()).isEqualTo(twin.medianTimePast());
    }
  }

  @Test
  void remembersTheLatestTimeSoFar() {
    var late = Entries.next(genesis, 4_000_000_000L, 0);
    var early = Entries.next(late, 1_300_000_001, 0);
    assertThat(early.maxTime()).isEqualTo(4_000_000_000L);
    assertThat(early.time()).isEqualTo(1_300_000_001);
  }

  @Test
  void locatorGoesBackInEverLargerSteps() {
    var tip = Entries.extend(genesis, 1000, 0);
    var heights = tip.locator().stream().map(hash -> heightOf(tip, hash)).toList();
    assertThat(heights)
        .containsExactly(
            1000, 999, 998, 997, 996, 995, 994, 993, 992, 991, 990, 989, 987, 983, 975, 959, 927,
            863, 735, 479, 0);
    assertThat(genesis.locator()).containsExactly(genesis.hash());
  }

  @Test
  void addsUpItsWork() {
    assertThat(genesis.work()).isEqualTo(BigInteger.TWO);
    var entry = Entries.extend(genesis, 4, 0);
    assertThat(entry.work()).isEqualTo(BigInteger.TEN);
    assertThat(entry.compareWork(genesis)).isPositive();
    assertThat(genesis.compareWork(entry)).isNegative();
    assertThat(entry.compareWork(entry)).isZero();
  }

  @Test
  void raisesItsValidityStepByStep() {
    assertThat(genesis.isValid(Validity.TREE)).isTrue();
    assertThat(genesis.isValid(Validity.TRANSACTIONS)).isFalse();
    assertThat(genesis.raise(Validity.CHAIN)).isTrue();
    assertThat(genesis.raise(Validity.TRANSACTIONS)).isFalse();
    assertThat(genesis.isValid(Validity.CHAIN)).isTrue();
    assertThat(genesis.isValid(Validity.SCRIPTS)).isFalse();
  }

  @Test
  void isNotValidOnceItHasFailed() {
    genesis.raise(Validity.SCRIPTS);
    genesis.setFailed(true);
    assertThat(genesis.isFailed()).isTrue();
    assertThat(genesis.isValid(Validity.TREE)).isFalse();
    assertThat(genesis.raise(Validity.SCRIPTS)).isFalse();
    genesis.setFailed(false);
    assertThat(genesis.isValid(Validity.SCRIPTS)).isTrue();
  }

  @Test
  void knowsWhereItsBlockIsStored() {
    assertThat(genesis.hasData()).isFalse();
    genesis.stored(7, 1234, 5, true);
    assertThat(genesis.hasData()).isTrue();
    assertThat(genesis.hasWitness()).isTrue();
    assertThat(genesis.hasUndo()).isFalse();
    genesis.undoStored(99);
    assertThat(genesis.hasUndo()).isTrue();
    assertThat(List.of(genesis.file(), genesis.dataPosition(), genesis.undoPosition()))
        .containsExactly(7, 1234, 99);
    genesis.pruned();
    assertThat(genesis.hasData()).isFalse();
    assertThat(genesis.hasUndo()).isFalse();
    assertThat(genesis.transactionCount()).isEqualTo(5);
    assertThat(genesis.hasWitness()).isTrue();
  }

  @Test
  void takesOverWhatWasStoredOfIt() {
    genesis.stored(7, 1234, 5, false);
    genesis.undoStored(99);
    genesis.raise(Validity.SCRIPTS);
    var again = Entries.genesis();
    again.restore(
        genesis.status(),
        genesis.transactionCount(),
        genesis.file(),
        genesis.dataPosition(),
        genesis.undoPosition());
    assertThat(again.status()).isEqualTo(genesis.status());
    assertThat(again.isValid(Validity.SCRIPTS)).isTrue();
    assertThat(again.hasUndo()).isTrue();
    assertThat(again.undoPosition()).isEqualTo(99);
    assertThat(again.transactionCount()).isEqualTo(5);
  }

  private static List<HeaderEntry> line(HeaderEntry tip) {
    var line = new ArrayList<HeaderEntry>();
    for (@Nullable HeaderEntry entry = tip; entry != null; entry = entry.previous()) {
      line.add(entry);
    }
    return line.reversed();
  }

  private static int heightOf(HeaderEntry tip, BlockHash hash) {
    return line(tip).stream().filter(entry -> entry.hasHash(hash)).findAny().orElseThrow().height();
  }

  private static HeaderEntry slowCommonAncestor(HeaderEntry a, HeaderEntry b) {
    var left = a;
    var right = b;
    while (left != right) {
      if (left.height() >= right.height()) {
        left = Objects.requireNonNull(left.previous());
      } else {
        right = Objects.requireNonNull(right.previous());
      }
    }
    return left;
  }
}
