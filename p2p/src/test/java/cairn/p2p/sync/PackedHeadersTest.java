package cairn.p2p.sync;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.primitives.BlockHash;
import cairn.primitives.BlockHeader;
import cairn.primitives.MerkleRoot;
import java.util.ArrayDeque;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedHeadersTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void givesBackTheHeadersAsTheyWere(long seed) {
    var random = new Random(seed);
    var start = new BlockHash(1, 2, 3, 4);
    var queue = new PackedHeaders(start, 5);
    var twin = new ArrayDeque<BlockHeader>();
    for (int i = 0; i < 10_000; i++) {
      if (random.nextInt(5) > 0) {
        var header = header(random, queue.last());
        queue.add(header, header.hash());
        twin.add(header);
        assertThat(queue.last()).isEqualTo(header.hash());
        assertThat(queue.lastBits()).isEqualTo(header.bits());
      } else if (!twin.isEmpty()) {
        assertThat(queue.remove()).isEqualTo(twin.remove());
      }
      assertThat(queue.size()).isEqualTo(twin.size());
    }
    while (!twin.isEmpty()) {
      assertThat(queue.remove()).isEqualTo(twin.remove());
    }
  }

  private static BlockHeader header(Random random, BlockHash previous) {
    return new BlockHeader(
        random.nextInt(),
        previous,
        new MerkleRoot(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong()),
        random.nextInt() & 0xffffffffL,
        random.nextInt() & 0xffffffffL,
        random.nextInt() & 0xffffffffL);
  }
}
