package cairn.node.log;

import cairn.node.config.LogConfig.LineFormat;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Lays a log line out as {@code bitcoind} does: {@code time [thread] [category:level] message}. */
final class LogLineLayout extends LayoutBase<ILoggingEvent> {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter MICROSECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
  private static final char DELETE = 0x7f;

  private final LineFormat format;
  private final ThrowableProxyConverter throwable = new ThrowableProxyConverter();

  LogLineLayout(LineFormat format) {
    this.format = format;
  }

  @Override
  public void start() {
    throwable.start();
    super.start();
  }

  @Override
  public String doLayout(ILoggingEvent event) {
    var line = new StringBuilder(160);
    if (format.timestamps()) {
      (format.microseconds() ? MICROSECONDS : SECONDS).formatTo(time(event), line);
      line.append(' ');
    }
    if (format.threadNames()) {
      line.append('[').append(event.getThreadName()).append("] ");
    }
    appendKind(event, line);
    appendEscaped(event.getFormattedMessage(), line);
    line.append('\n');
    if (event.getThrowableProxy() != null) {
      line.append(throwable.convert(event));
    }
    return line.toString();
  }

  private static Instant time(ILoggingEvent event) {
    var exact = event.getInstant();
    return exact == null ? Instant.ofEpochMilli(event.getTimeStamp()) : exact;
  }

  /** Category and level, as far as they do not go without saying. */
  private void appendKind(ILoggingEvent event, StringBuilder line) {
    var level = event.getLevel();
    var category =
        level.isGreaterOrEqual(Level.INFO) ? null : LogCategories.of(event.getLoggerName());
    boolean withCategory = category != null || format.levels();
    boolean withLevel = level != (category == null ? Level.INFO : Level.DEBUG) || format.levels();
    if (withCategory || withLevel) {
      line.append('[');
      if (withCategory) {
        line.append(category == null ? "all" : category.id());
      }
      if (withLevel) {
        line.append(withCategory ? ":" : "").append(name(level));
      }
      line.append("] ");
    }
  }

  private static String name(Level level) {
    return level == Level.WARN ? "warning" : level.toString().toLowerCase(Locale.ROOT);
  }

  /** Whoever may have written it, it is not to move the cursor of a terminal. */
  private static void appendEscaped(String message, StringBuilder line) {
    for (int i = 0; i < message.length(); i++) {
      char character = message.charAt(i);
      if ((character < ' ' && character != '\n') || character == DELETE) {
        line.append("\\x%02x".formatted((int) character));
      } else {
        line.append(character);
      }
    }
  }
}
