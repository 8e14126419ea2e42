package cairn.interop;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for programs that have to be told theirs.
 *
 * <p>They are below those that systems choose for whoever connects without naming one: such a port
 * can be taken before the program that was told of it has started.
 */
final class Ports {
  private static final int FIRST = 10_000;
  private static final int END = 30_000;

  private static int next = ThreadLocalRandom.current().nextInt(FIRST, END);

  private Ports() {}

  /** Different ports that nobody uses, and that nobody was told of before. */
  static synchronized List<Integer> free(int count) throws IOException {
    var ports = new ArrayList<Integer>();
    while (ports.size() < count) {
      if (isFree(next)) {
        ports.add(next);
      }
      next = next + 1 < END ? next + 1 : FIRST;
    }
    return ports;
  }

  private static boolean isFree(int port) throws IOException {
    try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return true;
    } catch (BindException e) {
      return false;
    }
  }
}
