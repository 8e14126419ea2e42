package cairn.node.log;

import cairn.node.config.LogConfig.LineFormat;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/**
 * Keeps the last lines that the threads of a group log, so that nodes in one process can be told
 * apart. Thread-safe.
 *
 * <p>Where the program has a configuration of Logback's, that says what is logged. Where it uses
 * another library for its log, nothing is kept here.
 */
public final class GroupLog implements AutoCloseable {
  private static final String LOGGERS = "cairn";
  private static final int MAX_LINES = 5000;
  private static final LineFormat FORMAT = new LineFormat(false, true, true, true, false);

  private final ThreadGroup group;
  private final LogLineLayout layout = new LogLineLayout(FORMAT);
  private final Deque<String> lines = new ArrayDeque<>();
  private final @Nullable Logger logger;
  private final Appender appender = new Appender();

  private GroupLog(ThreadGroup group, @Nullable Logger logger) {
    this.group = group;
    this.logger = logger;
  }

  /** Keeps what is logged from now on. */
  public static GroupLog start(ThreadGroup group) {
    if (!(loggers() instanceof LoggerContext context)) {
      return new GroupLog(group, null);
    }
    var logger = context.getLogger(LOGGERS);
    var log = new GroupLog(group, logger);
    log.layout.setContext(context);
    log.layout.start();
    log.appender.setContext(context);
    log.appender.start();
    if (logger.getEffectiveLevel() == Level.OFF) {
      logger.setLevel(Level.INFO);
    }
    logger.addAppender(log.appender);
    return log;
  }

  /** While one thread sets SLF4J up, which is under this lock, others would get a stand-in. */
  @SuppressWarnings("LockOnNonEnclosingClassLiteral") // it is that lock that is to be waited for
  private static ILoggerFactory loggers() {
    synchronized (LoggerFactory.class) {
      return LoggerFactory.getILoggerFactory();
    }
  }

  /** The lines, without their ends, oldest first. */
  public List<String> lines() {
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }

  private void add(String line) {
    synchronized (lines) {
      lines.addLast(line.stripTrailing());
      if (lines.size() > MAX_LINES) {
        lines.removeFirst();
      }
    }
  }

  /** Nothing more comes to what is kept. */
  @Override
  public void close() {
    if (logger != null) {
      logger.detachAppender(appender);
    }
  }

  /** On the thread that logs, as its group is what matters. */
  private final class Appender extends UnsynchronizedAppenderBase<ILoggingEvent> {
    @Override
    protected void append(ILoggingEvent event) {
      var from = Thread.currentThread().getThreadGroup();
      if (from != null && group.parentOf(from)) {
        add(layout.doLayout(event));
      }
    }
  }
}
