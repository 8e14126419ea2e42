package cairn.node.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import tools.jackson.core.io.JsonStringEncoder;

/**
 * Makes each log line a JSON object: {@code time}, {@code level}, {@code category} if there is one,
 * {@code logger}, {@code thread}, {@code message}, and {@code exception} if there is one.
 */
final class JsonLineLayout extends LayoutBase<ILoggingEvent> {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private final ThrowableProxyConverter throwable = new ThrowableProxyConverter();

  @Override
  public void start() {
    throwable.start();
    super.start();
  }

  @Override
  public String doLayout(ILoggingEvent event) {
    var line = new StringBuilder(240).append('{');
    var exact = event.getInstant();
    add(
        "time",
        TIME.format(exact == null ? Instant.ofEpochMilli(event.getTimeStamp()) : exact),
        line);
    add("level", name(event.getLevel()), line);
    var category = LogCategories.of(event.getLoggerName());
    if (category != null) {
      add("category", category.id(), line);
    }
    add("logger", event.getLoggerName(), line);
    add("thread", event.getThreadName(), line);
    add("message", event.getFormattedMessage(), line);
    if (event.getThrowableProxy() != null) {
      add("exception", throwable.convert(event), line);
    }
    return line.append("}\n").toString();
  }

  private static String name(Level level) {
    return level == Level.WARN ? "warning" : level.toString().toLowerCase(Locale.ROOT);
  }

  private static void add(String name, String value, StringBuilder line) {
    if (line.length() > 1) {
      line.append(',');
    }
    line.append('"').append(name).append("\":\"");
    line.append(JsonStringEncoder.getInstance().quoteAsCharArray(value)).append('"');
  }
}
