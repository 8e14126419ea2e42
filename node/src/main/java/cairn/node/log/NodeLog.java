package cairn.node.log;

import cairn.node.config.ConfigException;
import cairn.node.config.LogConfig;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.LoggerFactory;

/** Starts logging. */
public final class NodeLog {
  /** A longer file is cut to its end at start. */
  private static final int SHRINK_ABOVE = 11_000_000;

  private static final int SHRINK_TO = 10_000_000;

  private NodeLog() {}

  /** From now on, lines go where {@code config} says. */
  public static void start(LogConfig config) throws ConfigException {
    var context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    context.getLogger("ROOT").setLevel(Level.INFO);
    LogCategories.prefixes()
        .forEach((prefix, category) ->
            context
                .getLogger(prefix)
                .setLevel(config.categories().contains(category) ? Level.TRACE : Level.INFO));
    var file = config.file();
    if (file != null) {
      prepare(file, config.shrink());
      var appender = new FileAppender<ILoggingEvent>();
      appender.setFile(file.toString());
      appender.setImmediateFlush(true);
      attach(appender, config, context);
    }
    if (config.console()) {
      attach(new ConsoleAppender<>(), config, context);
    }
  }

  /** Closes the files. */
  public static void stop() {
    ((LoggerContext) LoggerFactory.getILoggerFactory()).stop();
  }

  private static void attach(
      OutputStreamAppender<ILoggingEvent> appender, LogConfig config, LoggerContext context) {
    var layout = new LogLineLayout(config);
    layout.setContext(context);
    layout.start();
    var encoder = new LayoutWrappingEncoder<ILoggingEvent>();
    encoder.setContext(context);
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.setLayout(layout);
    encoder.start();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.start();
    context.getLogger("ROOT").addAppender(appender);
  }

  /** Makes the file, for its owner alone, and cuts an old one short. */
  private static void prepare(Path file, boolean shrink) throws ConfigException {
    try {
      if (!Files.exists(file)) {
        create(file);
      } else if (shrink && Files.size(file) > SHRINK_ABOVE) {
        keepEnd(file);
      }
      if (!Files.isWritable(file) || Files.isDirectory(file)) {
        throw new ConfigException("Could not open debug log file " + file);
      }
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
