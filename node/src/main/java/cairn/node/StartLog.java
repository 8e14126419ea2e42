package cairn.node;

import cairn.ledger.Ledger;
import cairn.node.config.NodeConfig;
import cairn.node.config.NodeConfig.Prune;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the log says first, in the words in which people and programs look for it. */
final class StartLog {
  private static final Logger log = LoggerFactory.getLogger(StartLog.class);
  private static final double MIB = 1 << 20;

  private StartLog() {}

  /** Says how the node has been told to run. */
  static void tell(NodeConfig config) {
    var facts = config.network().facts();
    var assumed = facts.assumedValid();
    if (assumed == null) {
      log.info("Validating signatures for all blocks.");
    } else {
      log.info("Assuming ancestors of block {} have valid signatures.", assumed);
    }
    log.info("Setting nMinimumChainWork={}", "%064x".formatted(facts.minimumChainWork()));
    var prune = config.blockFiles().prune();
    if (prune.mode() == Prune.Mode.AUTOMATIC) {
      log.info(
          "Prune configured to target {} MiB on disk for block and undo files.",
          "%.0f".formatted(prune.targetBytes() / MIB));
    }
    log.info("Cache configuration:");
    log.info("* Using {} MiB for coins", "%.1f".formatted(config.dbCacheBytes() / MIB));
    log.info("Script verification uses {} threads", config.verifyThreads());
  }

  /** Says what was found on disk. */
  static void tellOfChain(Ledger ledger) {
    var tip = ledger.chain().tip();
    log.info("Block index and chainstate loaded");
    log.info(
        "Loaded best chain: hashBestChain={} height={} date={}",
        tip.hash(),
        tip.height(),
        Instant.ofEpochSecond(tip.time()));
    log.info("block tree size = {}", ledger.index().size());
  }
}
