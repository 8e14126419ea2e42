package cairn.p2p.host;

import cairn.p2p.net.Proxy;
import cairn.p2p.peer.Call;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.Target;
import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.NetworkType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Through which proxy nodes are reached.
 *
 * @param byNetwork where there is none, a network is reached without one
 * @param names the one that looks up names; null if none does
 */
public record Proxies(Map<NetworkType, Proxy> byNetwork, @Nullable Proxy names) {
  public static final Proxies NONE = new Proxies(Map.of(), null);

  public Proxies {
    byNetwork = Map.copyOf(byNetwork);
  }

  /** The one to take; null if there is none. */
  @Nullable Proxy of(Call call) {
    return switch (call.target()) {
      case Target.Node(var endpoint) -> byNetwork.get(network(call.type(), endpoint));
      case Target.Host _ -> names;
    };
  }

  /** By Tor goes, whatever the address, what nobody is to know the origin of. */
  private static NetworkType network(ConnectionType type, Endpoint endpoint) {
    return type == ConnectionType.PRIVATE_BROADCAST
        ? NetworkType.ONION
        : endpoint.address().network();
  }
}
