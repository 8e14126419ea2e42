package cairn.ledger.cluster;

import static cairn.ledger.cluster.Diagram.Comparison.BETTER;
import static cairn.ledger.cluster.Diagram.Comparison.EQUAL;
import static cairn.ledger.cluster.Diagram.Comparison.INCOMPARABLE;
import static cairn.ledger.cluster.Diagram.Comparison.WORSE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import cairn.ledger.cluster.Diagram.Comparison;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiagramTest {
  private static Diagram diagram(long... feesAndSizes) {
    var chunks = new ArrayList<FeeSize>();
    for (int i = 0; i < feesAndSizes.length; i += 2) {
      chunks.add(new FeeSize(feesAndSizes[i], feesAndSizes[i + 1]));
    }
    return new Diagram(chunks);
  }

  private static Diagram any(Random random) {
    var chunks = new ArrayList<FeeSize>();
    for (int i = random.nextInt(5); i > 0; i--) {
      chunks.add(new FeeSize(random.nextInt(12) - 2, 1 + random.nextInt(4)));
    }
    return Diagram.ofAll(chunks);
  }

  @Test
  void comparesByWhatCanBeHadForEachSize() {
    assertThat(diagram().compare(diagram())).isEqualTo(EQUAL);
    assertThat(diagram(1, 1).compare(diagram())).isEqualTo(BETTER);
    assertThat(diagram(-1, 1).compare(diagram())).isEqualTo(WORSE);
    assertThat(diagram(2, 1, 1, 1).compare(diagram(3, 2))).isEqualTo(BETTER);
    assertThat(diagram(3, 1).compare(diagram(4, 2))).isEqualTo(INCOMPARABLE);
    assertThat(diagram(3, 1, 1, 1).compare(diagram(4, 1))).isEqualTo(WORSE);
  }

  @Test
  void doesNotCareHowALineIsCut() {
    assertThat(diagram(2, 2, 1, 1, 3, 3).compare(diagram(6, 6))).isEqualTo(EQUAL);
    assertThat(diagram(5, 1, 0, 7).compare(diagram(5, 1))).isEqualTo(EQUAL);
  }

  @Test
  void refusesChunksThatPayMoreThanThoseBefore() {
    assertThatIllegalArgumentException().isThrownBy(() -> diagram(1, 1, 2, 1));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void comparesAsATwinThatLooksAtEachSize(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 5000; i++) {
      var a = any(random);
      var b = any(random);
      assertThat(a.compare(b)).as("%s to %s", a, b).isEqualTo(twin(a, b));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5, 6})
  void isAPartialOrder(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      var a = any(random);
      var b = any(random);
      var c = any(random);
      assertThat(a.compare(a)).isEqualTo(EQUAL);
      assertThat(b.compare(a)).isEqualTo(reversed(a.compare(b)));
      if (isAtLeast(a, b) && isAtLeast(b, c)) {
        assertThat(isAtLeast(a, c)).as("%s, %s, %s", a, b, c).isTrue();
        boolean equal = a.compare(b) == EQUAL && b.compare(c) == EQUAL;
        assertThat(a.compare(c)).isEqualTo(equal ? EQUAL : BETTER);
      }
    }
  }

  private static boolean isAtLeast(Diagram a, Diagram b) {
    return List.of(BETTER, EQUAL).contains(a.compare(b));
  }

  private static Comparison reversed(Comparison comparison) {
    return switch (comparison) {
      case BETTER -> WORSE;
      case WORSE -> BETTER;
      case EQUAL, INCOMPARABLE -> comparison;
    };
  }

  /** All bends are at whole sizes, so the heights are compared at each of those. */
  private static Comparison twin(Diagram a, Diagram b) {
    boolean higher = false;
    boolean lower = false;
    for (int size = 0; size <= 20; size++) {
      int difference = height(a, size).compareTo(height(b, size));
      higher |= difference > 0;
      lower |= difference < 0;
    }
    return higher && lower ? INCOMPARABLE : higher ? BETTER : lower ? WORSE : EQUAL;
  }

  /** In twelfths of a satoshi, in which chunks of up to four have a whole fee for each size. */
  private static BigInteger height(Diagram diagram, long size) {
    var height = BigInteger.ZERO;
    long left = size;
    for (var chunk : diagram.chunks()) {
      long taken = Math.min(left, chunk.size());
      height = height.add(BigInteger.valueOf(12 * chunk.fee() / chunk.size() * taken));
      left -= taken;
    }
    return height;
  }
}
