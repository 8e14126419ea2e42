package cairn.node;

import cairn.ledger.StorageException;
import cairn.ledger.StorageException.Problem;
import cairn.node.config.ConfigException;
import cairn.node.config.ConfigReader;
import cairn.node.config.NodeConfig;
import cairn.node.config.NodeOptions;
import cairn.node.config.Notice;
import cairn.node.log.Display;
import cairn.node.log.NodeLog;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code ./cairn node}: runs a node until it has done what it was asked, or is told to stop.
 *
 * <p>Nothing is written to the second stream but {@code Error: ...}, after which the status is 1,
 * and {@code Warning: ...}.
 */
final class NodeCommand {
  /** Some of what was to be imported was not good. */
  private static final int IMPORT_INCOMPLETE = 2;

  private static final String REBUILD =
      ".\nPlease restart with -reindex or -reindex-chainstate to recover.";

  private static final Logger log = LoggerFactory.getLogger(NodeCommand.class);

  private final Display display;
  private final PrintStream err;

  private NodeCommand(Display display, PrintStream err) {
    this.display = display;
    this.err = err;
  }

  /**
   * Runs the command.
   *
   * @param terminal whether {@code out} is a terminal, on which progress can be shown
   * @return the exit status
   */
  static int run(List<String> arguments, PrintStream out, PrintStream err, boolean terminal) {
    var signal = StopSignal.listen(); // before anything that takes time
    int status = 1;
    try {
      var command = new NodeCommand(new Display(out, terminal), err);
      status =
          switch (ConfigReader.request(arguments)) {
            case HELP -> print(out, help(false));
            case HELP_DEBUG -> print(out, help(true));
            case VERSION -> print(out, "Cairn version v" + Version.CAIRN + "\n");
            case RUN -> command.run(ConfigReader.read(arguments, defaultDataDirectory()), signal);
          };
    } catch (ConfigException e) {
      err.println("Error: " + e.getMessage());
    } catch (StorageException e) {
      err.println(
          e.problem() == Problem.REBUILD
              ? e.getMessage() + REBUILD // which is what is left of Core's question whether to
              : "Error: " + e.getMessage());
    } finally {
      signal.end(status);
    }
    return status;
  }

  private static int print(PrintStream out, String text) {
    out.print(text);
    return 0;
  }

  private static String help(boolean withDebug) {
    return """
    Cairn version v%s

    Usage: ./cairn node [options]

    %s\
    """
        .formatted(Version.CAIRN, NodeOptions.table().help(withDebug));
  }

  /** Where a node's files are unless {@code -datadir} says otherwise. */
  static Path defaultDataDirectory() {
    var home = System.getenv("HOME");
    return Path.of(Objects.requireNonNullElse(home, System.getProperty("user.home")), ".cairn")
        .toAbsolutePath();
  }

  private int run(NodeConfig config, StopSignal signal) throws ConfigException {
    signal.beginWork();
    try (var _ = HeldDirectories.of(config);
        var nodeLog = NodeLog.start(config.log(), display);
        var _ = PidFile.write(config.pidFile())) {
      HangUp.handle(nodeLog::reopen);
      return runLogged(config, nodeLog, signal);
    }
  }

  private int runLogged(NodeConfig config, NodeLog nodeLog, StopSignal signal)
      throws ConfigException {
    log.info("Cairn version v{}", Version.CAIRN);
    log.info("Default data directory {}", defaultDataDirectory());
    log.info("Using data directory {}", config.networkDirectory());
    config.notices().forEach(this::tell);
    ReadyFile.tell(config.readyFile(), "started");
    try {
      var node = new Node(config, display, nodeLog.switches());
      signal.onSignal(node::stop);
      var complaints = node.run();
      complaints.forEach(this::warn);
      return complaints.isEmpty() ? 0 : IMPORT_INCOMPLETE;
    } catch (StorageException e) {
      log.error("{}", e.getMessage());
      throw e;
    } catch (RuntimeException | Error e) {
      log.error("A bug has stopped the node", e);
      err.println("Error: A fatal internal error occurred, see debug.log for details: " + e);
      return 1;
    }
  }

  private void tell(Notice notice) {
    switch (notice.kind()) {
      case INFO -> log.info("{}", notice.text());
      case WARNING -> log.warn("{}", notice.text());
      case ALERT -> warn(notice.text());
      case PLAIN -> err.println(notice.text());
    }
  }

  private void warn(String text) {
    log.warn("{}", text);
    err.println("Warning: " + text);
  }
}
