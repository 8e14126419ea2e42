package cairn.ledger;

import cairn.ledger.coins.CoinsCount;
import cairn.primitives.Amount;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What all coins come to, as {@code gettxoutsetinfo} tells it.
 *
 * @param bestBlock the block after which these are the coins; null before the first
 * @param transactions how many have coins left
 * @param coins how many there are
 * @param bogoSize their size by a measure that depends on no database
 * @param total their amounts together
 * @param diskBytes about how many bytes they take on disk
 * @param serialized {@code hash_serialized_3}: double SHA-256 over all of them, in order; null if
 *     it was not asked for
 * @param muhash MuHash3072 over all of them; null if it was not asked for
 */
public record CoinsStatistics(
    @Nullable BestBlock bestBlock,
    long transactions,
    long coins,
    long bogoSize,
    Amount total,
    long diskBytes,
    @Nullable SetHash serialized,
    @Nullable SetHash muhash) {

  /** A hash over all coins. */
  public enum Hash {
    SERIALIZED,
    MUHASH
  }

  /** Is told how far the count has come, and can end it. */
  @FunctionalInterface
  public interface Progress {
    /**
     * Called every few thousand coins.
     *
     * @param share of the work that is done, 0 to 1
     * @return whether to go on
     */
    boolean go(double share);
  }

  /**
   * Counts the coins of {@code snapshot}.
   *
   * @param threads how many may compute MuHash, besides the one that reads
   * @return empty if {@code progress} ended it
   */
  public static Optional<CoinsStatistics> of(
      CoinSnapshot snapshot, Set<Hash> hashes, int threads, Progress progress) {
    try (var count = new CoinsCount(hashes, threads, progress)) {
      return snapshot.forEach(count) ? Optional.of(count.result(snapshot)) : Optional.empty();
    }
  }
}
