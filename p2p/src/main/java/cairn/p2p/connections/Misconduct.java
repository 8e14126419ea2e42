package cairn.p2p.connections;

import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.Discipline;
import cairn.p2p.peer.Outbox;
import cairn.p2p.peer.Peer;
import cairn.p2p.peer.Peer.Stage;
import cairn.p2p.peer.Peers;
import cairn.p2p.permissions.Permission;
import cairn.p2p.wire.NetworkAddress;
import cairn.p2p.wire.NetworkType;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drops peers, and remembers those that nobody honest would be. */
public final class Misconduct implements Discipline {
  private static final Logger log = LoggerFactory.getLogger(Misconduct.class);

  private final Peers peers;
  private final Outbox out;
  private final Consumer<NetworkAddress> discourage;

  /**
   * @param discourage is given the addresses that are not to be trusted for a while
   */
  public Misconduct(Peers peers, Outbox out, Consumer<NetworkAddress> discourage) {
    this.peers = peers;
    this.out = out;
    this.discourage = discourage;
  }

  @Override
  public void drop(Peer peer, String reason) {
    if (!peer.isClosed()) {
      log.debug("{}, disconnecting {}", reason, peer);
      close(peer);
    }
  }

  @Override
  public void giveUp(Peer peer, String reason) {
    if (!peer.isClosed()) {
      log.debug("{}, disconnecting {}", reason, peer);
      peer.enter(Stage.CLOSED);
      out.close(peer);
    }
  }

  @Override
  public void abandon(Peer peer, String reason) {
    if (!peer.isClosed()) {
      log.info("{}, disconnecting {}", reason, peer);
      close(peer);
    }
  }

  @Override
  public void misbehaving(Peer peer, String what) {
    if (peer.isClosed()) {
      return;
    }
    log.info("Misbehaving: {}{}", peer, what.isEmpty() ? "" : ": " + what);
    if (peer.has(Permission.NOBAN)) {
      log.warn("Not punishing noban peer {}!", peer.id());
    } else if (peer.type() == ConnectionType.MANUAL) {
      log.warn("Not punishing manually connected peer {}!", peer.id());
    } else if (peer.remote().address().isLocal()) {
      // All who come from this machine, over an onion service for one, have that address.
      log.info(
          "Warning: disconnecting but not discouraging {} peer {}!",
          peer.facts().network() == NetworkType.ONION ? "inbound onion" : "local",
          peer.id());
      close(peer);
    } else {
      log.info("Disconnecting and discouraging peer {}!", peer.id());
      var address = peer.remote().address();
      discourage.accept(address);
      for (var other : List.copyOf(peers.all())) {
        if (other.remote().address().equals(address)) {
          close(other);
        }
      }
    }
  }

  private void close(Peer peer) {
    peer.drop();
    out.close(peer);
  }
}
