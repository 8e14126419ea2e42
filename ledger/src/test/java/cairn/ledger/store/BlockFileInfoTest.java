package cairn.ledger.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BlockFileInfoTest {
  @Test
  void spansTheHeightsAndTimesOfItsBlocks() {
    var info =
        BlockFileInfo.EMPTY
            .withBlock(7, 1_300_000_000, 1_000)
            .withBlock(5, 1_400_000_000, 3_000)
            .withBlock(6, 1_200_000_000, 2_000)
            .withUndo(400);
    assertThat(info)
        .isEqualTo(new BlockFileInfo(3, 3_000, 400, 5, 7, 1_200_000_000, 1_400_000_000))
        .hasToString(
            "CBlockFileInfo(blocks=3, size=3000, heights=5...7, time=2008-01-10...2014-05-13)");
  }
}
