package cairn.ledger.coins;

import cairn.ledger.Coin;
import cairn.ledger.store.BestBlock;
import cairn.ledger.store.CoinSnapshot;
import cairn.primitives.Amount;
import cairn.primitives.ByteWriter;
import cairn.primitives.OutPoint;
import cairn.primitives.Sha256;
import cairn.primitives.Txid;
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
    try (var count = new Count(hashes, threads, progress)) {
      return snapshot.forEach(count) ? Optional.of(count.result(snapshot)) : Optional.empty();
    }
  }

  /** A count under way. */
  private static final class Count implements CoinSnapshot.Visitor, AutoCloseable {
    private static final int REPORT_EVERY = 1 << 13;

    private final Progress progress;
    private final @Nullable Sha256 serialized;
    private final @Nullable ParallelMuHash muhash;
    private final ByteWriter element = new ByteWriter();
    private @Nullable Txid last;
    private long transactions;
    private long coins;
    private long bogoSize;
    private long totalSats;

    Count(Set<Hash> hashes, int threads, Progress progress) {
      this.progress = progress;
      this.serialized = hashes.contains(Hash.SERIALIZED) ? new Sha256() : null;
      this.muhash = hashes.contains(Hash.MUHASH) ? new ParallelMuHash(threads) : null;
    }

    @Override
    public boolean visit(OutPoint outpoint, Coin coin) {
      if (coins % REPORT_EVERY == 0 && !progress.go(share(outpoint.txid()))) {
        return false;
      }
      if (!outpoint.txid().equals(last)) {
        last = outpoint.txid();
        transactions++;
      }
      coins++;
      bogoSize += CoinElement.bogoSize(coin);
      totalSats = Math.addExact(totalSats, coin.output().value().sats());
      CoinElement.write(element.clear(), outpoint, coin);
      if (serialized != null) {
        serialized.update(element);
      }
      if (muhash != null) {
        muhash.add(element.toBytes());
      }
      return true;
    }

    /** Coins come in the order of their txids, which are spread evenly. */
    private static double share(Txid txid) {
      return (txid.w0() >>> 11) * 0x1p-53;
    }

    CoinsStatistics result(CoinSnapshot snapshot) {
      return new CoinsStatistics(
          snapshot.bestBlock(),
          transactions,
          coins,
          bogoSize,
          new Amount(totalSats),
          snapshot.diskBytes(),
          serialized == null ? null : new SetHash(serialized.finishTwice()),
          muhash == null ? null : muhash.hash());
    }

    @Override
    public void close() {
      if (muhash != null) {
        muhash.close();
      }
    }
  }
}
