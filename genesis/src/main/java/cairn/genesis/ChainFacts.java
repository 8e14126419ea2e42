package cairn.genesis;

import cairn.primitives.BlockHash;
import cairn.primitives.Bytes;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a network's chain before any of it has been seen. Believing it saves time, and
 * keeps a node from being fed a chain that is too poor to be the real one; no rule depends on it.
 *
 * @param minimumChainWork hashes that the best chain took at least, 0 to 2^256 - 1
 * @param assumedValid a block whose ancestors' scripts need not be checked; null if there is none
 * @param snapshots the sets of coins that may be loaded instead of computed, lowest first
 * @param transactions how many there are, to estimate how far a synchronisation has come
 * @param assumedBlocksSize disk space that all blocks take, in gigabytes
 * @param assumedChainstateSize disk space that the coins take, in gigabytes
 */
public record ChainFacts(
    BigInteger minimumChainWork,
    @Nullable BlockHash assumedValid,
    List<Snapshot> snapshots,
    TransactionCount transactions,
    int assumedBlocksSize,
    int assumedChainstateSize) {
  /** Nothing is known. */
  public static final ChainFacts NONE =
      new ChainFacts(BigInteger.ZERO, null, List.of(), new TransactionCount(0, 0, 0), 0, 0);

  public ChainFacts {
    snapshots = List.copyOf(snapshots);
  }

  /** The same with another {@link #minimumChainWork}. */
  public ChainFacts withMinimumChainWork(BigInteger minimumChainWork) {
    return new ChainFacts(
        minimumChainWork,
        assumedValid,
        snapshots,
        transactions,
        assumedBlocksSize,
        assumedChainstateSize);
  }

  /** The same with another {@link #assumedValid} block, or, if null, without one. */
  public ChainFacts withAssumedValid(@Nullable BlockHash assumedValid) {
    return new ChainFacts(
        minimumChainWork,
        assumedValid,
        snapshots,
        transactions,
        assumedBlocksSize,
        assumedChainstateSize);
  }

  ChainFacts with(List<Snapshot> snapshots) {
    return new ChainFacts(
        minimumChainWork,
        assumedValid,
        snapshots,
        transactions,
        assumedBlocksSize,
        assumedChainstateSize);
  }

  /**
   * The coins after a certain block.
   *
   * @param coinsHash their {@code hash_serialized}, as {@code gettxoutsetinfo} gives it: 32 bytes
   *     in the order of the digest, which people write last byte first
   * @param transactionCount transactions in the chain up to the block
   */
  public record Snapshot(BlockPoint base, Bytes coinsHash, long transactionCount) {}

  /**
   * How many transactions the chain had once, and how it grows.
   *
   * @param time seconds since 1970
   * @param count transactions in the chain at that time
   * @param perSecond transactions a second since then
   */
  public record TransactionCount(long time, long count, double perSecond) {}
}
