package cairn.ledger.chain;

import cairn.genesis.Network;
import cairn.ledger.Coin;
import cairn.ledger.ImportProgress;
import cairn.ledger.ImportReport;
import cairn.ledger.LedgerConfig;
import cairn.ledger.chain.BlockAcceptance.Taken;
import cairn.ledger.chain.ImportJob.Step;
import cairn.ledger.headers.HeaderEntry;
import cairn.ledger.rules.BlockContents;
import cairn.ledger.rules.Rule;
import cairn.ledger.rules.Verdict;
import cairn.primitives.Block;
import cairn.primitives.BlockHash;
import cairn.primitives.OutPoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A ledger in a directory of its own, and what it told its listener. */
final class TestLedger implements AutoCloseable {
  private final Network network;
  private final List<String> events = new ArrayList<>();
  private final Map<BlockHash, Verdict.Invalid> refusals = new HashMap<>();
  private final OpenLedger ledger;
  private int eventsToLive = Integer.MAX_VALUE;

  TestLedger(LedgerConfig config) {
    this.network = config.network();
    this.ledger = OpenLedger.open(config, new Events(), () -> false);
  }

  /** Thrown in place of the process being killed. */
  static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Notes what happens. */
  private final class Events implements ChainListener {
    @Override
    public void connected(HeaderEntry block, Block contents) {
      expectSame(block, contents);
      event("+" + block.height());
    }

    @Override
    public void disconnected(HeaderEntry block, Block contents) {
      expectSame(block, contents);
      event("-" + block.height());
    }

    @Override
    public void refused(HeaderEntry block, Verdict.Invalid why) {
      refusals.put(block.hash(), why);
    }

    private void event(String what) {
      events.add(what);
      if (--eventsToLive < 0) {
        throw new Killed();
      }
    }

    private void expectSame(HeaderEntry block, Block contents) {
      if (!block.hash().equals(contents.hash())) {
        throw new AssertionError(block + " is said to be " + contents);
      }
    }
  }

  OpenLedger ledger() {
    return ledger;
  }

  Chainstate chainstate() {
    return ledger.chainstate();
  }

  /**
   * Has the next event but {@code events} break off whatever is being done, by {@link Killed}: no
   * more is stored then, and {@link #close} only frees what is held.
   */
  void killAfter(int events) {
    eventsToLive = events;
  }

  /** What has become of the chain since the last call: {@code +5} for block 5 being connected. */
  List<String> takeEvents() {
    var taken = List.copyOf(events);
    events.clear();
    return taken;
  }

  /** Why a block was refused when it last was; null if it never was. */
  Verdict.@Nullable Invalid refusal(Block block) {
    return refusals.get(block.hash());
  }

  /** The code of {@link #refusal}; empty if the block was never refused. */
  String refusalCode(Block block) {
    var refusal = refusal(block);
    return refusal == null ? "" : refusal.code();
  }

  /** Stores a block, and does nothing else with it. */
  Taken store(Block block) {
    return chainstate().accept(prepared(block), null);
  }

  /** Takes in blocks as they would come from peers, and waits until the chain is settled. */
  void submit(Block... blocks) {
    submit(List.of(blocks));
  }

  void submit(Collection<Block> blocks) {
    for (var block : blocks) {
      submitUnsettled(block);
    }
    chainstate().activate();
  }

  /** Takes in a block, and does not wait for its scripts. */
  void submitUnsettled(Block block) {
    store(block);
    while (chainstate().step()) {
      // one block after the other
    }
  }

  private PreparedBlock prepared(Block block) {
    return new PreparedBlock(block, Rule.firstFailure(BlockContents.rules(network), block));
  }

  ImportReport load(Path file) {
    return load(file, ImportProgress.NONE);
  }

  ImportReport load(Path file, ImportProgress progress) {
    var importer = ledger.importer(progress);
    importer.load(file);
    return run(importer);
  }

  ImportReport reindex() {
    var importer = ledger.importer(ImportProgress.NONE);
    importer.reindex(ledger.blockFileCount());
    var report = run(importer);
    if (!chainstate().isStopping()) {
      ledger.endReindexing();
    }
    return report;
  }

  private ImportReport run(Importer importer) {
    try (importer) {
      while (!chainstate().isStopping()) {
        if ((chainstate().wantsBlocks() && importer.step(false) == Step.DONE)
            || chainstate().step()) {
          continue;
        }
        chainstate().settleAll();
        if (!chainstate().step() && importer.step(true) == Step.OVER) {
          break;
        }
      }
      return importer.report();
    }
  }

  void invalidate(Block block) {
    chainstate().invalidate(entry(block));
    chainstate().activate();
  }

  void reconsider(Block block) {
    chainstate().reconsider(entry(block));
    chainstate().activate();
  }

  void precious(Block block) {
    chainstate().precious(entry(block));
    chainstate().activate();
  }

  HeaderEntry entry(Block block) {
    return Objects.requireNonNull(chainstate().headers().find(block.hash()));
  }

  HeaderEntry tip() {
    return chainstate().chain().tip();
  }

  int height() {
    return chainstate().chain().height();
  }

  /** All coins after the tip. */
  Map<OutPoint, Coin> coins() {
    chainstate().flush();
    var coins = new HashMap<OutPoint, Coin>();
    try (var snapshot = chainstate().coinStore().snapshot()) {
      snapshot.forEach((outpoint, coin) -> {
        coins.put(outpoint, coin);
        return true;
      });
    }
    return coins;
  }

  @Override
  public void close() {
    ledger.close();
  }
}
