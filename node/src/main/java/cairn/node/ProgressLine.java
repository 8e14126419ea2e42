package cairn.node;

import cairn.ledger.chain.Chainstate;
import cairn.ledger.chain.ImportProgress;
import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says how far an import has come: on a terminal in one line that keeps changing, elsewhere in a
 * log line now and then.
 */
final class ProgressLine implements ImportProgress {
  private static final Logger log = LoggerFactory.getLogger(ProgressLine.class);
  private static final Duration ON_TERMINAL = Duration.ofMillis(500);
  private static final Duration IN_LOG = Duration.ofSeconds(30);
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd").withZone(ZoneOffset.UTC);

  private final Chainstate chainstate;
  private final boolean terminal;
  private final PrintStream out = System.out;
  private final long start = System.nanoTime();
  private final int startHeight;
  private final long startTransactions;
  private long shownAt = start;
  private boolean shown;

  /**
   * @param console whether the console may be written to
   */
  ProgressLine(Chainstate chainstate, boolean console) {
    this.chainstate = chainstate;
    this.terminal =
        console && Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    this.startHeight = chainstate.chain().height();
    this.startTransactions = chainstate.chain().tip().chainTransactionCount();
  }

  @Override
  public void advanced(long doneBytes, long totalBytes) {
    long now = System.nanoTime();
    var every = terminal ? ON_TERMINAL : IN_LOG;
    if (now - shownAt < every.toNanos()) {
      return;
    }
    shownAt = now;
    var text = text(doneBytes, totalBytes, (now - start) / 1e9);
    if (terminal) {
      out.print("\r\033[K" + text);
      out.flush();
      shown = true;
    } else {
      log.info("{}", text);
    }
  }

  /** Leaves the line as it is, and begins another. */
  void end() {
    if (shown) {
      out.println();
    }
  }

  private String text(long doneBytes, long totalBytes, double seconds) {
    var tip = chainstate.chain().tip();
    double share = totalBytes == 0 ? 1 : (double) doneBytes / totalBytes;
    double blocks = (tip.height() - startHeight) / seconds;
    double transactions = (tip.chainTransactionCount() - startTransactions) / seconds;
    return "height %,d, %s, %.1f%%, %,.0f blocks/s, %,.0f tx/s, coins %s, %s left"
        .formatted(
            tip.height(),
            DATE.format(Instant.ofEpochSecond(tip.time())),
            100 * share,
            blocks,
            transactions,
            chainstate.coinsUsage(),
            timeLeft(share, seconds));
  }

  private static String timeLeft(double share, double seconds) {
    if (share <= 0) {
      return "unknown time";
    }
    var left = Duration.ofSeconds(Math.round(seconds * (1 - share) / share));
    return left.toHours() > 0
        ? "%d h %02d min".formatted(left.toHours(), left.toMinutesPart())
        : "%d min %02d s".formatted(left.toMinutesPart(), left.toSecondsPart());
  }
}
