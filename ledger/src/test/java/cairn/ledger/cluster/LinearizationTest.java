package cairn.ledger.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearizationTest {
  @Test
  void knowsWhetherEachComesAfterWhatItNeeds() {
    var graph = Clusters.parse("1/1 1/1<0 1/1<1");
    assertThat(Linearization.of(0, 1, 2).isTopological(graph)).isTrue();
    assertThat(Linearization.of(0).isTopological(graph)).isTrue();
    assertThat(Linearization.of(0, 2, 1).isTopological(graph)).isFalse();
    assertThat(Linearization.of(0, 2).isTopological(graph)).isFalse();
    assertThat(Linearization.of(0, 3).isTopological(graph)).isFalse();
  }

  @Test
  void letsWhatComesTooEarlyWaitForTheLastThatItNeeds() {
    var graph = Clusters.parse("1/1 1/1<0 1/1<1 1/1 1/1");
    var order = Linearization.of(2, 3, 1, 0, 4);
    assertThat(order.completed(graph)).isEqualTo(Linearization.of(3, 0, 1, 2, 4));
  }

  @Test
  void putsWhatIsMissingLastTheBestFirst() {
    var graph = Clusters.parse("1/1 5/1<0 1/9 7/1 9/1<2");
    assertThat(Linearization.of(2).completed(graph)).isEqualTo(Linearization.of(2, 4, 3, 0, 1));
  }

  @Test
  void leavesOutWhatTheGraphDoesNotHave() {
    var graph = Clusters.parse("1/1 5/1<0 1/9");
    graph.remove(Bits.of(1));
    assertThat(Linearization.of(2, 0, 1).completed(graph)).isEqualTo(Linearization.of(2, 0));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void mendsAnyOrderAndLeavesGoodOnes(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      var graph = Clusters.scattered(1 + random.nextInt(32), random);
      var nodes = new ArrayList<>(Bits.stream(graph.nodes()).boxed().toList());
      Collections.shuffle(nodes, random);
      var order = Linearization.of(nodes.stream().mapToInt(Integer::intValue).toArray());
      var mended = order.completed(graph);
      assertThat(mended.nodes()).isEqualTo(graph.nodes());
      assertThat(mended.isTopological(graph)).isTrue();
      assertThat(mended.completed(graph)).isSameAs(mended);
      if (order.isTopological(graph)) {
        assertThat(mended).isEqualTo(order);
      }
    }
  }

  @Test
  void joinsPicksAndRenumbers() {
    var order = Linearization.of(3, 1).then(Linearization.of(5, 0));
    assertThat(order).isEqualTo(Linearization.of(3, 1, 5, 0)).hasToString("[3, 1, 5, 0]");
    assertThat(order.only(Bits.of(0) | Bits.of(1))).isEqualTo(Linearization.of(1, 0));
    assertThat(order.renumbered(new int[] {9, 8, -1, 7, -1, 6}))
        .isEqualTo(Linearization.of(7, 8, 6, 9))
        .hasSameHashCodeAs(Linearization.of(7, 8, 6, 9))
        .isNotEqualTo(order);
  }

  @Test
  void refusesANodeThatComesTwiceOrCannotBe() {
    assertThatIllegalArgumentException().isThrownBy(() -> Linearization.of(1, 2, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> Linearization.of(64));
    assertThatIllegalArgumentException().isThrownBy(() -> Linearization.of(-1));
  }
}
