package cairn.ledger.chain;

import cairn.ledger.ActiveChain;
import cairn.ledger.BlockIndex;
import cairn.ledger.BlockReader;
import cairn.ledger.Ledger;
import cairn.ledger.LedgerCommands;
import cairn.ledger.LedgerConfig;
import cairn.ledger.LedgerListener;
import cairn.ledger.LedgerState;
import cairn.ledger.LoadedCoins;
import cairn.ledger.Mempool;
import cairn.ledger.MempoolListener;
import cairn.ledger.SnapshotException;
import cairn.ledger.SnapshotStatus;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The ledger as others see it: what can be read, and the way to the chain thread. Thread-safe. */
public final class LedgerService implements Ledger {
  private final LedgerConfig config;
  private final ChainThread thread;
  private final ChainThread.Parts parts;
  private final BlockReader blocks;
  private final LedgerCommands commands;
  private final SnapshotLoading loading;

  private LedgerService(LedgerConfig config, ChainThread thread) {
    this.config = config;
    this.thread = thread;
    this.parts = thread.parts();
    this.blocks = new StoredBlocks(parts.ledger().chainstate().archive());
    this.commands = new Commands(thread, parts);
    this.loading = new SnapshotLoading(thread, parts);
  }

  /**
   * See {@link Ledger#open}.
   *
   * @throws cairn.ledger.StorageException as that does
   */
  public static LedgerService open(LedgerConfig config, BooleanSupplier stopping) {
    return new LedgerService(config, ChainThread.start(config, stopping));
  }

  @Override
  public LedgerConfig config() {
    return config;
  }

  @Override
  public ActiveChain chain() {
    return parts.announcer().chain();
  }

  @Override
  public Optional<SnapshotStatus> snapshot() {
    var chainstate = parts.ledger().chainstate();
    var base = chainstate.snapshotBase();
    if (base == null) {
      return Optional.empty();
    }
    var history = chainstate.history();
    return Optional.of(new SnapshotStatus(base, history == null ? null : history.chain()));
  }

  @Override
  public LoadedCoins loadCoins(InputStream file, BooleanSupplier stopping)
      throws SnapshotException, IOException {
    return loading.load(file, stopping);
  }

  @Override
  public BlockIndex index() {
    return parts.ledger().chainstate().headers();
  }

  @Override
  public BlockReader blocks() {
    return blocks;
  }

  @Override
  public LedgerState state() {
    return parts.state();
  }

  @Override
  public Mempool mempool() {
    return parts.mempool();
  }

  @Override
  public LedgerCommands commands() {
    return commands;
  }

  /** How long each stage of taking blocks in has taken so far. For any thread. */
  public StageTimes times() {
    return parts.ledger().times();
  }

  @Override
  public void listen(LedgerListener listener) {
    parts.announcer().add(listener);
  }

  @Override
  public void listen(MempoolListener listener) {
    parts.mempoolListeners().add(listener);
  }

  @Override
  public void holdBlocks(String holder, int height) {
    parts.ledger().chainstate().pruneLocks().hold(holder, height);
  }

  @Override
  public void stop() {
    thread.stop();
  }

  @Override
  public void close() {
    try {
      thread.close();
    } finally {
      loading.close();
    }
  }
}
