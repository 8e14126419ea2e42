package cairn.node.peers;

import cairn.ledger.IndexedBlock;
import cairn.p2p.KnownBlock;
import cairn.primitives.BlockHash;
import cairn.primitives.BlockHeader;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** A block of the ledger's index, as peers know it. */
record LedgerBlock(IndexedBlock indexed) implements KnownBlock {
  /** The same in the ledger's words. */
  static IndexedBlock indexed(KnownBlock block) {
    return ((LedgerBlock) block).indexed();
  }

  /** Null for null. */
  static @Nullable KnownBlock of(@Nullable IndexedBlock block) {
    return block == null ? null : new LedgerBlock(block);
  }

  @Override
  public BlockHash hash() {
    return indexed.hash();
  }

  @Override
  public BlockHeader header() {
    return indexed.header();
  }

  @Override
  public int height() {
    return indexed.height();
  }

  @Override
  public long time() {
    return indexed.time();
  }

  @Override
  public BigInteger work() {
    return indexed.work();
  }

  @Override
  public @Nullable KnownBlock previous() {
    return of(indexed.previous());
  }

  @Override
  public KnownBlock ancestor(int height) {
    return new LedgerBlock(indexed.ancestor(height));
  }

  @Override
  public boolean hasData() {
    return indexed.hasData();
  }

  @Override
  public boolean hasAllData() {
    return indexed.chainTransactionCount() > 0;
  }

  @Override
  public boolean isFullyValid() {
    return indexed.isFullyValid();
  }

  @Override
  public boolean isFailed() {
    return indexed.isFailed();
  }
}
