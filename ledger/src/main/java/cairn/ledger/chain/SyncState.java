package cairn.ledger.chain;

import cairn.genesis.Network;
import cairn.ledger.CoinsInMemory;
import cairn.ledger.IndexedBlock;
import cairn.ledger.LedgerConfig;
import cairn.ledger.LedgerState;
import cairn.ledger.coins.CoinsCache;
import cairn.ledger.headers.HeaderEntry;
import cairn.ledger.rules.VersionBits;
import cairn.ledger.store.HeaderStore.Flag;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the ledger is doing. The chain thread writes, any thread reads. */
final class SyncState implements LedgerState {
  private static final Logger log = LoggerFactory.getLogger(SyncState.class);

  /** A tip that is not further from now than this is taken to be the last block there is. */
  private static final Duration AT_THE_TIP = Duration.ofHours(2);

  private final Network network;
  private final InstantSource clock;
  private final Duration maxTipAge;
  private final Chainstate chainstate;
  private final BlockArchive archive;
  private final VersionBits versionBits;
  private volatile boolean initialDownload = true;
  private volatile boolean importing;
  private volatile CoinsInMemory coins;
  private volatile List<String> unknownRules = List.of();

  SyncState(LedgerConfig config, Chainstate chainstate) {
    this.network = config.network();
    this.clock = config.clock();
    this.maxTipAge = config.maxTipAge();
    this.chainstate = chainstate;
    this.archive = chainstate.archive();
    this.versionBits = new VersionBits(network);
    this.coins = inMemory(chainstate.coins());
    updateInitialDownload(chainstate.chain().tip());
  }

  /** The last settled block is this one now. */
  void tipMoved(HeaderEntry tip) {
    coins = inMemory(chainstate.coins());
    updateInitialDownload(tip);
    chainstate.invalidChains().check(tip);
    if (!initialDownload) {
      unknownRules =
          versionBits.unknownRules(tip).stream()
              .filter(VersionBits.UnknownRules::active)
              .map(rules -> "Unknown new rules activated (versionbit " + rules.bit() + ")")
              .toList();
    }
  }

  /** Whether blocks are being imported from now on. */
  void importing(boolean now) {
    importing = now;
    updateInitialDownload(chainstate.chain().tip());
  }

  private void updateInitialDownload(HeaderEntry tip) {
    if (initialDownload
        && !importing
        && !isReindexing()
        && tip.work().compareTo(network.facts().minimumChainWork()) >= 0
        && clock.instant().getEpochSecond() - tip.time() <= maxTipAge.toSeconds()) {
      log.info("Leaving InitialBlockDownload (latching to false)");
      initialDownload = false;
    }
  }

  private static CoinsInMemory inMemory(CoinsCache coins) {
    return new CoinsInMemory(coins.usedBytes(), coins.size());
  }

  @Override
  public boolean isInitialBlockDownload() {
    return initialDownload;
  }

  @Override
  public boolean isImporting() {
    return importing;
  }

  @Override
  public boolean isReindexing() {
    return archive.index().has(Flag.REINDEXING);
  }

  @Override
  public boolean isPruned() {
    return archive.index().has(Flag.PRUNED);
  }

  @Override
  public double verificationProgress(IndexedBlock block) {
    long count = block.chainTransactionCount();
    if (count == 0) {
      return 0;
    }
    var facts = network.facts().transactions();
    long now = clock.instant().getEpochSecond();
    double total =
        count <= facts.count()
            ? facts.count() + (now - facts.time()) * facts.perSecond()
            : count + (now - timeAt(block, now)) * facts.perSecond();
    return Math.min(count / total, 1);
  }

  /**
   * The time up to which the block's chain goes. Near the tip that is reckoned from how many blocks
   * are missing, as miners' clocks are not exact, and people expect to see 1 at the end.
   */
  private long timeAt(IndexedBlock block, long now) {
    int missing = chainstate.headers().bestHeader().height() - block.height();
    return Math.abs(now - block.time()) <= AT_THE_TIP.toSeconds() && missing >= 0
        ? now - missing * (long) network.consensus().proofOfWork().targetSpacing()
        : block.time();
  }

  @Override
  public List<String> warnings() {
    var warnings = new ArrayList<String>();
    chainstate.invalidChains().warning().ifPresent(warnings::add);
    warnings.addAll(unknownRules);
    return warnings;
  }

  @Override
  public VersionBits versionBits() {
    return versionBits;
  }

  @Override
  public long blockFilesBytes() {
    return archive.files().usedBytes();
  }

  @Override
  public Map<String, Duration> stageTimes() {
    return chainstate.times().all();
  }

  @Override
  public CoinsInMemory coinsInMemory() {
    return coins;
  }
}
