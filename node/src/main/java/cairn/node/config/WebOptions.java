package cairn.node.config;

import static cairn.node.config.Option.Category.OPTIONS;
import static cairn.node.config.Option.Trait.NETWORK_ONLY;

import cairn.rpc.web.WebConfig;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The options that are about the node's page. */
final class WebOptions {
  private static final String THIS_MACHINE = "127.0.0.1";

  static final List<Option> ALL =
      List.of(
          Option.of(
              "webport",
              "=<port>",
              OPTIONS,
              "Show the node to browsers at http://127.0.0.1:<port>/ (default: no; without a port:"
                  + " one below that of RPC)",
              NETWORK_ONLY),
          Option.of(
              "webbind",
              "=<address>",
              OPTIONS,
              "Show it at this address, to anybody who can connect there (default: "
                  + THIS_MACHINE
                  + ")",
              NETWORK_ONLY),
          Option.of(
              "webhost",
              "=<name>",
              OPTIONS,
              "Answer browsers that call this machine by this name, besides localhost and IP"
                  + " addresses; may be repeated",
              NETWORK_ONLY));

  private WebOptions() {}

  /**
   * Reads them.
   *
   * @param rpcPort the network's
   * @return null if there is to be no page
   */
  static @Nullable WebConfig read(Settings settings, int rpcPort) throws ConfigException {
    var text = settings.text("webport").orElse("0");
    if (text.equals("0")) {
      for (var name : List.of("webbind", "webhost")) {
        if (settings.isSet(name)) {
          throw new ConfigException("-%s is of no use without -webport.".formatted(name));
        }
      }
      return null;
    }
    int port =
        text.isEmpty()
            ? RpcOptions.port(settings, rpcPort) - 1
            : HostPort.port(text).orElseThrow(() -> HostPort.invalidPort("webport", text));
    return new WebConfig(
        HostPort.bound(settings, "webbind", THIS_MACHINE, "webport"),
        port,
        settings.texts("webhost"),
        RpcOptions.eventLogBytes(settings));
  }
}
