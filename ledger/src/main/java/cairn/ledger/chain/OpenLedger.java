package cairn.ledger.chain;

import cairn.genesis.BuriedDeployment;
import cairn.ledger.BestBlock;
import cairn.ledger.ImportProgress;
import cairn.ledger.LedgerConfig;
import cairn.ledger.LedgerConfig.Rebuild;
import cairn.ledger.MempoolListener;
import cairn.ledger.StorageException;
import cairn.ledger.StorageException.Problem;
import cairn.ledger.blockfiles.BlockFiles;
import cairn.ledger.blockfiles.BlockFolder;
import cairn.ledger.blockfiles.FileLimits;
import cairn.ledger.blockfiles.XorKey;
import cairn.ledger.headers.HeaderTree;
import cairn.ledger.headers.Validity;
import cairn.ledger.mempool.LiveMempool;
import cairn.ledger.rules.Limits;
import cairn.ledger.rules.Verdict;
import cairn.ledger.script.ScriptExecutionCache;
import cairn.ledger.script.SignatureCache;
import cairn.ledger.script.VerifiedScripts;
import cairn.ledger.store.CoinStore;
import cairn.ledger.store.HeaderStore;
import cairn.ledger.store.HeaderStore.Flag;
import cairn.ledger.store.NetworkIdentity;
import cairn.primitives.Bytes;
import cairn.primitives.Hash256;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A ledger on disk, opened: all that {@link Chainstate} works on. The thread that opens it is the
 * chain thread.
 */
final class OpenLedger implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(OpenLedger.class);

  private final LedgerConfig config;
  private final Deque<Runnable> opened = new ArrayDeque<>();
  private final StageTimes times = new StageTimes();
  private final BlockArchive archive;
  private final Chainstate chainstate;
  private final ScriptExecutionCache executed;
  private final SignatureCache signatures;

  private final CoinSets coins;

  private OpenLedger(LedgerConfig config, ChainListener listener, BooleanSupplier stopping) {
    this.config = config;
    try {
      var blocks = openArchive(config);
      this.archive = open(blocks, blocks::close);
      var headers = new HeaderTree(config.network());
      archive.restore(headers);
      expectPruningAgain();
      expectBlockFiles(headers);
      var sets = new CoinSets(config, headers, isReindexing());
      this.coins = open(sets, sets::close);
      var computed = coins.computed();
      if (computed.cache().bestBlock() == null) {
        computed.cache().setBestBlock(new BestBlock(headers.genesis().hash(), 0));
      }
      var threads = new Workers(config.verifyThreads(), times);
      var workers = open(threads, threads::close);
      long cacheBytes = config.mempool().cacheBytes() / 2;
      this.executed = new ScriptExecutionCache(cacheBytes, salt());
      this.signatures = new SignatureCache(cacheBytes, salt());
      this.chainstate =
          new Chainstate(
              config,
              headers,
              archive,
              computed,
              workers,
              VerifiedScripts.in(executed, signatures),
              times,
              listener);
      opened.push(chainstate::close);
      var loaded = coins.loadedBefore();
      if (loaded != null) {
        chainstate.standOn(loaded, computed);
      }
      if (!isReindexing()) {
        storeGenesis();
      }
      expectWitnesses();
      expectPast();
      log.info("init message: Verifying blocks…");
      verify(config.checkBlocks(), config.checkLevel(), stopping);
    } catch (RuntimeException | Error e) {
      try {
        closeAll();
      } catch (RuntimeException alsoFailed) {
        e.addSuppressed(alsoFailed);
      }
      throw e;
    }
  }

  /**
   * Opens what is in the directories, which must exist, or begins anew there.
   *
   * @param stopping whether what takes long should end early; asked often
   * @throws StorageException if that is damaged, or of another network; the message says what to do
   */
  static OpenLedger open(LedgerConfig config, ChainListener listener, BooleanSupplier stopping) {
    return new OpenLedger(config, listener, stopping);
  }

  LedgerConfig config() {
    return config;
  }

  Chainstate chainstate() {
    return chainstate;
  }

  /** How long each stage of taking blocks in has taken so far. For any thread. */
  StageTimes times() {
    return times;
  }

  /** A mempool for this chain, without anything in it. */
  LiveMempool mempool(MempoolListener listener) {
    return new LiveMempool(
        config.mempool(),
        new ChainForMempool(chainstate),
        executed,
        signatures,
        chainstate.workers()::check,
        config.clock(),
        new SecureRandom(),
        listener);
  }

  private static Bytes salt() {
    var salt = new byte[Hash256.LENGTH];
    new SecureRandom().nextBytes(salt);
    return Bytes.wrap(salt);
  }

  /** Whether the block files have not all been gone through since a reindexing began. */
  boolean isReindexing() {
    return archive.index().has(Flag.REINDEXING);
  }

  /** What takes blocks in from files. */
  Importer importer(ImportProgress progress) {
    return new Importer(config.network(), chainstate, progress);
  }

  /** How many block files there are. */
  int blockFileCount() {
    return BlockFolder.count(config.blocksDirectory());
  }

  /** All block files have been gone through, and their blocks are connected and settled. */
  void endReindexing() {
    storeGenesis();
    chainstate.activate();
    chainstate.flush();
    archive.index().set(Flag.REINDEXING, false);
    log.info("Reindexing finished");
  }

  /** The coins, as they are on disk. */
  CoinSets coins() {
    return coins;
  }

  /** Goes one step with what is being verified below a snapshot; see {@link Chainstate}. */
  boolean stepHistory() {
    return chainstate.stepHistory(coins::declareProven);
  }

  /**
   * Checks the coins on disk against the blocks; {@link Chainstate#flush} comes first. Below a
   * snapshot that is not proven yet, there is another chain to check.
   *
   * @param blocks how many of the last; 0 for all
   * @param level see {@link ChainVerifier#verify}
   * @return whether all of these blocks were checked
   */
  boolean verify(int blocks, int level, BooleanSupplier stopping) {
    var history = chainstate.history();
    var chain = chainstate.chain();
    if (history == null) {
      return verifier(chainstate.coinStore(), stopping).verify(chain, blocks, level);
    }
    boolean whole = true;
    int above = chain.height() - history.base().height();
    if (above > 0) {
      int count = blocks <= 0 ? above : Math.min(blocks, above);
      whole = verifier(chainstate.coinStore(), stopping).verify(chain, count, level);
    }
    return verifier(coins.computed().store(), stopping).verify(history.chain(), blocks, level)
        && whole;
  }

  private ChainVerifier verifier(CoinStore store, BooleanSupplier stopping) {
    return new ChainVerifier(config.network(), archive, store, chainstate.workers(), stopping);
  }

  /** Stores everything, unless a change has broken off, and closes. A second call does nothing. */
  @Override
  public void close() {
    try {
      if (!opened.isEmpty() && chainstate.isRefuted()) {
        coins.declareRefuted();
      } else if (!opened.isEmpty() && chainstate.isSound()) {
        chainstate.flush();
      }
    } finally {
      closeAll();
    }
  }

  private static BlockArchive openArchive(LedgerConfig config) {
    var network = config.network();
    var directory = config.blocksDirectory();
    var key = XorKey.load(directory, config.xor());
    boolean reindex = config.rebuild() == Rebuild.EVERYTHING;
    if (reindex && config.prunes()) {
      BlockFolder.deleteUnusable(directory);
    }
    var index = HeaderStore.open(config.indexDirectory(), NetworkIdentity.of(network), reindex);
    try {
      var files =
          new BlockFiles(
              directory,
              network.peers().magic(),
              key,
              config.smallFiles() ? FileLimits.FAST_PRUNE : FileLimits.NORMAL,
              index.files());
      return new BlockArchive(index, files);
    } catch (RuntimeException e) {
      index.close();
      throw e;
    }
  }

  /** Blocks that are pruned do not come back just because nothing is to be pruned any more. */
  private void expectPruningAgain() {
    if (!archive.index().has(Flag.PRUNED)) {
      return;
    }
    if (!config.prunes()) {
      throw new StorageException(
          Problem.OPTION,
          "You need to rebuild the database using -reindex to go back to unpruned mode."
              + "  This will redownload the entire blockchain");
    }
    if (config.rebuild() == Rebuild.CHAINSTATE) {
      throw new StorageException(
          Problem.OPTION,
          "Prune mode is incompatible with -reindex-chainstate. Use full -reindex instead.");
    }
  }

  /** SegWit has not become active, by an option, below blocks that were stored before it was. */
  private void expectWitnesses() {
    int segwit = config.network().consensus().buried().of(BuriedDeployment.SEGWIT);
    var chain = chainstate.chain();
    for (int height = chain.height(); height >= Math.max(segwit, 1); height--) {
      var block = Objects.requireNonNull(chain.at(height));
      if (block.transactionCount() > 0 && !block.hasWitness()) { // below a snapshot, none may be
        throw new StorageException(
            Problem.REBUILD,
            "Witness data for blocks after height %d requires validation.".formatted(segwit)
                + " Please restart with -reindex.");
      }
    }
  }

  /** The clock is not behind the tip, as it would be if it were wrong. */
  private void expectPast() {
    var tip = chainstate.chain().tip();
    long now = config.clock().instant().getEpochSecond();
    if (tip.height() > 0 && tip.time() > now + Limits.MAX_FUTURE_BLOCK_TIME) {
      throw new StorageException(
          Problem.REBUILD,
          "The block database contains a block which appears to be from the future. This may be due"
              + " to your computer's date and time being set incorrectly. Only rebuild the block"
              + " database if you are sure that your computer's date and time are correct");
    }
  }

  /** The files that hold blocks are there. */
  private void expectBlockFiles(HeaderTree headers) {
    log.info("Checking all blk files are present...");
    var numbers = new HashSet<Integer>();
    headers.forEach(entry -> {
      if (entry.hasData()) {
        numbers.add(entry.file());
      }
    });
    for (int number : numbers) {
      var path = archive.files().path(number);
      if (!Files.isReadable(path)) {
        throw new StorageException(
            Problem.DAMAGED,
            "The block file %s is missing. Restore it, or start with -reindex to go through those"
                    .formatted(path)
                + " that are left.");
      }
    }
    if (archive.index().has(Flag.PRUNED)) {
      archive.files().deletePruned();
    }
  }

  /** Has the genesis block stored, as every other block is. */
  private void storeGenesis() {
    var genesis = chainstate.headers().genesis();
    if (genesis.hasData() || genesis.chainTransactionCount() > 0) {
      return;
    }
    chainstate.accept(new PreparedBlock(config.network().genesis(), Verdict.Valid.OK), null);
    genesis.raise(Validity.SCRIPTS);
  }

  /** Remembers how to close what has just been opened. */
  private <T> T open(T resource, Runnable close) {
    opened.push(close);
    return resource;
  }

  /** Closes everything, the last opened first, whatever goes wrong. */
  private void closeAll() {
    RuntimeException failure = null;
    while (!opened.isEmpty()) {
      try {
        opened.pop().run();
      } catch (RuntimeException e) {
        if (failure != null) {
          e.addSuppressed(failure);
        }
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
