package cairn.p2p.simulator;

import cairn.p2p.connections.Handshake;
import cairn.p2p.peer.Call;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.Target;
import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.HandshakeMessage.SendAddrV2;
import cairn.p2p.wire.HandshakeMessage.Verack;
import cairn.p2p.wire.HandshakeMessage.Version;
import cairn.p2p.wire.HandshakeMessage.WtxidRelay;
import cairn.p2p.wire.Message;
import java.util.LinkedHashSet;
import java.util.Set;

/** Somebody with the manners of a node, and intentions of his own. */
abstract class Stranger implements Actor {
  final Simulation simulation;
  private final Site site;
  private final Set<End> ready = new LinkedHashSet<>();

  Stranger(Simulation simulation) {
    this(simulation, simulation.newSite());
  }

  Stranger(Simulation simulation, Site site) {
    this.simulation = simulation;
    this.site = site;
    simulation.network().listen(this);
  }

  /** The handshake is done. */
  void ready(End end) {}

  /** A message that is not of the handshake. */
  abstract void heard(End end, Message message);

  /** Connects to a node. */
  final void call(Endpoint endpoint) {
    var target = new Target.Node(endpoint);
    simulation
        .network()
        .connect(this, new Call(target, "", ConnectionType.OUTBOUND_FULL_RELAY, false));
  }

  final void send(End end, Message message) {
    simulation.network().send(end, message);
  }

  /** The connections whose handshake is done. */
  final Set<End> ready() {
    return ready;
  }

  @Override
  public final Site site() {
    return site;
  }

  @Override
  public final boolean isUp() {
    return true;
  }

  @Override
  public final void arrived(End end) {}

  @Override
  public final void opened(End end, Call call) {
    greet(end);
  }

  @Override
  public final void failed(Call call, String reason) {}

  private void greet(End end) {
    send(
        end,
        new Version(
            Handshake.PROTOCOL_VERSION,
            SimulatedNode.SERVICES,
            simulation.time().instant().getEpochSecond(),
            SimulatedNode.SERVICES,
            end.remote(),
            simulation.random().nextLong(),
            "/simulated/",
            simulation.best().height(),
            true));
  }

  @Override
  public final void received(End end, Message message) {
    switch (message) {
      case Version _ -> {
        if (!end.isCaller()) {
          greet(end);
        }
        send(end, new WtxidRelay());
        send(end, new SendAddrV2());
        send(end, new Verack());
      }
      case Verack _ -> {
        ready.add(end);
        ready(end);
      }
      default -> heard(end, message);
    }
  }

  @Override
  public final void closed(End end) {
    ready.remove(end);
  }
}
