package cairn.node.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.FileAppender;

/**
 * Writes lines to the file, as far as {@link LogLimit} lets it. Lines of categories that somebody
 * has switched on, and those about the work under way, have no limit.
 */
final class LimitedFileAppender extends FileAppender<ILoggingEvent> {
  private final LogLimit limit;
  private final Logger own;

  /**
   * @param own in whose name it tells what is left out
   */
  LimitedFileAppender(LogLimit limit, Logger own) {
    this.limit = limit;
    this.own = own;
  }

  @Override
  protected void append(ILoggingEvent event) {
    for (var omission : limit.ended()) {
      tell(
          "Restarting logging from {}: {} bytes were dropped during the last {}s.",
          omission.place(),
          omission.characters(),
          LogLimit.WINDOW.toSeconds());
    }
    if (!isLimited(event)) {
      super.append(event);
      return;
    }
    var answer = limit.take(event);
    if (answer == LogLimit.Answer.LEFT_OUT) {
      return;
    }
    if (answer == LogLimit.Answer.LAST) {
      tell(
          "Excessive logging detected from {}: >{} bytes logged during the last time window of {}s."
              + " Suppressing logging to disk from this source location until time window resets."
              + " Console logging unaffected. Last log entry.",
          event.getLoggerName(),
          LogLimit.MOST,
          LogLimit.WINDOW.toSeconds());
    }
    super.append(event);
  }

  private static boolean isLimited(ILoggingEvent event) {
    var markers = event.getMarkerList();
    boolean isRoutine = markers != null && markers.contains(NodeLog.ROUTINE);
    return event.getLevel().isGreaterOrEqual(Level.INFO) && !isRoutine;
  }

  private void tell(String pattern, Object... arguments) {
    super.append(
        new LoggingEvent(
            LimitedFileAppender.class.getName(), own, Level.WARN, pattern, null, arguments));
  }
}
