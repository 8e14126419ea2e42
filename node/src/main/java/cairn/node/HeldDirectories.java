package cairn.node;

import cairn.ledger.StorageException;
import cairn.node.config.NodeConfig;

/** The directories of a node, which are there and held for it alone. */
public final class HeldDirectories implements AutoCloseable {
  private final DirectoryLock network;
  private final DirectoryLock blocks;

  private HeldDirectories(DirectoryLock network, DirectoryLock blocks) {
    this.network = network;
    this.blocks = blocks;
  }

  /**
   * Makes what is not there yet, and locks it.
   *
   * @throws StorageException if another node has, or if there can be no file in them
   */
  public static HeldDirectories of(NodeConfig config) {
    PrivateDirectories.create(config.networkDirectory().resolve("wallets"));
    PrivateDirectories.create(config.networkDirectory().resolve("chainstate"));
    PrivateDirectories.create(config.networkDirectory().resolve("blocks"));
    PrivateDirectories.create(config.blocksDirectory());
    var network = DirectoryLock.acquire(config.networkDirectory());
    try {
      return new HeldDirectories(network, DirectoryLock.acquire(config.blocksDirectory()));
    } catch (StorageException e) {
      network.close();
      throw e;
    }
  }

  /** Lets others in. */
  @Override
  public void close() {
    try (network) {
      blocks.close();
    }
  }
}
