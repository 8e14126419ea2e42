package cairn.ledger;

import cairn.genesis.Network;
import cairn.ledger.chain.LedgerService;
import cairn.ledger.store.CoinsAtRest;
import cairn.ledger.store.NetworkIdentity;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/**
 * A block chain on disk, with its coins, and the one thread that changes them. Thread-safe.
 *
 * <p>What is there can be read at any time, from snapshots that the chain thread publishes. What is
 * to change is asked of that thread, by {@link #commands()}; what has changed it tells {@link
 * LedgerListener}s. Nothing is connected before the first command, so that there is time to {@link
 * #listen}.
 */
public interface Ledger extends AutoCloseable {
  /**
   * Opens what is in the directories, which must exist, or begins anew there.
   *
   * @param stopping whether what takes long should end early; asked often
   * @throws StorageException if that is damaged, or of another network; the message says what to do
   */
  static Ledger open(LedgerConfig config, BooleanSupplier stopping) {
    return LedgerService.open(config, stopping);
  }

  /**
   * The coins of a ledger that is not open, to be counted. Nothing is changed.
   *
   * @param directory the network's data directory, in which {@code chainstate/} is
   * @throws StorageException if there are none, or they are damaged, or of another network
   */
  static CoinSnapshot coinsAtRest(Path directory, Network network) {
    return CoinsAtRest.open(
        directory.resolve(LedgerConfig.CHAINSTATE), NetworkIdentity.of(network));
  }

  LedgerConfig config();

  /**
   * The active chain as of now, up to the last block all of whose checks have passed. Once it has a
   * block, the mempool has followed. A reorganisation is not seen on its way: until there is a
   * better chain, and the mempool fits it, this is the one from before.
   */
  ActiveChain chain();

  BlockIndex index();

  BlockReader blocks();

  LedgerState state();

  Mempool mempool();

  LedgerCommands commands();

  /** Tells {@code listener} of what happens from now on, after those that were added before it. */
  void listen(LedgerListener listener);

  /** Tells {@code listener} of what comes into the mempool and leaves it, from now on. */
  void listen(MempoolListener listener);

  /**
   * Keeps blocks from {@code height} on, and the ten before, from being pruned, until {@code
   * holder} names another height.
   *
   * @param holder as the log calls it
   */
  void holdBlocks(String holder, int height);

  /** Has whatever the chain thread is doing end soon, so that {@link #close} need not wait. */
  void stop();

  /**
   * Ends the chain thread and stores everything, unless a change has broken off. A second call does
   * nothing.
   *
   * @throws StorageException if it cannot be stored
   */
  @Override
  void close();
}
