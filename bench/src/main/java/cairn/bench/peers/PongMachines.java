package cairn.bench.peers;

import cairn.p2p.host.Machines;
import cairn.p2p.peer.Arrival;
import cairn.p2p.peer.Call;
import cairn.p2p.peer.ConnectionFacts;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.Outbox;
import cairn.p2p.peer.Peer;
import cairn.p2p.peer.PeerId;
import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.KeepaliveMessage.Ping;
import cairn.p2p.wire.KeepaliveMessage.Pong;
import cairn.p2p.wire.Message;
import cairn.p2p.wire.NetworkType;
import cairn.p2p.wire.ServiceFlags;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Lets everybody in, and does nothing but answer pings. */
final class PongMachines implements Machines {
  private final Outbox out;
  private final AtomicInteger open = new AtomicInteger();
  private long arrivals;

  PongMachines(Outbox out) {
    this.out = out;
  }

  /** How many peers there are. For any thread. */
  int open() {
    return open.get();
  }

  @Override
  public Peer arrived(Arrival arrival) {
    open.incrementAndGet();
    var facts =
        new ConnectionFacts(
            ConnectionType.INBOUND,
            arrival.remote(),
            arrival.remote().toString(),
            arrival.local(),
            NetworkType.IPV4,
            ServiceFlags.NONE,
            Set.of(),
            Instant.EPOCH);
    return new Peer(new PeerId(arrivals++), facts, ServiceFlags.NONE);
  }

  @Override
  public @Nullable Peer opened(Call call, Endpoint remote, Endpoint local) {
    return null;
  }

  @Override
  public void failed(Call call, String reason, boolean ofProxy) {}

  @Override
  public void begin(Peer peer) {}

  @Override
  public boolean isReadyFor(Peer peer, String command) {
    return true;
  }

  @Override
  public void unreadable(Peer peer, String command) {
    throw new IllegalStateException("honest peers do not send such a " + command);
  }

  @Override
  public void received(Peer peer, Message message) {
    if (message instanceof Ping(var nonce) && nonce.isPresent()) {
      out.send(peer, Pong.of(nonce.getAsLong()));
    }
  }

  @Override
  public void drained(Peer peer) {}

  @Override
  public void closed(Peer peer, boolean retryWithV1) {
    open.decrementAndGet();
  }
}
