package cairn.p2p.host;

import cairn.p2p.net.Dial;
import cairn.p2p.net.Sockets;
import cairn.p2p.own.PrivateBroadcast;
import cairn.p2p.peer.Call;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.Outbox;
import cairn.p2p.peer.Peer;
import cairn.p2p.peer.Target;
import cairn.p2p.transport.Frame;
import cairn.p2p.wire.CompactBlockMessage.CmpctBlock;
import cairn.p2p.wire.Message;
import cairn.p2p.wire.MessageCodec;
import cairn.primitives.Bytes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has sockets do what machines want. For the peers' thread alone. */
final class SocketOutbox implements Outbox {
  private static final Logger log = LoggerFactory.getLogger(SocketOutbox.class);
  private static final Logger PROXY_LOG = LoggerFactory.getLogger("cairn.p2p.net.proxy");

  private final Sockets sockets;
  private final Proxies proxies;
  private final Links links;
  private final LateMachines machines;
  private final PeerLoop<Link> loop;

  /** The same one goes to several peers when there is a new block, so it is encoded once. */
  private @Nullable CmpctBlock lastBlock;

  private Bytes lastPayload = Bytes.EMPTY;

  SocketOutbox(
      Sockets sockets, Proxies proxies, Links links, LateMachines machines, PeerLoop<Link> loop) {
    this.sockets = sockets;
    this.proxies = proxies;
    this.links = links;
    this.machines = machines;
    this.loop = loop;
  }

  @Override
  public void send(Peer to, Message message) {
    var link = links.find(to);
    if (link == null) {
      return;
    }
    if (to.type() == ConnectionType.PRIVATE_BROADCAST && !PrivateBroadcast.carries(message)) {
      log.debug("Omitting send of message '{}', {}", message.command(), to);
      return;
    }
    var payload = encode(message);
    log.debug("sending {} ({} bytes) {}", message.command(), payload.length(), to);
    link.connection().send(new Frame(message.command(), payload));
  }

  @SuppressWarnings("ReferenceEquality") // it is compared faster than by what it holds
  private Bytes encode(Message message) {
    if (!(message instanceof CmpctBlock block)) {
      return MessageCodec.encode(message);
    }
    if (block != lastBlock) {
      lastPayload = MessageCodec.encode(block);
      lastBlock = block;
    }
    return lastPayload;
  }

  @Override
  public boolean isFull(Peer peer) {
    var link = links.find(peer);
    return link != null && link.connection().isSendBufferFull();
  }

  @Override
  public void close(Peer peer) {
    var link = links.find(peer);
    if (link != null) {
      links.close(link);
    }
  }

  @Override
  public void connect(Call call) {
    var proxy = proxies.of(call);
    var target =
        switch (call.target()) {
          case Target.Node(var endpoint) -> new Dial.ToEndpoint(endpoint);
          case Target.Host(var name, var port) -> new Dial.ToName(name, port);
        };
    boolean needsProxy = !target.isIp() || call.type() == ConnectionType.PRIVATE_BROADCAST;
    if (proxy == null && needsProxy) {
      loop.post(() -> machines.get().failed(call, "unsupported network", true));
      return;
    }
    if (proxy != null) {
      PROXY_LOG.debug("Using proxy: {} to connect to {}", proxy, target);
    }
    var dial = new Dial(target, proxy, call.encrypted());
    links.began(dial, call);
    sockets.connect(dial);
  }
}
