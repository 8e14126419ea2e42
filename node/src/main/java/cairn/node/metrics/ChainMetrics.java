package cairn.node.metrics;

import static cairn.node.metrics.Metrics.counter;
import static cairn.node.metrics.Metrics.gauge;

import cairn.ledger.IndexedBlock;
import cairn.ledger.Ledger;
import cairn.ledger.LedgerListener;
import cairn.ledger.rules.Verdict;
import cairn.primitives.Block;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** What there is to tell of the chain. */
final class ChainMetrics implements LedgerListener {
  private static final double NANOS = Duration.ofSeconds(1).toNanos();

  private final Ledger ledger;
  private final LongAdder connected = new LongAdder();
  private final LongAdder disconnected = new LongAdder();
  private final LongAdder transactions = new LongAdder();
  private final LongAdder refused = new LongAdder();

  ChainMetrics(Ledger ledger) {
    this.ledger = ledger;
  }

  void register(PrometheusMeterRegistry registry) {
    gauge(
        registry,
        "cairn_chain_height",
        "The height of the chain",
        ledger,
        each -> each.chain().height());
    gauge(
        registry,
        "cairn_chain_tip_time_seconds",
        "The time in the last block's header, since 1970",
        ledger,
        each -> each.chain().tip().time());
    gauge(
        registry,
        "cairn_headers_height",
        "The height of the best header",
        ledger,
        each -> each.index().bestHeader().height());
    gauge(
        registry,
        "cairn_verification_progress",
        "How much of all transactions is in the chain, 0 to 1",
        ledger,
        each -> each.state().verificationProgress(each.chain().tip()));
    gauge(
        registry,
        "cairn_initial_block_download",
        "1 as long as the chain is far behind, else 0",
        ledger,
        each -> each.state().isInitialBlockDownload() ? 1 : 0);
    gauge(
        registry,
        "cairn_block_files_bytes",
        "What is used of the files of blocks and undo data",
        ledger,
        each -> each.state().blockFilesBytes());
    gauge(
        registry,
        "cairn_coins_cache_bytes",
        "Memory that coins take",
        ledger,
        each -> each.state().coinsInMemory().bytes());
    gauge(
        registry,
        "cairn_coins_cache_records",
        "Coins in memory",
        ledger,
        each -> each.state().coinsInMemory().records());
    gauge(
        registry,
        "cairn_warnings",
        "How many things there are to warn of",
        ledger,
        each -> each.state().warnings().size());
    counter(
        registry,
        "cairn_blocks_connected",
        "Blocks that have joined the chain",
        connected,
        LongAdder::sum);
    counter(
        registry,
        "cairn_blocks_disconnected",
        "Blocks that have left the chain",
        disconnected,
        LongAdder::sum);
    counter(registry, "cairn_blocks_refused", "Blocks that break a rule", refused, LongAdder::sum);
    counter(
        registry,
        "cairn_block_transactions",
        "Transactions of the blocks that have joined the chain",
        transactions,
        LongAdder::sum);
    for (var stage : ledger.state().stageTimes().keySet()) {
      counter(
          registry,
          "cairn_block_stage_seconds",
          "Time spent in each stage of taking blocks in, all threads together",
          ledger,
          each -> seconds(each, stage),
          "stage",
          stage);
    }
    ledger.listen(this);
  }

  private static double seconds(Ledger ledger, String stage) {
    var time = ledger.state().stageTimes().get(stage);
    return time == null ? 0 : time.toNanos() / NANOS;
  }

  @Override
  public void blockConnected(IndexedBlock block, Block contents) {
    connected.increment();
    transactions.add(contents.transactions().size());
  }

  @Override
  public void blockDisconnected(IndexedBlock block, Block contents) {
    disconnected.increment();
  }

  @Override
  public void blockRefused(IndexedBlock block, Verdict.Invalid why) {
    refused.increment();
  }
}
