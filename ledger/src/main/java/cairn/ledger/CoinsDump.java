package cairn.ledger;

import cairn.ledger.coins.CoinsFile;
import cairn.ledger.coins.EarlierCoins;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;

/**
 * A file of all coins after some block, as Core's {@code dumptxoutset} writes it.
 *
 * @param coins how many are in it
 * @param base the block after which these are the coins
 * @param serialized {@code hash_serialized_3} of them
 */
public record CoinsDump(long coins, IndexedBlock base, SetHash serialized) {
  /**
   * Writes all coins after {@code base}, which is the best block of {@code snapshot} or before it.
   *
   * @param out an empty file
   * @return empty if {@code progress} ended it
   * @throws BlockUnavailableException if a block cannot be read that came after {@code base}
   * @throws TooManyCoinsException if so many were spent since that there is no room for them
   */
  public static Optional<CoinsDump> write(
      Ledger ledger,
      CoinSnapshot snapshot,
      IndexedBlock base,
      SeekableByteChannel out,
      CoinsStatistics.Progress progress)
      throws BlockUnavailableException, TooManyCoinsException {
    var earlier = EarlierCoins.before(ledger, snapshot, base);
    try (var file = new CoinsFile(ledger.config().network(), base, out, progress)) {
      return earlier.forEach(file) ? Optional.of(file.finish(snapshot)) : Optional.empty();
    }
  }

  /** Going back so far would take more memory than there is. */
  public static final class TooManyCoinsException extends Exception {
    private static final long serialVersionUID = 1L;

    public TooManyCoinsException(int most) {
      super(
          "More than %d coins were spent since that block, for which there is no memory"
              .formatted(most));
    }
  }
}
