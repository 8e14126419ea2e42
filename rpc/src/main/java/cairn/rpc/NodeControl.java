package cairn.rpc;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What RPC may ask of the program that it is part of. For any thread. */
public interface NodeControl {
  /** The node's version. */
  String version();

  /** Has the node stop soon. */
  void stop();

  /** How long it has been running, whatever the clock says. */
  Duration uptime();

  /** Where the log is; empty if it is not in a file. */
  Optional<Path> logFile();
}
