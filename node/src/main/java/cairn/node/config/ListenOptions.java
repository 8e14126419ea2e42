package cairn.node.config;

import static cairn.node.config.Option.Category.CONNECTION;
import static cairn.node.config.Option.Trait.NETWORK_ONLY;

import cairn.genesis.PeerParameters;
import cairn.node.config.PeersConfig.Listening;
import cairn.p2p.addresses.BadPorts;
import cairn.p2p.host.Bind;
import cairn.p2p.permissions.Grant;
import cairn.p2p.permissions.Permission;
import cairn.p2p.permissions.PermissionException;
import cairn.p2p.permissions.WhitebindEntry;
import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.NetworkAddress.Ipv4;
import cairn.p2p.wire.NetworkAddress.Ipv6;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The options that are about where others reach the node. */
final class ListenOptions {
  static final List<Option> ALL =
      List.of(
          Option.of(
              "bind",
              "=<address>[:port][=onion]",
              CONNECTION,
              "Listen at this address; [address]:port for IPv6. With =onion, who calls there is"
                  + " taken to come over this node's onion service (default: all addresses, and"
                  + " 127.0.0.1 with the next port for an onion service); may be repeated",
              NETWORK_ONLY),
          Option.of(
              "discover",
              "",
              CONNECTION,
              "Find out where this node is, by its interfaces and by what others say (default: 1,"
                  + " but 0 with -listen=0, -externalip or -proxy)"),
          Option.of(
              "externalip",
              "=<address>[:port]",
              CONNECTION,
              "Where others find this node; may be repeated"),
          Option.of(
              "listen",
              "",
              CONNECTION,
              "Take connections from others (default: 1, but 0 with -proxy, -connect or"
                  + " -maxconnections=0 unless there is a -bind)"),
          Option.of(
              "port",
              "=<port>",
              CONNECTION,
              "Listen at this port, and at the next one for an onion service (default: the"
                  + " network's; main: 8333)",
              NETWORK_ONLY),
          Option.of(
              "whitebind",
              "=[permissions@]<address>:<port>",
              CONNECTION,
              "Listen at this address, and give all who connect there these permissions, as in"
                  + " -whitelist; may be repeated"));

  private static final Ipv4 ANY_IPV4 = new Ipv4(0);
  private static final Ipv4 THIS_COMPUTER = new Ipv4(0x7f000001);
  private static final String ONION = "onion";
  private static final int MAX_PORT = 0xffff;

  private final Settings settings;
  private final Implications implications;
  private final Hosts hosts;
  private final Notices notices;
  private final PeerParameters network;

  private final List<Bind> open = new ArrayList<>();
  private final List<Bind> onion = new ArrayList<>();
  private final List<Bind> white = new ArrayList<>();

  ListenOptions(
      Settings settings,
      Implications implications,
      Hosts hosts,
      PeerParameters network,
      Notices notices) {
    this.settings = settings;
    this.implications = implications;
    this.hosts = hosts;
    this.network = network;
    this.notices = notices;
  }

  /** How many addresses the operator wants to listen at. */
  static int binds(Settings settings) {
    return settings.texts("bind").size() + settings.texts("whitebind").size();
  }

  static void refuseContradictions(Settings settings, Implications implications)
      throws ConfigException {
    if (!implications.listens() && binds(settings) > 0) {
      throw new ConfigException("Cannot set -bind or -whitebind together with -listen=0");
    }
    if (!implications.listens() && settings.flag("listenonion", false)) {
      throw new ConfigException("Cannot set -listen=0 together with -listenonion=1");
    }
  }

  Listening read() throws ConfigException {
    int port = settings.integer("port").orElse(network.port());
    int onionPort = settings.isSet("port") ? (port + 1) & MAX_PORT : network.onionPort();
    readBinds(port, onionPort);
    readWhitebinds();
    boolean everywhere = binds(settings) == 0;
    if (everywhere && settings.isSet("port")) {
      warnOfBadPort("port", port);
    }
    if (open.isEmpty() && onion.isEmpty()) {
      onion.add(new Bind(new Endpoint(THIS_COMPUTER, onionPort), true, Grant.NONE));
    }
    refuseDuplicates();
    boolean discover = implications.flag("discover", true);
    int reachedAt = port(port);
    return new Listening(
        implications.listens() ? binds(everywhere, port) : List.of(),
        everywhere && implications.listens()
            ? List.of(new Bind(new Endpoint(Ipv6.UNSPECIFIED, port), false, Grant.NONE))
            : List.of(),
        reachedAt,
        discover,
        discover && (everywhere || byName().anyMatch(ListenOptions::isAny)),
        advertised(),
        external(reachedAt));
  }

  /** Those that the operator has named, but for onion services. */
  private Stream<Bind> byName() {
    return Stream.concat(open.stream(), white.stream());
  }

  private List<Bind> binds(boolean everywhere, int port) {
    var all = new ArrayList<Bind>();
    all.addAll(open);
    all.addAll(white);
    all.addAll(onion);
    if (everywhere) {
      all.add(new Bind(new Endpoint(ANY_IPV4, port), false, Grant.NONE));
    }
    return all;
  }

  private void readBinds(int port, int onionPort) throws ConfigException {
    for (var text : settings.texts("bind")) {
      int equals = text.lastIndexOf('=');
      if (equals < 0) {
        var endpoint = endpoint(text, port).orElseThrow(() -> unresolved("bind", text));
        open.add(new Bind(endpoint, false, Grant.NONE));
        warnOfBadPort("bind", endpoint.port());
      } else {
        var endpoint =
            endpoint(text.substring(0, equals), onionPort)
                .filter(_ -> text.substring(equals + 1).equals(ONION))
                .orElseThrow(() -> unresolved("bind", text));
        onion.add(new Bind(endpoint, true, Grant.NONE));
      }
    }
  }

  private Optional<Endpoint> endpoint(String text, int port) throws ConfigException {
    var endpoint = Endpoint.parse(text, port);
    if (endpoint.isPresent()) {
      refuseOverlay(endpoint.get());
    }
    return endpoint;
  }

  private void readWhitebinds() throws ConfigException {
    for (var text : settings.texts("whitebind")) {
      try {
        var entry = WhitebindEntry.parse(text);
        refuseOverlay(entry.endpoint());
        white.add(new Bind(entry.endpoint(), false, entry.grant()));
      } catch (PermissionException e) {
        throw new ConfigException(String.valueOf(e.getMessage()));
      }
    }
  }

  /** Sockets know of IP alone. */
  private static void refuseOverlay(Endpoint endpoint) throws ConfigException {
    if (!(endpoint.address() instanceof Ipv4 || endpoint.address() instanceof Ipv6)) {
      throw new ConfigException("Bind address family for %s not supported".formatted(endpoint));
    }
  }

  private void warnOfBadPort(String option, int port) {
    if (BadPorts.contains(port)) {
      notices.alert(
          "-%s request to listen on port %d. This port is considered \"bad\" and thus it is unlikely"
                  .formatted(option, port)
              + " that any peer will connect to it.");
    }
  }

  private void refuseDuplicates() throws ConfigException {
    var seen = new HashSet<Endpoint>();
    for (var bind : Stream.of(white, open, onion).flatMap(List::stream).toList()) {
      if (!seen.add(bind.endpoint())) {
        throw new ConfigException(
            "Duplicate binding configuration for address %s. Please check your -bind,"
                    .formatted(bind.endpoint())
                + " -bind=...=onion and -whitebind settings.");
      }
    }
  }

  /** Under which port others find this node, as Core's {@code GetListenPort}. */
  private int port(int otherwise) {
    for (var text : settings.texts("bind")) {
      // An onion service listens under a port of its own, so that of =onion does not count.
      var endpoint = text.contains("=") ? Optional.<Endpoint>empty() : Endpoint.parse(text, 0);
      if (endpoint.isPresent() && endpoint.get().port() != 0) {
        return endpoint.get().port();
      }
    }
    return white.stream()
        .filter(ListenOptions::isForAll)
        .map(bind -> bind.endpoint().port())
        .findFirst()
        .orElse(otherwise);
  }

  /** Those who are never banned are known to the operator, and need not be told by others. */
  private static boolean isForAll(Bind bind) {
    return !bind.whitebind().named().contains(Permission.NOBAN);
  }

  private static boolean isAny(Bind bind) {
    return bind.endpoint().address().equals(ANY_IPV4)
        || bind.endpoint().address().equals(Ipv6.UNSPECIFIED);
  }

  private List<Endpoint> advertised() {
    return byName()
        .filter(ListenOptions::isForAll)
        .map(Bind::endpoint)
        .flatMap(endpoint -> hosts.parser().endpoint(endpoint.toString(), 0).stream())
        .toList();
  }

  private List<Endpoint> external(int port) throws ConfigException {
    var external = new ArrayList<Endpoint>();
    for (var text : settings.texts("externalip")) {
      external.add(hosts.endpoint(text, port).orElseThrow(() -> unresolved("externalip", text)));
    }
    return external;
  }

  private static ConfigException unresolved(String option, String text) {
    return new ConfigException("Cannot resolve -%s address: '%s'".formatted(option, text));
  }
}
