package cairn.ledger;

import cairn.genesis.Network;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/**
 * How a ledger is to be opened.
 *
 * @param directory the network's data directory, in which {@code chainstate/} is
 * @param blocksDirectory which holds the block files, and the header index in {@code index/}
 * @param smallFiles whether block files are as small as tests want them
 * @param xor whether a fresh blocks directory gets a random XOR key
 * @param dbCacheBytes memory for coins and their database
 * @param verifyThreads how many threads check scripts and prepare blocks, at least 1
 * @param checkBlocks how many of the last blocks to check when opening; 0 for all
 * @param checkLevel how thoroughly, 0 to 4
 * @param pruneTargetBytes the total size above which old block files are deleted; {@link
 *     #NEVER_PRUNE} for never, {@link #PRUNE_ON_REQUEST} for not by itself
 * @param stopAtHeight no block above is connected; 0 for no such height
 * @param maxTipAge a chain whose tip is older is still being synchronised
 * @param mempool what the mempool is to be like
 * @param clock the node's
 */
public record LedgerConfig(
    Network network,
    Path directory,
    Path blocksDirectory,
    boolean smallFiles,
    boolean xor,
    Rebuild rebuild,
    long dbCacheBytes,
    int verifyThreads,
    int checkBlocks,
    int checkLevel,
    long pruneTargetBytes,
    int stopAtHeight,
    Duration maxTipAge,
    MempoolConfig mempool,
    InstantSource clock) {
  /** Where the coins are, in {@link #directory}. */
  public static final String CHAINSTATE = "chainstate";

  /** The part of the memory for coins that their database gets; the cache gets the rest. */
  private static final int DATABASE_SHARE = 8;

  private static final long MAX_DATABASE_BYTES = 64 << 20;

  public static final long NEVER_PRUNE = Long.MAX_VALUE;
  public static final long PRUNE_ON_REQUEST = Long.MAX_VALUE - 1;

  /** What {@link #maxTipAge} is unless there is a reason. */
  public static final Duration DEFAULT_MAX_TIP_AGE = Duration.ofDays(1);

  /** What to throw away and make anew. */
  public enum Rebuild {
    NOTHING,
    /** The coins, from the blocks that the header index knows. */
    CHAINSTATE,
    /** The header index and the coins, from whatever block files there are. */
    EVERYTHING
  }

  public Path chainstateDirectory() {
    return directory.resolve(CHAINSTATE);
  }

  /** Where the header index is; it does not move with the block files, which may be large. */
  public Path indexDirectory() {
    return directory.resolve("blocks").resolve("index");
  }

  /** How much of {@link #dbCacheBytes} is for the coins' database. */
  public long coinsDatabaseBytes() {
    return Math.min(dbCacheBytes / DATABASE_SHARE, MAX_DATABASE_BYTES);
  }

  /** How much of {@link #dbCacheBytes} is for the coins themselves. */
  public long coinsCacheBytes() {
    return dbCacheBytes - coinsDatabaseBytes();
  }

  public boolean prunes() {
    return pruneTargetBytes != NEVER_PRUNE;
  }
}
