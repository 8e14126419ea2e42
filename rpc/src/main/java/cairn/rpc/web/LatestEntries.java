package cairn.rpc.web;

import cairn.ledger.MempoolEntry;
import cairn.primitives.Amount;
import cairn.rpc.json.Json;
import java.util.Comparator;
import java.util.PriorityQueue;

/** The transactions that came last. Not thread-safe. */
final class LatestEntries {
  private static final int MOST = 12;
  private static final Comparator<MempoolEntry> BY_COMING =
      Comparator.comparingLong(MempoolEntry::sequence);

  private final PriorityQueue<MempoolEntry> latest = new PriorityQueue<>(BY_COMING);

  void add(MempoolEntry entry) {
    if (latest.size() == MOST) {
      if (BY_COMING.compare(entry, latest.element()) <= 0) {
        return;
      }
      latest.remove();
    }
    latest.add(entry);
  }

  /** The last first. */
  Json json() {
    return new Json.Arr(
        latest.stream().sorted(BY_COMING.reversed()).map(LatestEntries::json).toList());
  }

  private static Json json(MempoolEntry entry) {
    return Json.object()
        .put("txid", entry.transaction().txid())
        .put("vsize", entry.virtualSize())
        .put("fee", new Amount(entry.feeSats()))
        .put("time", entry.time())
        .build();
  }
}
