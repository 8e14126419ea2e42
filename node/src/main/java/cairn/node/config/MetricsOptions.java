package cairn.node.config;

import static cairn.node.config.Option.Category.OPTIONS;
import static cairn.node.config.Option.Trait.NETWORK_ONLY;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The options that are about metrics. */
final class MetricsOptions {
  private static final String THIS_MACHINE = "127.0.0.1";

  static final List<Option> ALL =
      List.of(
          Option.of(
              "metricsport",
              "=<port>",
              OPTIONS,
              "Show metrics for Prometheus at http://127.0.0.1:<port>/metrics (default: none)",
              NETWORK_ONLY),
          Option.of(
              "metricsbind",
              "=<address>",
              OPTIONS,
              "Show them at this address, to anybody who can connect there (default: "
                  + THIS_MACHINE
                  + ")",
              NETWORK_ONLY));

  private MetricsOptions() {}

  /** Null if there are to be none. */
  static @Nullable MetricsConfig read(Settings settings) throws ConfigException {
    var text = settings.text("metricsport").orElse("0");
    if (text.equals("0")) {
      if (settings.isSet("metricsbind")) {
        throw new ConfigException("-metricsbind is of no use without -metricsport.");
      }
      return null;
    }
    int port = HostPort.port(text).orElseThrow(() -> HostPort.invalidPort("metricsport", text));
    var host = HostPort.bound(settings, "metricsbind", THIS_MACHINE, "metricsport");
    return new MetricsConfig(host, port);
  }
}
