package cairn.p2p.compact;

import cairn.p2p.wire.CompactBlockMessage.CmpctBlock;
import cairn.primitives.BlockHeader;
import cairn.primitives.ByteReader;
import cairn.primitives.ByteWriter;
import cairn.primitives.DecodeException;
import cairn.primitives.Sha256;
import cairn.primitives.SipHash;
import cairn.primitives.Wtxid;

/**
 * Makes the short ids of one compact block. Nobody can prepare transactions of equal short ids
 * without knowing the header and the nonce.
 */
public record ShortIdKey(long k0, long k1) {
  private static final long MASK = (1L << 48) - 1;

  public static ShortIdKey of(CmpctBlock block) {
    return of(block.header(), block.nonce());
  }

  public static ShortIdKey of(BlockHeader header, long nonce) {
    var out = new ByteWriter(BlockHeader.LENGTH + Long.BYTES);
    header.write(out);
    out.int64(nonce);
    var hash = new ByteReader(new Sha256().update(out).finish());
    try {
      return new ShortIdKey(hash.int64(), hash.int64());
    } catch (DecodeException e) {
      throw new AssertionError("a hash has 32 bytes", e);
    }
  }

  /** 0 to 2^48 - 1. */
  public long shortId(Wtxid wtxid) {
    return SipHash.of(k0, k1, wtxid) & MASK;
  }
}
