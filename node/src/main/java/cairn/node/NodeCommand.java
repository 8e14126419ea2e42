package cairn.node;

import cairn.ledger.store.StorageException;
import cairn.node.config.ConfigException;
import cairn.node.config.ConfigReader;
import cairn.node.config.NodeConfig;
import cairn.node.config.NodeOptions;
import cairn.node.log.NodeLog;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code ./cairn node}: runs a node until it has done what it was asked, or is told to stop. */
final class NodeCommand {
  private static final Logger log = LoggerFactory.getLogger(NodeCommand.class);

  private NodeCommand() {}

  static int run(List<String> arguments, PrintStream out, PrintStream err) {
    try {
      switch (ConfigReader.request(arguments)) {
        case HELP -> out.print(help(false));
        case HELP_DEBUG -> out.print(help(true));
        case VERSION -> out.println("Cairn version v" + Version.CAIRN);
        case RUN -> {
          return run(ConfigReader.read(arguments, defaultDataDirectory()), err);
        }
      }
      return 0;
    } catch (ConfigException e) {
      err.println("Error: " + e.getMessage());
      return 1;
    }
  }

  private static String help(boolean withDebug) {
    return """
    Cairn version v%s

    Usage: ./cairn node [options]

    %s\
    """
        .formatted(Version.CAIRN, NodeOptions.table().help(withDebug));
  }

  private static Path defaultDataDirectory() {
    return Path.of(System.getProperty("user.home"), ".cairn");
  }

  private static int run(NodeConfig config, PrintStream err) throws ConfigException {
    ConfigReader.createDirectories(config);
    NodeLog.start(config.log());
    for (var warning : config.warnings()) {
      log.warn("{}", warning);
    }
    var node = new Node(config);
    var ended = new CountDownLatch(1);
    var hook = new Thread(() -> stopOnSignal(node, ended), "shutdown");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      var outcome = node.run();
      if (!outcome.complaint().isEmpty()) {
        err.println(outcome.complaint());
      }
      return outcome.exitStatus();
    } catch (StorageException e) {
      log.error("{}", e.getMessage(), e);
      err.println("Error: " + e.getMessage());
      return 1;
    } finally {
      NodeLog.stop();
      ended.countDown();
    }
  }

  /**
   * Runs when the process is asked to end: by SIGTERM, by Ctrl-C, or because {@link #run} has
   * returned. The JVM would end with a status of its own after a signal; a node that stops as it
   * was told ends with 0.
   */
  private static void stopOnSignal(Node node, CountDownLatch ended) {
    if (ended.getCount() == 0) {
      return;
    }
    node.stop();
    boolean waiting = true;
    while (waiting) {
      try {
        ended.await();
        waiting = false;
      } catch (InterruptedException e) {
        log.debug("interrupted while stopping");
      }
    }
    Runtime.getRuntime().halt(0);
  }
}
