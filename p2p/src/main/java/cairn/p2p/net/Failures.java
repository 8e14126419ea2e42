package cairn.p2p.net;

import io.netty.channel.ConnectTimeoutException;
import java.io.FileNotFoundException;
import java.nio.channels.ClosedChannelException;
import java.util.List;

/** Says in few words why the system has refused something. */
final class Failures {
  private static final String IN_USE = "Address already in use";
  private static final String NO_FILE = "No such file or directory";

  /** How the system puts it; Netty and the JDK write more around that, each in its own way. */
  private static final List<String> KNOWN =
      List.of(
          IN_USE,
          "Cannot assign requested address",
          "Connection refused",
          "Connection reset",
          "Broken pipe",
          "No route to host",
          "Network is unreachable",
          NO_FILE,
          "Permission denied");

  private Failures() {}

  static String reason(Throwable cause) {
    if (cause instanceof ConnectTimeoutException) {
      return "timed out";
    }
    if (cause instanceof ClosedChannelException) {
      return "closed";
    }
    if (cause instanceof FileNotFoundException) {
      return NO_FILE;
    }
    var message = cause.toString();
    return KNOWN.stream().filter(message::contains).findFirst().orElse(message);
  }

  static BindFailedException bindFailed(Throwable cause) {
    var reason = reason(cause);
    return new BindFailedException(reason, reason.equals(IN_USE), cause);
  }
}
