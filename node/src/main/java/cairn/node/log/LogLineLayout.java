package cairn.node.log;

import cairn.node.config.LogConfig;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Lays a log line out as {@code bitcoind} does: {@code time [thread] [category] message}. */
final class LogLineLayout extends LayoutBase<ILoggingEvent> {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter MICROSECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private final LogConfig config;
  private final ThrowableProxyConverter throwable = new ThrowableProxyConverter();

  LogLineLayout(LogConfig config) {
    this.config = config;
  }

  @Override
  public void start() {
    throwable.start();
    super.start();
  }

  @Override
  public String doLayout(ILoggingEvent event) {
    var line = new StringBuilder(160);
    if (config.timestamps()) {
      var format = config.microseconds() ? MICROSECONDS : SECONDS;
      format.formatTo(time(event), line);
      line.append(' ');
    }
    if (config.threadNames()) {
      line.append('[').append(event.getThreadName()).append("] ");
    }
    appendKind(event, line);
    line.append(event.getFormattedMessage()).append('\n');
    if (event.getThrowableProxy() != null) {
      line.append(throwable.convert(event));
    }
    return line.toString();
  }

  private static Instant time(ILoggingEvent event) {
    var exact = event.getInstant();
    return exact == null ? Instant.ofEpochMilli(event.getTimeStamp()) : exact;
  }

  /** What the line is, unless it is plain information. */
  private static void appendKind(ILoggingEvent event, StringBuilder line) {
    var level = event.getLevel();
    if (level.isGreaterOrEqual(Level.WARN)) {
      line.append(level == Level.WARN ? "[warning] " : "[error] ");
    } else if (level != Level.INFO) {
      var category = LogCategories.of(event.getLoggerName());
      if (category != null) {
        line.append('[').append(category.id()).append("] ");
      }
    }
  }
}
