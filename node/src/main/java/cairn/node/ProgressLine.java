package cairn.node;

import cairn.ledger.ImportProgress;
import cairn.ledger.Ledger;
import cairn.node.log.Display;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says how far a long piece of work has come: on a terminal in one line that keeps changing,
 * elsewhere in a log line now and then. Belongs to the chain thread.
 */
final class ProgressLine implements ImportProgress {
  private static final Logger log = LoggerFactory.getLogger(ProgressLine.class);
  private static final Duration ON_TERMINAL = Duration.ofMillis(500);
  private static final Duration IN_LOG = Duration.ofSeconds(30);
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd").withZone(ZoneOffset.UTC);

  private final Ledger ledger;
  private final Display display;
  private final boolean live;
  private Point start;
  private long shownAt;

  /**
   * Where the work stands.
   *
   * @param nanoTime when, by the clock of {@link System#nanoTime}
   * @param blockTime of the tip, in seconds since 1970
   * @param transactions in the chain
   * @param coins how much memory they take, for people
   */
  record Point(long nanoTime, int height, long blockTime, long transactions, String coins) {
    static Point of(Ledger ledger) {
      var tip = ledger.chain().tip();
      return new Point(
          System.nanoTime(),
          tip.height(),
          tip.time(),
          tip.chainTransactionCount(),
          ledger.state().coinsInMemory().toString());
    }
  }

  /**
   * @param live whether the display may be written to
   */
  ProgressLine(Ledger ledger, Display display, boolean live) {
    this.ledger = ledger;
    this.display = display;
    this.live = live && display.isTerminal();
    this.start = Point.of(ledger);
  }

  @Override
  public void begun() {
    start = Point.of(ledger);
    shownAt = start.nanoTime();
    if (live) {
      display.show("height %,d".formatted(start.height()));
    }
  }

  @Override
  public void advanced(long done, long total) {
    long now = System.nanoTime();
    if (now - shownAt < (live ? ON_TERMINAL : IN_LOG).toNanos()) {
      return;
    }
    shownAt = now;
    var text = text(start, Point.of(ledger), total == 0 ? 1 : (double) done / total);
    if (live) {
      display.show(text);
    } else {
      log.info("{}", text);
    }
  }

  /** The line goes away. */
  @Override
  public void ended() {
    if (live) {
      display.show("");
    }
  }

  /**
   * What has been done since {@code start}.
   *
   * @param share of all the work, 0 to 1
   */
  static String text(Point start, Point now, double share) {
    double seconds = (now.nanoTime() - start.nanoTime()) / 1e9;
    return "height %,d, %s, %.1f%%, %,.0f blocks/s, %,.0f tx/s, coins %s, %s left"
        .formatted(
            now.height(),
            DATE.format(Instant.ofEpochSecond(now.blockTime())),
            100 * share,
            (now.height() - start.height()) / seconds,
            (now.transactions() - start.transactions()) / seconds,
            now.coins(),
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
