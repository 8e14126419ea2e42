package cairn.node.config;

import static cairn.node.config.Option.Category.CONNECTION;

import cairn.p2p.addresses.AddressParser;
import cairn.p2p.connections.ConnectionOptions.Means;
import cairn.p2p.host.Proxies;
import cairn.p2p.wire.NetworkType;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The options that are about which networks the node reaches. */
final class ReachOptions {
  static final List<Option> ALL =
      List.of(
          Option.of(
              "cjdnsreachable",
              "",
              CONNECTION,
              "Whether this computer is in CJDNS, so that addresses in fc00::/8 are those of CJDNS"
                  + " (default: 0)"),
          Option.of(
              "dns",
              "",
              CONNECTION,
              "Whether names of hosts may be looked up, in options and for nodes to connect to"
                  + " (default: 1)"),
          Option.of(
              "privatebroadcast",
              "",
              CONNECTION,
              "Send what sendrawtransaction is given by Tor, over short connections for that alone,"
                  + " and do not put it into the mempool before it comes back from the network"
                  + " (default: 0)"),
          Option.of(
              "onlynet",
              "=<network>",
              CONNECTION,
              "Call nodes in this network alone: ipv4, ipv6, onion or cjdns. Who is named by"
                  + " -connect or -addnode is called all the same; may be repeated"));

  private static final int I2P_SAM_PORT = 7656;

  private final Settings settings;
  private final Notices notices;
  private final List<String> only;
  private final Set<NetworkType> networks;

  private ReachOptions(Settings settings, Notices notices) throws ConfigException {
    this.settings = settings;
    this.notices = notices;
    this.only = settings.texts("onlynet");
    this.networks = named(only);
  }

  /** Reads what comes before anything can be looked up. */
  static ReachOptions read(Settings settings, Notices notices) throws ConfigException {
    var options = new ReachOptions(settings, notices);
    options.leaveCjdns();
    options.refuseUselessSeeds();
    return options;
  }

  private static Set<NetworkType> named(List<String> only) throws ConfigException {
    var all =
        EnumSet.of(
            NetworkType.IPV4,
            NetworkType.IPV6,
            NetworkType.ONION,
            NetworkType.I2P,
            NetworkType.CJDNS);
    if (only.isEmpty()) {
      return all;
    }
    var named = EnumSet.noneOf(NetworkType.class);
    for (var name : only) {
      named.add(
          NetworkType.parse(name)
              .orElseThrow(() ->
                  new ConfigException(
                      "Unknown network specified in -onlynet: '%s'".formatted(name))));
    }
    return named;
  }

  private boolean isOnly(NetworkType network) {
    return !only.isEmpty() && networks.contains(network);
  }

  private void leaveCjdns() throws ConfigException {
    if (!settings.flag("cjdnsreachable", false)) {
      if (isOnly(NetworkType.CJDNS)) {
        throw new ConfigException(
            "Outbound connections restricted to CJDNS (-onlynet=cjdns) but -cjdnsreachable is not"
                + " provided");
      }
      networks.remove(NetworkType.CJDNS);
    }
  }

  private void refuseUselessSeeds() throws ConfigException {
    boolean clear = networks.contains(NetworkType.IPV4) || networks.contains(NetworkType.IPV6);
    if (settings.flag("dnsseed", false) && !clear) {
      throw new ConfigException(
          "Incompatible options: -dnsseed=1 was explicitly specified, but -onlynet forbids"
              + " connections to IPv4/IPv6");
    }
  }

  AddressParser addressParser() {
    return new AddressParser(networks.contains(NetworkType.CJDNS));
  }

  Hosts hosts(LocalHost.Resolver resolver) {
    return new Hosts(addressParser(), looksUpNames(), resolver);
  }

  private boolean looksUpNames() {
    return settings.flag("dns", true);
  }

  /** What is left to reach, once it is known which proxies there are. */
  Means means(Proxies proxies, Hosts hosts) throws ConfigException {
    leaveTor(proxies);
    leaveI2p(hosts);
    if (networks.isEmpty()) {
      notices.warning(
          "-onlynet leaves no network that can be reached: nobody is called but those that -connect"
              + " and -addnode name");
    }
    return new Means(networks, looksUpNames(), proxies.names() != null);
  }

  private void leaveTor(Proxies proxies) throws ConfigException {
    boolean forbidden = settings.text("onion").orElse("").equals("0");
    if (forbidden && isOnly(NetworkType.ONION)) {
      throw new ConfigException(
          "Outbound connections restricted to Tor (-onlynet=onion) but the proxy for reaching the"
              + " Tor network is explicitly forbidden: -onion=0");
    }
    if (!proxies.byNetwork().containsKey(NetworkType.ONION)) {
      // In Core, -listenonion (its default) finds Tor's proxy later; here nothing does.
      if (isOnly(NetworkType.ONION) && !settings.flag("listenonion", false)) {
        throw new ConfigException(
            "Outbound connections restricted to Tor (-onlynet=onion) but the proxy for reaching the"
                + " Tor network is not provided: none of -proxy, -onion or -listenonion is given");
      }
      networks.remove(NetworkType.ONION);
    }
  }

  private void leaveI2p(Hosts hosts) throws ConfigException {
    var sam = settings.text("i2psam").orElse("");
    if (sam.isEmpty() && isOnly(NetworkType.I2P)) {
      throw new ConfigException(
          "Outbound connections restricted to i2p (-onlynet=i2p) but -i2psam is not provided");
    }
    if (!sam.isEmpty() && hosts.endpoint(sam, I2P_SAM_PORT).isEmpty()) {
      throw new ConfigException("Invalid -i2psam address or hostname: '%s'".formatted(sam));
    }
    networks.remove(NetworkType.I2P);
  }

  /**
   * Whether the node's own transactions are sent over connections for that alone; refuses what
   * would not keep their origin private, as that is done over Tor.
   *
   * @param means as {@link #means} gave them
   * @param automatic whether the node chooses whom to call
   */
  boolean privateBroadcast(Means means, boolean automatic) throws ConfigException {
    if (!settings.flag("privatebroadcast", false)) {
      return false;
    }
    var requested = "Private broadcast of own transactions requested (-privatebroadcast)";
    // In Core, -listenonion finds Tor's proxy later; here each transaction is refused.
    boolean mayComeLater = settings.flag("listenonion", false);
    if (!means.networks().contains(NetworkType.ONION) && !mayComeLater) {
      throw new ConfigException(requested + ", but none of Tor or I2P networks is reachable");
    }
    if (!automatic) {
      throw new ConfigException(
          requested
              + ", but -connect is also configured. They are incompatible because the private"
              + " broadcast needs to open new connections to randomly chosen Tor or I2P peers."
              + " Consider using -maxconnections=0 -addnode=... instead");
    }
    if (!settings.flag("proxyrandomize", true)) {
      notices.alert(
          requested
              + " and -proxyrandomize is disabled. Tor circuits for private broadcast connections"
              + " may be correlated to other connections over Tor. For maximum privacy set"
              + " -proxyrandomize=1.");
    }
    return true;
  }
}
