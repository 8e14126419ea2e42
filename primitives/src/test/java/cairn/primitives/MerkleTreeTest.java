package cairn.primitives;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MerkleTreeTest {
  private static final Txid A = new Txid(1, 2, 3, 4);
  private static final Txid B = new Txid(5, 6, 7, 8);
  private static final Txid C = new Txid(9, 10, 11, 12);

  @Test
  void rootOfOneLeafIsTheLeaf() {
    assertThat(MerkleTree.of(List.of(A)).root()).isEqualTo(new MerkleRoot(1, 2, 3, 4));
  }

  @Test
  void rootOfNothingIsZero() {
    assertThat(MerkleTree.of(List.<Txid>of())).isEqualTo(new MerkleTree(MerkleRoot.ZERO, false));
  }

  @Test
  void tellsARepeatedTailFromTheListWithoutIt() {
    var plain = MerkleTree.of(List.of(A, B, C));
    var repeated = MerkleTree.of(List.of(A, B, C, C));
    assertThat(repeated.root()).isEqualTo(plain.root());
    assertThat(plain.hasEqualNeighbours()).isFalse();
    assertThat(repeated.hasEqualNeighbours()).isTrue();
  }

  @Test
  void joinsPairsWithDoubleSha256() {
    var pair = Sha256.doubleHash(A.bytes().concat(B.bytes()));
    assertThat(MerkleTree.of(List.of(A, B)).root().bytes()).isEqualTo(pair);
  }
}
