package cairn.ledger;

import cairn.genesis.Network;
import cairn.ledger.chain.LedgerService;
import cairn.ledger.store.CoinsAtRest;
import cairn.ledger.store.NetworkIdentity;
import cairn.ledger.store.SnapshotFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
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
   * The coins of a ledger that is not open, to be counted: those after the tip of its active chain.
   * Nothing is changed.
   *
   * @param directory the network's data directory, in which {@code chainstate/} is
   * @throws StorageException if there are none, or they are damaged, or of another network
   */
  static CoinSnapshot coinsAtRest(Path directory, Network network) {
    var chainstate = directory.resolve(LedgerConfig.CHAINSTATE);
    var loaded = new SnapshotFolder(directory, chainstate);
    return CoinsAtRest.open(
        loaded.base().isPresent() ? loaded.directory() : chainstate, NetworkIdentity.of(network));
  }

  LedgerConfig config();

  /**
   * The active chain as of now, up to the last block all of whose checks have passed. Once it has a
   * block, the mempool has followed. A reorganisation is not seen on its way: until there is a
   * better chain, and the mempool fits it, this is the one from before.
   */
  ActiveChain chain();

  /**
   * The chain all of whose blocks were verified here: the active one or, while that stands on coins
   * that are not proven yet, the one that is to prove them.
   */
  default ActiveChain validatedChain() {
    var history = snapshot().map(SnapshotStatus::history);
    return history.isPresent() ? history.get() : chain();
  }

  /** The coins that the active chain began with, if they were loaded and the node went on since. */
  Optional<SnapshotStatus> snapshot();

  /**
   * Loads all coins after some block, of which the network's facts know what they are, from a file
   * as Core's {@code dumptxoutset} writes it. The active chain goes on from there, while the blocks
   * before are still verified. Returns when that has begun, which takes as long as reading the file
   * and more.
   *
   * @param stopping whether to end early; asked often
   * @throws SnapshotException if they are not the right ones, or not wanted
   * @throws LedgerClosedException if the ledger was closed meanwhile
   */
  LoadedCoins loadCoins(InputStream file, BooleanSupplier stopping)
      throws SnapshotException, IOException;

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
