package cairn.ledger.store;

import cairn.ledger.BestBlock;
import cairn.ledger.Coin;
import cairn.ledger.CoinSnapshot;
import cairn.primitives.OutPoint;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The coins as they were when they were last written: what a cache of coins stands on.
 *
 * <p>Reading is for any thread; one thread writes. Nothing changes but by {@link Change#commit},
 * and each commit makes {@link #generation} one greater, so that whoever reads ahead of need can
 * tell whether what was read still holds.
 */
public interface CoinStore {
  /** The block after which these are the coins; null where nothing was ever written. */
  @Nullable BestBlock bestBlock();

  /** Whether it is known that no coin at all is stored, so that look-ups can be spared. */
  boolean isEmpty();

  /** How often the coins have changed since the store was opened. */
  long generation();

  /** The coin at {@code outpoint}, or null if there is none. */
  @Nullable Coin get(OutPoint outpoint);

  /** Looks all of {@code outpoints} up together. */
  FetchedCoins fetch(List<OutPoint> outpoints);

  /** The coins as they are now, which further changes do not touch; to be closed soon. */
  CoinSnapshot snapshot();

  /**
   * Begins a change; only one can be under way.
   *
   * @param bestBlock the block after which the coins will be as the change makes them
   */
  Change change(BestBlock bestBlock);

  /** Coins that come and go together, and with them the best block. */
  interface Change extends AutoCloseable {
    /**
     * Stores a coin, over one that may be there.
     *
     * @param key as {@link CoinKey} writes it, in a direct buffer; greater than any key before it
     * @param value as {@link cairn.ledger.codec.CoinCodec} writes it, in a direct buffer
     */
    void put(ByteBuffer key, ByteBuffer value);

    /**
     * Removes a coin, which need not be there.
     *
     * @param key as for {@link #put}
     */
    void delete(ByteBuffer key);

    /**
     * Makes the change. Whatever happens to the process or the machine, either all of it is stored
     * afterwards, with its best block, or nothing.
     */
    void commit();

    /** Gives up what was not committed. */
    @Override
    void close();
  }
}
