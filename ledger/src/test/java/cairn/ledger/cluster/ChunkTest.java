package cairn.ledger.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkTest {
  @Test
  void joinsWhatPaysForWhatCameBefore() {
    var graph = Clusters.parse("1/1 5/1<0 2/1<1 2/1 9/1<3");
    assertThat(Chunk.of(graph, Linearization.of(0, 1, 2, 3, 4)))
        .containsExactly(new Chunk(0b11111, new FeeSize(19, 5)));
    assertThat(Chunk.of(graph, Linearization.of(3, 4, 0, 1, 2)))
        .containsExactly(
            new Chunk(0b11000, new FeeSize(11, 2)),
            new Chunk(0b00011, new FeeSize(6, 2)),
            new Chunk(0b00100, new FeeSize(2, 1)));
  }

  @Test
  void keepsEqualRatesApart() {
    var graph = Clusters.parse("1/1 2/2<0");
    assertThat(Chunk.of(graph, Linearization.of(0, 1))).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void takesTheBestThatCanComeNext(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      var graph = Clusters.random(1 + random.nextInt(64), random);
      var order = Clusters.anyOrder(graph, random);
      int from = 0;
      for (var chunk : Chunk.of(graph, order)) {
        int start = from;
        long prefix = 0;
        for (int j = start; j < order.length(); j++) {
          prefix |= Bits.of(order.node(j));
          assertThat(graph.feeSizeOf(prefix).paysMoreThan(chunk.feeSize())).isFalse();
        }
        from += Bits.count(chunk.nodes());
        long members = order.stream().skip(start).limit(from - start).mapToLong(Bits::of).sum();
        assertThat(chunk.nodes()).isEqualTo(members);
        assertThat(chunk.feeSize()).isEqualTo(graph.feeSizeOf(members));
      }
      assertThat(from).isEqualTo(graph.count());
    }
  }
}
