package cairn.p2p.sync;

import cairn.p2p.Blockchain;
import cairn.p2p.peer.PeerId;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tells how far the best of the branches is that have not shown yet that they have enough work. */
final class PresyncReports {
  private record Report(BigInteger work, int height, Optional<Long> time) {
    /** With equal work, one that is still in its first pass comes first. */
    private static final Comparator<Report> ORDER =
        Comparator.comparing(Report::work)
            .thenComparing(report -> report.time().isPresent())
            .thenComparingInt(Report::height);
  }

  private final Blockchain chain;
  private final Map<PeerId, Report> reports = new TreeMap<>();
  private @Nullable PeerId best;

  PresyncReports(Blockchain chain) {
    this.chain = chain;
  }

  void forget(PeerId peer) {
    reports.remove(peer);
  }

  /** {@code sync} has gone on. */
  void update(PeerId peer, LowWorkSync sync) {
    var report = new Report(sync.presyncedWork(), sync.presyncedHeight(), sync.presyncTime());
    reports.put(peer, report);
    var bestReport = best == null ? null : reports.get(best);
    if (bestReport == null) {
      best =
          reports.entrySet().stream()
              .max(Map.Entry.comparingByValue(Report.ORDER))
              .orElseThrow()
              .getKey();
    } else if (Report.ORDER.compare(report, bestReport) > 0) {
      best = peer;
    }
    if (peer.equals(best)) {
      report.time().ifPresent(time -> chain.presynchronized(report.height(), time));
    }
  }
}
