package cairn.p2p.compact;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.p2p.wire.CompactBlockMessage.BlockTxn;
import cairn.p2p.wire.CompactBlockMessage.GetBlockTxn;
import cairn.p2p.wire.Transactions;
import cairn.primitives.Block;
import cairn.primitives.ByteWriter;
import cairn.primitives.Sha256;
import cairn.primitives.SipHash;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CompactBlocksTest {
  private final SplittableRandom random = new SplittableRandom(1);
  private final Block block = Transactions.block(random, 4);

  @Test
  void keysShortIdsByHeaderAndNonce() {
    var hash = Sha256.hash(new ByteWriter().bytes(block.header().serialized()).int64(-2).toBytes());
    long k0 = Long.reverseBytes(Long.parseUnsignedLong(hash.slice(0, 8).toHex(), 16));
    long k1 = Long.reverseBytes(Long.parseUnsignedLong(hash.slice(8, 16).toHex(), 16));
    var key = ShortIdKey.of(block.header(), -2);
    assertThat(key).isEqualTo(new ShortIdKey(k0, k1));
    var wtxid = block.transactions().getLast().wtxid();
    assertThat(key.shortId(wtxid)).isEqualTo(SipHash.of(k0, k1, wtxid) & 0xffff_ffff_ffffL);
    assertThat(key.shortId(wtxid)).isEqualTo(CompactBlocks.of(block, -2).shortIds().get(2));
    assertThat(ShortIdKey.of(block.header(), -1)).isNotEqualTo(key);
  }

  @Test
  void answersWithWhatIsAskedFor() {
    assertThat(CompactBlocks.answer(new GetBlockTxn(block.hash(), List.of(0, 3)), block))
        .contains(
            new BlockTxn(
                block.hash(),
                List.of(block.transactions().getFirst(), block.transactions().getLast())));
    assertThat(CompactBlocks.answer(new GetBlockTxn(block.hash(), List.of(0, 4)), block)).isEmpty();
  }
}
