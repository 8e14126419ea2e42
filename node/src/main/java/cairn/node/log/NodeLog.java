package cairn.node.log;

import cairn.node.config.ConfigException;
import cairn.node.config.LogCategory;
import cairn.node.config.LogConfig;
import cairn.node.config.LogConfig.LogFile;
import cairn.node.config.LogLevel;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.Layout;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/** Logging, for the whole process, from its start until it is closed. */
public final class NodeLog implements AutoCloseable {
  /** For lines that would only disturb where a changing line tells people how far work has come. */
  public static final Marker ROUTINE = MarkerFactory.getDetachedMarker("routine");

  private static final Logger log = LoggerFactory.getLogger(NodeLog.class);

  /** A longer file is cut to its end at start. */
  private static final int SHRINK_ABOVE = 11_000_000;

  private static final int SHRINK_TO = 10_000_000;

  /** Tells one run from the next. */
  private static final String GAP = "\n\n\n\n\n";

  private final LoggerContext context;
  private final LogSwitches switches;
  private final @Nullable Path file;
  private final @Nullable FileAppender<ILoggingEvent> appender;

  /**
   * @param appender to the file; null if there is none
   */
  private NodeLog(
      LoggerContext context,
      LogSwitches switches,
      @Nullable Path file,
      @Nullable FileAppender<ILoggingEvent> appender) {
    this.context = context;
    this.switches = switches;
    this.file = file;
    this.appender = appender;
  }

  /** What switches categories while the node runs. */
  public LogSwitches switches() {
    return switches;
  }

  /**
   * From now on, lines go where {@code config} says.
   *
   * @throws ConfigException if the file cannot be written
   */
  public static NodeLog start(LogConfig config, Display display) throws ConfigException {
    var context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    context.getLogger("ROOT").setLevel(Level.INFO);
    var switches = new LogSwitches(config, (category, level) -> set(context, category, level));
    var format = config.format();
    Layout<ILoggingEvent> layout = format.json() ? new JsonLineLayout() : new LogLineLayout(format);
    layout.setContext(context);
    layout.start();
    var file = config.file();
    FileAppender<ILoggingEvent> appender = null;
    if (file != null) {
      prepare(file.path(), file.shrink(), format.json() ? "" : GAP);
      appender = attach(file, layout, context);
    }
    if (config.console()) {
      var shown = new DisplayAppender(display, layout);
      shown.setContext(context);
      shown.start();
      context.getLogger("ROOT").addAppender(shown);
    }
    return new NodeLog(context, switches, file == null ? null : file.path(), appender);
  }

  /**
   * Opens the file anew, as it may have been moved away; if that fails, what was open is written to
   * as before. For any thread.
   */
  public void reopen() {
    if (file == null || appender == null) {
      return;
    }
    try {
      if (!Files.exists(file)) {
        create(file);
      }
      appender.openFile(file.toString());
    } catch (IOException e) {
      log.warn("Could not open debug log file {} again: {}", file, e.toString());
    }
  }

  /** Has lines of a category written that are of this level or above. */
  private static void set(LoggerContext context, LogCategory category, LogLevel level) {
    LogCategories.prefixes()
        .forEach((prefix, other) -> {
          if (category == other) {
            context.getLogger(prefix).setLevel(Level.toLevel(level.name()));
          }
        });
  }

  /** Closes the file; what is logged later is lost. */
  @Override
  public void close() {
    context.stop();
  }

  private static FileAppender<ILoggingEvent> attach(
      LogFile file, Layout<ILoggingEvent> layout, LoggerContext context) {
    var encoder = new LayoutWrappingEncoder<ILoggingEvent>();
    encoder.setContext(context);
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.setLayout(layout);
    encoder.start();
    var appender =
        file.limited()
            ? new LimitedFileAppender(
                new LogLimit(System::nanoTime), context.getLogger(NodeLog.class))
            : new FileAppender<ILoggingEvent>();
    appender.setContext(context);
    appender.setFile(file.path().toString());
    appender.setImmediateFlush(true);
    appender.setEncoder(encoder);
    appender.start();
    context.getLogger("ROOT").addAppender(appender);
    return appender;
  }

  /**
   * Makes the file, for its owner alone, or cuts an old one short.
   *
   * @param gap what is to stand after an earlier run
   */
  private static void prepare(Path file, boolean shrink, String gap) throws ConfigException {
    try {
      if (!Files.exists(file)) {
        create(file);
        return;
      }
      if (shrink && Files.size(file) > SHRINK_ABOVE) {
        keepEnd(file);
      }
      Files.writeString(file, gap, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new ConfigException("Could not open debug log file " + file);
    }
  }

  private static void create(Path file) throws IOException {
    if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } else {
      Files.createFile(file);
    }
  }

  private static void keepEnd(Path file) throws IOException {
    byte[] end;
    try (var in = Files.newInputStream(file)) {
      in.skipNBytes(Files.size(file) - SHRINK_TO);
      end = in.readAllBytes();
    }
    Files.write(file, end, StandardOpenOption.TRUNCATE_EXISTING);
  }
}
