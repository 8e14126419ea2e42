package cairn.node.config;

import cairn.genesis.Network;
import cairn.ledger.MempoolConfig;
import cairn.ledger.index.IndexOptions;
import cairn.ledger.mining.BlockOptions;
import cairn.rpc.RpcConfig;
import cairn.rpc.web.WebConfig;
import cairn.rpc.zmq.Publisher;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * All that the node was asked to be, understood and checked.
 *
 * @param network with the changes that tests ask for
 * @param dataDirectory the one that {@code -datadir} names
 * @param networkDirectory where this network's files are: in it, or itself
 * @param blocksDirectory where block files are
 * @param pidFile null for none
 * @param readyFile what is told when the node has begun, and when it is ready; null for none
 * @param loadBlocks the files to import, in this order
 * @param verifyThreads how many threads verify scripts, at least 1
 * @param dbCacheBytes memory for coins and their database
 * @param checkBlocks how many of the last blocks to check at start; 0 for all
 * @param checkLevel how thoroughly, 0 to 4
 * @param stopAtHeight 0 for never
 * @param maxTipAge a chain whose tip is older is still being synchronised
 * @param staleFeeEstimates whether to go on from stored fee estimates however old they are
 * @param blockOptions how new blocks are made
 * @param mine what is mined here; null for nothing
 * @param rpc null if there is to be no RPC server
 * @param publishers what is published over ZMQ, in the order of the topics
 * @param metrics where they are shown; null if there are none
 * @param web where the node's page is; null if there is none
 * @param indexes which indexes it keeps
 * @param commands that are run when something happens
 * @param peers what it is to be among other nodes
 * @param mockTime seconds since 1970, in place of the clock
 * @param notices what is to be said about all this at the start
 */
public record NodeConfig(
    Network network,
    Path dataDirectory,
    Path networkDirectory,
    Path blocksDirectory,
    BlockFilesConfig blockFiles,
    LogConfig log,
    @Nullable Path pidFile,
    @Nullable Path readyFile,
    List<Path> loadBlocks,
    boolean stopAfterBlockImport,
    Rebuild rebuild,
    int verifyThreads,
    long dbCacheBytes,
    int checkBlocks,
    int checkLevel,
    int stopAtHeight,
    Duration maxTipAge,
    MempoolConfig mempool,
    boolean staleFeeEstimates,
    BlockOptions blockOptions,
    @Nullable MineConfig mine,
    @Nullable RpcConfig rpc,
    CommandsConfig commands,
    List<Publisher> publishers,
    @Nullable MetricsConfig metrics,
    @Nullable WebConfig web,
    IndexOptions indexes,
    PeersConfig peers,
    OptionalLong mockTime,
    List<Notice> notices) {
  static final int MIN_DBCACHE_MIB = 4;
  static final int DEFAULT_DBCACHE_MIB = 450;
  static final int MAX_VERIFY_THREADS = 16;
  static final int MIN_PRUNE_TARGET_MIB = 550;
  static final int DEFAULT_CHECK_BLOCKS = 6;
  static final int DEFAULT_CHECK_LEVEL = 3;
  static final int MAX_CHECK_LEVEL = 4;
  static final Duration DEFAULT_MAX_TIP_AGE = Duration.ofDays(1);

  public NodeConfig {
    loadBlocks = List.copyOf(loadBlocks);
    publishers = List.copyOf(publishers);
    notices = List.copyOf(notices);
  }

  /** What to throw away and make anew at start. */
  public enum Rebuild {
    NOTHING,
    /** The coins, from the blocks that the header index knows. */
    CHAINSTATE,
    /** The header index and the coins, from whatever block files there are. */
    EVERYTHING
  }

  /**
   * How blocks are kept.
   *
   * @param xor whether a fresh directory gets a random XOR key
   * @param small whether files are as small as tests want them
   */
  public record BlockFilesConfig(boolean xor, boolean small, Prune prune) {}

  /**
   * Which old blocks go.
   *
   * @param targetBytes above which total size of block files; of no meaning unless automatic
   */
  public record Prune(Mode mode, long targetBytes) {
    /** What makes them go. */
    public enum Mode {
      NEVER,
      ON_REQUEST,
      AUTOMATIC
    }
  }
}
