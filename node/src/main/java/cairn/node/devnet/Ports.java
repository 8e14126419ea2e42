package cairn.node.devnet;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;

/** Finds ports of this machine that nobody listens at. */
final class Ports {
  private static final int MAX_TRIES = 1000;

  private Ports() {}

  static boolean isFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true); // who has just left is not in the way
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * A free port, the first from {@code wanted} on.
   *
   * @param taken by others who may not listen yet
   */
  static int free(int wanted, Set<Integer> taken) throws DevnetException {
    for (int port = wanted; port < wanted + MAX_TRIES; port++) {
      if (!taken.contains(port) && isFree(port)) {
        return port;
      }
    }
    throw new DevnetException("no port is free from %d on".formatted(wanted));
  }
}
