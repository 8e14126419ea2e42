package cairn.node.config;

import static cairn.node.config.Option.Category.RPC;
import static cairn.node.config.Option.Trait.DEBUG;
import static cairn.node.config.Option.Trait.NETWORK_ONLY;
import static cairn.node.config.Option.Trait.SECRET;

import cairn.rpc.OldForms;
import cairn.rpc.RpcConfig;
import cairn.rpc.RpcConfig.Access;
import cairn.rpc.RpcConfig.Listen;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The options that are about the RPC server. */
final class RpcOptions {
  static final int DEFAULT_THREADS = 16;
  static final int DEFAULT_QUEUE = 64;
  static final int DEFAULT_TIMEOUT_SECONDS = 30;

  private static final int DEFAULT_EVENT_LOG = 128;
  private static final int LEAST_EVENT_LOG = 4;
  private static final int MEBIBYTE_BITS = 20;

  static final List<Option> ALL =
      List.of(
          Option.of(
              "deprecatedrpc",
              "=<name>",
              RPC,
              "Have answers tell what they once told: bip125, fullrbf, warnings; may be repeated",
              DEBUG),
          Option.of(
              "eventlog",
              "=<n>",
              RPC,
              "How many MiB are kept of what /events has told, for readers who come back (default: "
                  + DEFAULT_EVENT_LOG
                  + ", at least "
                  + LEAST_EVENT_LOG
                  + ")"),
          Option.of("rest", "", RPC, "Whether to answer REST requests, of anyone (default: 0)"),
          Option.of(
              "rpcallowip",
              "=<ip>",
              RPC,
              "Take connections from elsewhere too: from an address (1.2.3.4), a network"
                  + " (1.2.3.0/24 or 1.2.3.0/255.255.255.0), all of IPv4 (0.0.0.0/0) or all of IPv6"
                  + " (::/0); may be repeated"),
          Option.of(
              "rpcauth",
              "=<user>:<salt>$<hash>",
              RPC,
              "A user and the hash of a password, with its salt; may be repeated",
              SECRET),
          Option.of(
              "rpcbind",
              "=<address>[:port]",
              RPC,
              "Listen at this address, which does nothing without -rpcallowip. The connection is"
                  + " not encrypted: keep it from other networks (default: 127.0.0.1 and ::1); may"
                  + " be repeated",
              NETWORK_ONLY),
          Option.of(
              "rpccookiefile",
              "=<file>",
              RPC,
              "Where the cookie is, the password of this run. Relative paths begin in the network's"
                  + " data directory; -norpccookiefile makes none (default: .cookie)"),
          Option.of(
              "rpccookieperms",
              "=<readers>",
              RPC,
              "Who may read the cookie: owner, group or all (default: owner)"),
          Option.of(
              "rpcdoccheck",
              "",
              RPC,
              "Fail when an answer is not as its help says (default: 0)",
              DEBUG),
          Option.of("rpcpassword", "=<password>", RPC, "Password of -rpcuser", SECRET),
          Option.of(
              "rpcport",
              "=<port>",
              RPC,
              "Listen at this port (default: the network's; main: 8332)",
              NETWORK_ONLY),
          Option.of(
              "rpcservertimeout",
              "=<n>",
              RPC,
              "Seconds after which a connection that does nothing is closed, 0 for never (default: "
                  + DEFAULT_TIMEOUT_SECONDS
                  + ")",
              DEBUG),
          Option.of(
              "rpcthreads",
              "=<n>",
              RPC,
              "Calls that are worked on at a time (default: " + DEFAULT_THREADS + ")"),
          Option.of("rpcuser", "=<user>", RPC, "A user, with -rpcpassword", SECRET),
          Option.of(
              "rpcwhitelist",
              "=<user>:<methods>",
              RPC,
              "The methods that a user may call, with commas between them; may be repeated, and"
                  + " then those in all lists may be called"),
          Option.of(
              "rpcwhitelistdefault",
              "",
              RPC,
              "Whether users without a list may call nothing (default: 1 with -rpcwhitelist)"),
          Option.of(
              "rpcworkqueue",
              "=<n>",
              RPC,
              "Calls that may wait to be worked on (default: " + DEFAULT_QUEUE + ")",
              DEBUG),
          Option.of("server", "", RPC, "Whether to answer JSON-RPC calls (default: 1)"));

  private static final List<String> THIS_MACHINE = List.of("::1", "127.0.0.1");

  private final Settings settings;
  private final Notices notices;

  private RpcOptions(Settings settings, Notices notices) {
    this.settings = settings;
    this.notices = notices;
  }

  /**
   * Reads them.
   *
   * @param defaultPort the network's
   * @param directory the network's, in which the cookie is unless it is elsewhere
   * @return null if there is to be no server
   */
  static @Nullable RpcConfig read(
      Settings settings, int defaultPort, Path directory, Notices notices) throws ConfigException {
    var options = new RpcOptions(settings, notices);
    var endpoints = options.endpoints(defaultPort);
    return settings.flag("server", true) ? options.read(endpoints, directory) : null;
  }

  private RpcConfig read(List<Listen> endpoints, Path directory) throws ConfigException {
    return new RpcConfig(
        endpoints,
        settings.texts("rpcallowip"),
        settings.flag("cjdnsreachable", false),
        Duration.ofSeconds(Math.max(0, integer("rpcservertimeout", DEFAULT_TIMEOUT_SECONDS))),
        Math.max(1, integer("rpcthreads", DEFAULT_THREADS)),
        Math.max(1, integer("rpcworkqueue", DEFAULT_QUEUE)),
        access(directory),
        settings.flag("rest", false),
        eventLogBytes(settings),
        OldForms.of(settings.texts("deprecatedrpc")),
        settings.flag("rpcdoccheck", false));
  }

  /** How much is kept of what is told of as events. */
  static long eventLogBytes(Settings settings) throws ConfigException {
    long mebibytes = settings.number("eventlog").orElse(DEFAULT_EVENT_LOG);
    if (mebibytes < LEAST_EVENT_LOG || mebibytes > Long.MAX_VALUE >> MEBIBYTE_BITS) {
      throw new ConfigException(
          "-eventlog=%d: there must be at least %d MiB.".formatted(mebibytes, LEAST_EVENT_LOG));
    }
    return mebibytes << MEBIBYTE_BITS;
  }

  private int integer(String name, int otherwise) {
    return settings.integer(name).orElse(otherwise);
  }

  private Access access(Path directory) throws ConfigException {
    var whitelists = settings.texts("rpcwhitelist");
    return new Access(
        settings.text("rpcuser").orElse(""),
        settings.text("rpcpassword").orElse(""),
        settings.texts("rpcauth"),
        CookieOption.path(settings, directory).orElse(null),
        settings.text("rpccookieperms").orElse(""),
        whitelists,
        settings.flag("rpcwhitelistdefault", !whitelists.isEmpty()));
  }

  private List<Listen> endpoints(int defaultPort) throws ConfigException {
    int port = port(defaultPort);
    var binds = binds(port);
    boolean allows = !settings.texts("rpcallowip").isEmpty();
    if (allows && !binds.isEmpty()) {
      return binds;
    }
    if (allows) {
      notices.warning(
          "Option -rpcallowip was specified without -rpcbind; this doesn't usually make sense");
    }
    if (!binds.isEmpty()) {
      notices.warning(
          "Option -rpcbind was ignored because -rpcallowip was not specified, refusing to allow"
              + " everyone to connect");
    }
    return THIS_MACHINE.stream().map(host -> new Listen(host, port)).toList();
  }

  private int port(int defaultPort) throws ConfigException {
    return port(settings, defaultPort);
  }

  /** The port that is listened at unless an address has another. */
  static int port(Settings settings, int defaultPort) throws ConfigException {
    var text = settings.text("rpcport");
    return text.isEmpty()
        ? defaultPort
        : HostPort.port(text.get()).orElseThrow(() -> HostPort.invalidPort("rpcport", text.get()));
  }

  private List<Listen> binds(int defaultPort) throws ConfigException {
    var binds = new ArrayList<Listen>();
    for (var text : settings.texts("rpcbind")) {
      var bind = HostPort.parse(text).orElseThrow(() -> HostPort.invalidPort("rpcbind", text));
      binds.add(new Listen(bind.host(), bind.port().orElse(defaultPort)));
    }
    return binds;
  }
}
