package cairn.p2p.host;

import cairn.p2p.net.Proxy;
import cairn.p2p.peer.Target;
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
  @Nullable Proxy of(Target target) {
    return switch (target) {
      case Target.Node(var endpoint) -> byNetwork.get(endpoint.address().network());
      case Target.Host _ -> names;
    };
  }
}
