package cairn.p2p.net;

import io.netty.channel.Channel;
import java.util.HashSet;
import java.util.Set;

/**
 * Lets as many connections of peers in as there may be. The others wait with the system, in the
 * order of their coming: who floods this node with connections has honest callers wait, but not
 * sent away. Thread-safe.
 */
final class Entrance {
  private final int places;
  private final Set<Channel> servers = new HashSet<>();
  private int taken;

  Entrance(int places) {
    this.places = places;
  }

  /** From now on, connections come in there too. */
  synchronized void add(Channel server) {
    servers.add(server);
    server.config().setAutoRead(taken < places);
  }

  /** A connection has come in. As several servers may let one in at once, it can be one on top. */
  synchronized void take() {
    taken++;
    if (taken == places) {
      setOpen(false);
    }
  }

  /** Nothing is left to be done about a connection. */
  synchronized void free() {
    taken--;
    if (taken == places - 1) {
      setOpen(true);
    }
  }

  private void setOpen(boolean open) {
    servers.forEach(server -> server.config().setAutoRead(open));
  }
}
