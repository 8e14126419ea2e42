package cairn.node.peers;

import cairn.ledger.IndexedBlock;
import cairn.ledger.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells people, during the first synchronisation, how far the headers are. */
final class HeadersProgress {
  private static final Logger log = LoggerFactory.getLogger(HeadersProgress.class);

  /**
   * Headers that are not stored cost whoever sends them nothing, so the log is not left to them.
   */
  private static final Duration PAUSE = Duration.ofMillis(250);

  private final Ledger ledger;
  private Instant lastPresync = Instant.MIN;

  HeadersProgress(Ledger ledger) {
    this.ledger = ledger;
  }

  /** Headers were stored, and {@code best} is the last of the best branch. */
  void stored(IndexedBlock best) {
    if (ledger.state().isInitialBlockDownload()) {
      log("Synchronizing blockheaders", best.height(), best.time());
    }
  }

  /**
   * Headers of a branch were seen, and not stored yet.
   *
   * @param time of the last of them, in seconds since 1970
   */
  void seen(int height, long time) {
    var network = ledger.config().network();
    var best = ledger.index().bestHeader();
    var now = ledger.config().clock().instant();
    if (best.work().compareTo(network.facts().minimumChainWork()) >= 0
        || now.isBefore(lastPresync.plus(PAUSE))) {
      return;
    }
    lastPresync = now;
    if (ledger.state().isInitialBlockDownload()) {
      log("Pre-synchronizing blockheaders", height, time);
    }
  }

  private void log(String what, int height, long time) {
    int spacing = ledger.config().network().consensus().proofOfWork().targetSpacing();
    long age = ledger.config().clock().instant().getEpochSecond() - time;
    long left = Math.max(0, age / spacing);
    double percent = 100.0 * height / Math.max(1, height + left);
    log.info("{}, height: {} (~{}%)", what, height, String.format(Locale.ROOT, "%.2f", percent));
  }
}
