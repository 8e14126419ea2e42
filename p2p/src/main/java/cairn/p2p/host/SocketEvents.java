package cairn.p2p.host;

import cairn.p2p.net.CloseReason;
import cairn.p2p.net.Connection;
import cairn.p2p.net.Dial;
import cairn.p2p.net.SocketListener;
import cairn.p2p.transport.Frame;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Has the peers' thread deal with what happens on the sockets.
 *
 * <p>Nothing is read from a connection before its peer is let in. So whoever is banned costs no
 * more than the connection, and whatever the log says of a peer's bytes says which peer.
 */
final class SocketEvents implements SocketListener {
  private static final Logger log = LoggerFactory.getLogger(SocketEvents.class);

  private final PeerLoop<Link> loop;
  private final Reception reception;
  private final Strangers strangers;
  private final Map<Connection, Link> links = new ConcurrentHashMap<>();

  SocketEvents(PeerLoop<Link> loop, Reception reception, Strangers strangers) {
    this.loop = loop;
    this.reception = reception;
    this.strangers = strangers;
  }

  @Override
  public void opened(Connection connection) {
    var link = new Link(connection);
    connection.pauseReading();
    links.put(connection, link);
    post(link, () -> reception.opened(link));
  }

  /** As others decide when they come and go, that takes its turn beside the messages. */
  private void post(Link link, Runnable task) {
    if (link.isInbound()) {
      loop.postInTurn(task);
    } else {
      loop.post(task);
    }
  }

  @Override
  public void handshakeBegun(Connection connection) {
    var link = links.get(connection);
    if (link != null) {
      loop.post(() -> reception.handshakeBegun(link));
    }
  }

  @Override
  public void received(Connection connection, Frame frame, int wireSize) {
    var link = links.get(connection);
    if (link != null) {
      loop.arrived(link.inbox(), frame);
    }
  }

  @Override
  public void dropped(Connection connection, String reason, int wireSize) {
    var link = links.get(connection);
    if (link != null) {
      log.debug("{}, {}", reason, link);
    }
  }

  @Override
  public void drained(Connection connection) {
    var link = links.get(connection);
    if (link != null) {
      loop.post(() -> reception.drained(link));
    }
  }

  @Override
  public void closed(Connection connection, CloseReason reason, boolean retryWithV1) {
    var link = links.remove(connection);
    if (link == null) {
      return;
    }
    link.end();
    connection.foreignMagic().ifPresent(magic -> strangers.met(magic, link));
    switch (reason) {
      case CloseReason.Requested() -> {}
      case CloseReason.ByPeer() -> log.debug("socket closed, disconnecting {}", link);
      case CloseReason.Failed(var why) ->
          log.debug("socket recv error, disconnecting {}: {}", link, why);
      case CloseReason.OutOfMemory() ->
          log.info("peers hold too much in memory, disconnecting {}", link);
      case CloseReason.Broken(var why) -> {
        // Anyone may try anything where this node listens; whom it has called should know better.
        var level = link.isInbound() ? Level.DEBUG : Level.INFO;
        log.atLevel(level).log("{}, {}", why, link);
        log.atLevel(level).log("receiving message bytes failed, disconnecting {}", link);
      }
    }
    post(
        link,
        () -> {
          connection.forget();
          reception.closed(link, retryWithV1);
        });
  }

  @Override
  public void connectFailed(Dial dial, String reason, boolean ofProxy) {
    loop.post(() -> reception.failed(dial, reason, ofProxy));
  }
}
