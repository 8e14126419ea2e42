package cairn.ledger.mining;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.ledger.ChainBuilder;
import cairn.ledger.mining.NonceSearch.Outcome;
import cairn.primitives.Block;
import cairn.primitives.BlockHeader;
import cairn.primitives.Target;
import java.util.List;
import org.junit.jupiter.api.Test;

class NonceSearchTest {
  private final ChainBuilder chain = ChainBuilder.regtest();

  private Block withoutProof() {
    var block = chain.draft().mine();
    return Block.of(block.header().withNonce(0), block.transactions());
  }

  @Test
  void findsTheFirstNonceThatWillDo() {
    for (int i = 0; i < 10; i++) {
      var found = (Outcome.Found) NonceSearch.search(withoutProof(), 1000, () -> false);
      long nonce = found.block().header().nonce();
      assertThat(found.tried()).isEqualTo(nonce);
      var target = Target.fromCompact(found.block().header().bits()).orElseThrow();
      for (long earlier = 0; earlier < nonce; earlier++) {
        assertThat(target.isMetBy(found.block().header().withNonce(earlier).hash())).isFalse();
      }
      chain.add(found.block());
    }
  }

  @Test
  void givesUpWhenEnoughWasTried() {
    var header = withoutProof().header();
    var hard =
        new BlockHeader(
            header.version(), header.previous(), header.merkleRoot(), header.time(), 0x1d00ffff, 0);
    var block = Block.of(hard, List.of());
    assertThat(NonceSearch.search(block, 7, () -> false)).isEqualTo(new Outcome.GivenUp(7));
    assertThat(NonceSearch.search(block, 0, () -> false)).isEqualTo(new Outcome.GivenUp(0));
    assertThat(NonceSearch.search(block, 1000, () -> true)).isEqualTo(new Outcome.GivenUp(0));
  }
}
