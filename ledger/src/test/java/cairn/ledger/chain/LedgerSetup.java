package cairn.ledger.chain;

import cairn.genesis.Network;
import cairn.genesis.Networks;
import cairn.ledger.LedgerConfig;
import cairn.ledger.LedgerConfig.Rebuild;
import cairn.ledger.MempoolConfig;
import cairn.ledger.policy.PolicyOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** How a {@link TestLedger} is opened: as is usual in tests, but for what is said otherwise. */
final class LedgerSetup {
  /** Later than any block in a test. */
  private static final Instant NOW = Instant.parse("2035-01-01T00:00:00Z");

  private final Path directory;
  private Network network = Networks.regtest();
  private boolean xor = true;
  private Rebuild rebuild = Rebuild.NOTHING;
  private long cacheBytes = 32 << 20;
  private int threads = 2;
  private int checkBlocks = 6;
  private int checkLevel = 3;
  private long pruneTargetBytes = LedgerConfig.NEVER_PRUNE;
  private int stopAtHeight;
  private Duration maxTipAge = LedgerConfig.DEFAULT_MAX_TIP_AGE;
  private MempoolConfig mempool = MempoolConfig.DEFAULT;
  private Instant now = NOW;

  private LedgerSetup(Path directory) {
    this.directory = directory;
  }

  /** A ledger on regtest whose files are in {@code directory}. */
  static LedgerSetup in(Path directory) {
    return new LedgerSetup(directory);
  }

  LedgerSetup network(Network network) {
    this.network = network;
    return this;
  }

  LedgerSetup xor(boolean xor) {
    this.xor = xor;
    return this;
  }

  LedgerSetup rebuild(Rebuild rebuild) {
    this.rebuild = rebuild;
    return this;
  }

  LedgerSetup cacheBytes(long cacheBytes) {
    this.cacheBytes = cacheBytes;
    return this;
  }

  LedgerSetup threads(int threads) {
    this.threads = threads;
    return this;
  }

  /** Has the last {@code blocks} checked at the start, at {@code level}. */
  LedgerSetup check(int blocks, int level) {
    this.checkBlocks = blocks;
    this.checkLevel = level;
    return this;
  }

  LedgerSetup prune(long targetBytes) {
    this.pruneTargetBytes = targetBytes;
    return this;
  }

  LedgerSetup stopAtHeight(int stopAtHeight) {
    this.stopAtHeight = stopAtHeight;
    return this;
  }

  LedgerSetup maxTipAge(Duration maxTipAge) {
    this.maxTipAge = maxTipAge;
    return this;
  }

  /** Lets transactions of any form into the mempool. */
  LedgerSetup acceptNonStandard() {
    var standard = PolicyOptions.DEFAULT;
    var policy =
        new PolicyOptions(
            true,
            standard.permitBareMultisig(),
            standard.dataCarrierBytes(),
            standard.dustRelayFee(),
            standard.minRelayFee(),
            standard.incrementalRelayFee(),
            standard.bytesPerSigOp());
    this.mempool =
        new MempoolConfig(
            policy,
            mempool.limits(),
            mempool.cacheBytes(),
            mempool.persists(),
            mempool.plainFile());
    return this;
  }

  LedgerSetup now(Instant now) {
    this.now = now;
    return this;
  }

  /** Where the block files are. */
  Path blocksDirectory() {
    return directory.resolve("blocks");
  }

  LedgerConfig config() {
    return new LedgerConfig(
        network,
        directory,
        blocksDirectory(),
        true,
        xor,
        rebuild,
        cacheBytes,
        threads,
        checkBlocks,
        checkLevel,
        pruneTargetBytes,
        stopAtHeight,
        maxTipAge,
        mempool,
        InstantSource.fixed(now));
  }

  TestLedger open() {
    try {
      Files.createDirectories(blocksDirectory());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new TestLedger(config());
  }
}
