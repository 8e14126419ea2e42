package cairn.node.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.stream.Stream;

/**
 * Keeps Logback from looking for a configuration: {@link NodeLog} makes it. Where a node is part of
 * another program that has one, it is left to that.
 */
public final class QuietConfigurator extends ContextAwareBase implements Configurator {
  /** A property that says that the process is {@code ./cairn}, so there is nothing to look for. */
  public static final String ALONE = "cairn.alone";

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    if (System.getProperty(ALONE) == null && isConfigured()) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    context.getLogger("ROOT").setLevel(Level.OFF);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  private static boolean isConfigured() {
    var loader = QuietConfigurator.class.getClassLoader();
    return System.getProperty("logback.configurationFile") != null
        || Stream.of("logback-test.xml", "logback.xml")
            .anyMatch(name -> loader.getResource(name) != null);
  }
}
