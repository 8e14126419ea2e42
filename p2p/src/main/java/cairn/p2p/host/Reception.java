package cairn.p2p.host;

import cairn.p2p.net.Dial;
import cairn.p2p.peer.Arrival;
import cairn.p2p.peer.Peer;
import cairn.p2p.peer.Peer.Stage;
import cairn.p2p.wire.Endpoint;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets peers in, and sees them off. For the peers' thread, but for {@link #expect}. */
final class Reception {
  private static final Logger log = LoggerFactory.getLogger(Reception.class);

  private final LateMachines machines;
  private final Links links;
  private final Map<Endpoint, Bind> binds = new ConcurrentHashMap<>();

  Reception(LateMachines machines, Links links) {
    this.machines = machines;
    this.links = links;
  }

  /** From now on, peers may call there. For any thread. */
  void expect(Bind bind) {
    binds.put(bind.endpoint(), bind);
  }

  /** A connection stands. */
  void opened(Link link) {
    var peer = admitted(link);
    if (peer == null) {
      links.close(link);
      return;
    }
    links.add(peer, link);
    attend(link, () -> machines.get().begin(peer));
    link.connection().resumeReading();
  }

  private @Nullable Peer admitted(Link link) {
    var peer = new @Nullable Peer[1];
    var failure =
        Guard.failureOf(() -> peer[0] = link.isInbound() ? arrived(link) : answered(link));
    if (failure != null) {
      log.error("A bug, closing a new connection", failure);
    }
    return peer[0];
  }

  private @Nullable Peer arrived(Link link) {
    if (link.hasEnded()) {
      return null;
    }
    var connection = link.connection();
    var bind = bind(connection.listening().orElseThrow().endpoint());
    return machines
        .get()
        .arrived(
            new Arrival(connection.remote(), connection.local(), bind.onion(), bind.whitebind()));
  }

  private Bind bind(Endpoint called) {
    var bind = binds.get(called);
    if (bind == null) {
      bind = binds.get(new Endpoint(called.address(), 0)); // any port was asked for
    }
    return Objects.requireNonNull(bind);
  }

  private @Nullable Peer answered(Link link) {
    var connection = link.connection();
    var call = links.ended(connection.dial().orElseThrow());
    return call == null
        ? null
        : machines.get().opened(call, connection.remote(), connection.local());
  }

  /** A connection that was asked for does not come about. */
  void failed(Dial dial, String reason, boolean ofProxy) {
    var call = links.ended(dial);
    if (call != null) {
      machines.get().failed(call, reason, ofProxy);
    }
  }

  /** This node now sends the first bytes of BIP 324's handshake. */
  void handshakeBegun(Link link) {
    log.debug("start sending v2 handshake to {}", link);
  }

  /** There is room again for what is to be sent. */
  void drained(Link link) {
    var peer = link.peer();
    if (peer != null && !peer.isClosed()) {
      attend(link, () -> machines.get().drained(peer));
    }
  }

  /** A connection has ended. */
  void closed(Link link, boolean retryWithV1) {
    var peer = link.peer();
    if (peer == null) {
      return;
    }
    links.remove(peer, link);
    peer.enter(Stage.CLOSED);
    attend(link, () -> machines.get().closed(peer, retryWithV1));
  }

  /** Has machines do something about a peer, who is dropped if they fail. */
  void attend(Link link, Runnable step) {
    var failure = Guard.failureOf(step);
    if (failure != null) {
      log.error("A bug, disconnecting {}", link, failure);
      drop(link);
    }
  }

  private void drop(Link link) {
    var peer = link.peer();
    if (peer != null) {
      peer.enter(Stage.CLOSED);
    }
    links.close(link);
  }
}
