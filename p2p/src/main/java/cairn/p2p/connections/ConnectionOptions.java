package cairn.p2p.connections;

import cairn.p2p.permissions.Whitelist;
import cairn.p2p.wire.NetworkType;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * How the operator wants this node to be connected.
 *
 * @param whitelist who has which permissions, besides {@code -whitebind}
 * @param logsAddresses whether the log may say where peers are ({@code -logips})
 */
public record ConnectionOptions(
    Limits limits,
    Calls calls,
    Seeds seeds,
    Means means,
    Whitelist whitelist,
    boolean logsAddresses) {
  /** As Core has them. */
  public static final ConnectionOptions DEFAULT =
      new ConnectionOptions(
          Limits.DEFAULT,
          Calls.AUTOMATIC,
          Seeds.DEFAULT,
          Means.DEFAULT,
          new Whitelist(List.of(), true, false),
          false);

  /**
   * How much is allowed.
   *
   * @param connections at most ({@code -maxconnections}), those not counted that the operator asks
   *     for
   * @param inboundRelayPercent of the inbound connections, so many may be for transactions ({@code
   *     -inboundrelaypercent}); 0 to 100
   * @param patience how long after its start a connection may be silent ({@code -peertimeout})
   * @param upload how many bytes a day should be sent at most ({@code -maxuploadtarget}); 0 for any
   *     number
   */
  public record Limits(int connections, int inboundRelayPercent, Duration patience, long upload) {
    public static final Limits DEFAULT = new Limits(200, 50, Duration.ofSeconds(60), 0);
  }

  /**
   * Whom this node calls.
   *
   * @param automatic whether it chooses peers by itself; never if {@code only} names some
   * @param only these and nobody else ({@code -connect})
   * @param added these, besides others ({@code -addnode})
   */
  public record Calls(boolean automatic, List<String> only, List<String> added) {
    public static final Calls AUTOMATIC = new Calls(true, List.of(), List.of());

    public Calls {
      only = List.copyOf(only);
      added = List.copyOf(added);
      if (automatic && !only.isEmpty()) {
        throw new IllegalArgumentException("whoever calls certain nodes only chooses none");
      }
    }
  }

  /**
   * Where addresses of other nodes come from when there are not enough.
   *
   * @param nodes that are asked for some ({@code -seednode})
   * @param dns whether the network's DNS seeds are asked ({@code -dnsseed})
   * @param forceDns whether even if that is not needed ({@code -forcednsseed})
   * @param fixed whether the network's fixed seeds are taken ({@code -fixedseeds})
   */
  public record Seeds(List<String> nodes, boolean dns, boolean forceDns, boolean fixed) {
    public static final Seeds DEFAULT = new Seeds(List.of(), true, false, true);

    public Seeds {
      nodes = List.copyOf(nodes);
    }
  }

  /**
   * How others are reached.
   *
   * @param networks which can be ({@code -onlynet}, proxies)
   * @param looksUpNames whether names may be looked up ({@code -dns})
   * @param nameProxy whether there is a proxy that can do so; then nothing else does
   */
  public record Means(Set<NetworkType> networks, boolean looksUpNames, boolean nameProxy) {
    public static final Means DEFAULT =
        new Means(EnumSet.of(NetworkType.IPV4, NetworkType.IPV6), true, false);

    public Means {
      var all = EnumSet.noneOf(NetworkType.class); // always in the same order
      all.addAll(networks);
      networks = Collections.unmodifiableSet(all);
    }
  }

  public ConnectionOptions with(Limits limits) {
    return new ConnectionOptions(limits, calls, seeds, means, whitelist, logsAddresses);
  }

  public ConnectionOptions with(Calls calls) {
    return new ConnectionOptions(limits, calls, seeds, means, whitelist, logsAddresses);
  }

  public ConnectionOptions with(Seeds seeds) {
    return new ConnectionOptions(limits, calls, seeds, means, whitelist, logsAddresses);
  }

  public ConnectionOptions with(Means means) {
    return new ConnectionOptions(limits, calls, seeds, means, whitelist, logsAddresses);
  }

  public ConnectionOptions with(Whitelist whitelist) {
    return new ConnectionOptions(limits, calls, seeds, means, whitelist, logsAddresses);
  }
}
