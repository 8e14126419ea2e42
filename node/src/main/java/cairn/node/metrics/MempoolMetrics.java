package cairn.node.metrics;

import static cairn.node.metrics.Metrics.counter;
import static cairn.node.metrics.Metrics.gauge;

import cairn.ledger.Ledger;
import cairn.ledger.Mempool;
import cairn.ledger.MempoolEntry;
import cairn.ledger.MempoolListener;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What there is to tell of the mempool. */
final class MempoolMetrics implements MempoolListener {
  private final Ledger ledger;
  private final LongAdder added = new LongAdder();
  private final Map<Removal, LongAdder> removed = new EnumMap<>(Removal.class);

  MempoolMetrics(Ledger ledger) {
    this.ledger = ledger;
    for (var why : Removal.values()) {
      removed.put(why, new LongAdder());
    }
  }

  void register(PrometheusMeterRegistry registry) {
    var mempool = ledger.mempool();
    gauge(
        registry,
        "cairn_mempool_transactions",
        "Transactions in the mempool",
        mempool,
        each -> each.summary().count());
    gauge(
        registry,
        "cairn_mempool_virtual_bytes",
        "Their size, as fees are counted by",
        mempool,
        each -> each.summary().virtualBytes());
    gauge(
        registry,
        "cairn_mempool_memory_bytes",
        "Memory that they take",
        mempool,
        each -> each.summary().memoryBytes());
    gauge(
        registry,
        "cairn_mempool_fees_sats",
        "What they leave to miners, in satoshis",
        mempool,
        each -> each.summary().feeSats());
    gauge(
        registry,
        "cairn_mempool_minimum_fee_sats_per_kvb",
        "What a transaction has to pay to come in, in satoshis for 1,000 virtual bytes",
        mempool,
        this::minimumFee);
    gauge(
        registry,
        "cairn_mempool_loaded",
        "1 once what the last run has stored is there again, else 0",
        mempool,
        each -> each.isLoaded() ? 1 : 0);
    counter(
        registry,
        "cairn_mempool_added",
        "Transactions that have come into the mempool",
        added,
        LongAdder::sum);
    removed.forEach((why, count) ->
        counter(
            registry,
            "cairn_mempool_removed",
            "Transactions that have left the mempool",
            count,
            LongAdder::sum,
            "reason",
            why.name().toLowerCase(Locale.ROOT)));
    ledger.listen(this);
  }

  private double minimumFee(Mempool mempool) {
    return Math.max(
        mempool.summary().minimumFee().satsPerKilobyte(),
        ledger.config().mempool().policy().minRelayFee().satsPerKilobyte());
  }

  @Override
  public void added(MempoolEntry entry, long sequence, boolean standsAlone) {
    added.increment();
  }

  @Override
  public void removed(MempoolEntry entry, Removal why, long sequence) {
    var count = removed.get(why);
    if (count != null) {
      count.increment();
    }
  }
}
