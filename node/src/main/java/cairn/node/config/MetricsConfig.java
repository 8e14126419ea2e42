package cairn.node.config;

/** Where metrics are shown. */
public record MetricsConfig(String host, int port) {}
