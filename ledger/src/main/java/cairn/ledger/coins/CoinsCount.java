package cairn.ledger.coins;

import cairn.ledger.Coin;
import cairn.ledger.CoinSnapshot;
import cairn.ledger.CoinsStatistics;
import cairn.ledger.CoinsStatistics.Hash;
import cairn.ledger.CoinsStatistics.Progress;
import cairn.ledger.SetHash;
import cairn.primitives.Amount;
import cairn.primitives.ByteWriter;
import cairn.primitives.OutPoint;
import cairn.primitives.Sha256;
import cairn.primitives.Txid;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A count of all coins that is under way. Belongs to one thread. */
public final class CoinsCount implements CoinSnapshot.Visitor, AutoCloseable {
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

  /**
   * @param threads how many may compute MuHash, besides the one that reads
   */
  public CoinsCount(Set<Hash> hashes, int threads, Progress progress) {
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

  /** What the coins come to that were visited, which are all of {@code snapshot}. */
  public CoinsStatistics result(CoinSnapshot snapshot) {
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
