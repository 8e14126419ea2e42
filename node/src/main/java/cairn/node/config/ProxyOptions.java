package cairn.node.config;

import static cairn.node.config.Option.Category.CONNECTION;
import static cairn.node.config.Option.Trait.NEEDS_VALUE;

import cairn.p2p.host.Proxies;
import cairn.p2p.net.Proxy;
import cairn.p2p.wire.NetworkAddress;
import cairn.p2p.wire.NetworkAddress.Cjdns;
import cairn.p2p.wire.NetworkAddress.Ipv4;
import cairn.p2p.wire.NetworkAddress.Ipv6;
import cairn.p2p.wire.NetworkType;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The options that are about proxies. */
final class ProxyOptions {
  static final List<Option> ALL =
      List.of(
          Option.of(
              "onion",
              "=<address>[:port]|unix:<path>",
              CONNECTION,
              "Reach onion services through this SOCKS5 proxy; -noonion does not reach them"
                  + " (default: that of -proxy)"),
          Option.of(
              "proxy",
              "=<address>[:port]|unix:<path>[=network]",
              CONNECTION,
              "Connect through this SOCKS5 proxy; for one network alone if its name stands behind"
                  + " it: ipv4, ipv6, onion or cjdns. 0 in place of an address is no proxy"
                  + " (default: none); may be repeated",
              NEEDS_VALUE),
          Option.of(
              "proxyrandomize",
              "",
              CONNECTION,
              "Whether each connection through a proxy has credentials of its own, so that Tor does"
                  + " not let them share a circuit (default: 1)"));

  static final String UNIX = "unix:";

  private static final int TOR_PORT = 9050;

  /** Of the path, with the zero after it; the same in all systems but for a few bytes. */
  private static final int MAX_PATH_LENGTH = 108;

  private static final List<NetworkType> ALL_NETWORKS =
      List.of(NetworkType.IPV4, NetworkType.IPV6, NetworkType.ONION, NetworkType.CJDNS);

  private final Settings settings;
  private final Hosts hosts;
  private final Map<NetworkType, Proxy> byNetwork = new EnumMap<>(NetworkType.class);
  private @Nullable Proxy names;

  private ProxyOptions(Settings settings, Hosts hosts) {
    this.settings = settings;
    this.hosts = hosts;
  }

  static Proxies read(Settings settings, Hosts hosts) throws ConfigException {
    return new ProxyOptions(settings, hosts).read();
  }

  private Proxies read() throws ConfigException {
    for (var text : settings.texts("proxy")) {
      add(text);
    }
    var onion = settings.text("onion").orElse("");
    if (!onion.isEmpty()) {
      put(List.of(NetworkType.ONION), proxy("onion", onion).orElse(null));
    }
    return new Proxies(byNetwork, names);
  }

  private void add(String text) throws ConfigException {
    int equals = text.lastIndexOf('=');
    if (equals >= 0 && equals == text.length() - 1) {
      throw new ConfigException(
          "Invalid -proxy address or hostname, ends with '=': '%s'".formatted(text));
    }
    var network = equals < 0 ? "" : text.substring(equals + 1).toLowerCase(Locale.ROOT);
    @Nullable Proxy proxy =
        proxy("proxy", equals < 0 ? text : text.substring(0, equals)).orElse(null);
    switch (network) {
      case "" -> put(ALL_NETWORKS, proxy);
      case "ipv4", "ipv6", "onion", "cjdns" ->
          put(NetworkType.parse(network).stream().toList(), proxy);
      default ->
          throw new ConfigException(
              "Unrecognized network in -proxy='%s': '%s'".formatted(text, network));
    }
    if (!network.equals("onion") && !network.equals("cjdns")) {
      names = proxy; // that of the Internet has its name servers
    }
  }

  private void put(Collection<NetworkType> networks, @Nullable Proxy proxy) {
    for (var network : networks) {
      if (proxy == null) {
        byNetwork.remove(network);
      } else {
        byNetwork.put(network, proxy);
      }
    }
  }

  /** The proxy at {@code text}; empty for none. */
  private Optional<Proxy> proxy(String option, String text) throws ConfigException {
    if (text.isEmpty() || text.equals("0")) {
      return Optional.empty();
    }
    var address = text.startsWith(UNIX) ? unix(text) : tcp(text);
    if (address.isEmpty()) {
      throw new ConfigException("Invalid -%s address or hostname: '%s'".formatted(option, text));
    }
    return address.map(where -> new Proxy(where, settings.flag("proxyrandomize", true)));
  }

  private Optional<Proxy.Address> tcp(String text) {
    return hosts
        .endpoint(text, TOR_PORT)
        .filter(endpoint -> isIp(endpoint.address()))
        .map(Proxy.Tcp::new);
  }

  /** Whether a socket can lead there: no proxy is reached through another. */
  private static boolean isIp(NetworkAddress address) {
    return address instanceof Ipv4 || address instanceof Ipv6 || address instanceof Cjdns;
  }

  private static Optional<Proxy.Address> unix(String text) {
    var path = text.substring(UNIX.length());
    if (path.getBytes(StandardCharsets.UTF_8).length + 1 > MAX_PATH_LENGTH) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Proxy.Unix(Path.of(path)));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
