package cairn.node.config;

import static cairn.node.config.Option.Category.CONNECTION;
import static cairn.node.config.Option.Category.DEBUG_TEST;
import static cairn.node.config.Option.Trait.DEBUG;

import cairn.node.config.PeersConfig.Buffers;
import cairn.p2p.connections.ConnectionOptions.Limits;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/** The options that are about how much, and for how long. */
final class TrafficOptions {
  private static final int DEFAULT_BUFFER = 5000;
  private static final int DEFAULT_SEND_BUFFER = 1000;
  private static final int BUFFER_UNIT = 1000;
  private static final int DEFAULT_CONNECT_TIMEOUT_MILLIS = 5000;
  private static final Duration DEFAULT_BAN = Duration.ofDays(1);

  /** What databases, the log and the program itself have open, by a good margin. */
  private static final int RESERVED_FILES = 300;

  /** Connections of -addnode, which are not counted with the others. */
  private static final int MAX_ADDED = 8;

  private static final long MEBI = 1 << 20;

  static final List<Option> ALL =
      List.of(
          Option.of(
              "bantime",
              "=<n>",
              CONNECTION,
              "Seconds that a ban lasts for which no time is given (default: "
                  + DEFAULT_BAN.toSeconds()
                  + ")"),
          Option.of(
              "inboundrelaypercent",
              "=<n>",
              CONNECTION,
              "Percent of the inbound connections over which transactions may be relayed, as these"
                  + " take more memory, 0 to 100 (default: "
                  + Limits.DEFAULT.inboundRelayPercent()
                  + ")"),
          Option.of(
              "maxconnections",
              "=<n>",
              CONNECTION,
              "Connections at most, of which 11 are kept for nodes that this one calls; those of"
                  + " -addnode are not counted (default: "
                  + Implications.DEFAULT_MAX_CONNECTIONS
                  + ")"),
          Option.of(
              "maxreceivebuffer",
              "=<n>",
              CONNECTION,
              "What a connection may have received and not processed before no more is read from"
                  + " it, in 1000 bytes (default: "
                  + DEFAULT_BUFFER
                  + ")"),
          Option.of(
              "maxsendbuffer",
              "=<n>",
              CONNECTION,
              "What may wait to be sent over a connection before its requests have to wait, in 1000"
                  + " bytes (default: "
                  + DEFAULT_SEND_BUFFER
                  + ")"),
          Option.of(
              "maxuploadtarget",
              "=<n>[unit]",
              CONNECTION,
              "Try to send no more than this in 24 hours; peers with the permission 'download' and"
                  + " blocks of the last week are served all the same. Units: k, m, g, t count by"
                  + " 1000; K, M, G, T by 1024 (default: 0, no limit; without a unit: M)"),
          Option.of(
              "peertimeout",
              "=<n>",
              CONNECTION,
              "Seconds after its start before a silent connection may be closed, at least 1"
                  + " (default: "
                  + Limits.DEFAULT.patience().toSeconds()
                  + ")",
              DEBUG),
          Option.of(
              "timeout",
              "=<n>",
              CONNECTION,
              "Milliseconds that opening a connection may take, at least 1 (default: "
                  + DEFAULT_CONNECT_TIMEOUT_MILLIS
                  + ")"),
          Option.of(
              "logips", "", DEBUG_TEST, "Whether the log may say where peers are (default: 0)"));

  private final Settings settings;
  private final Notices notices;

  TrafficOptions(Settings settings, Notices notices) {
    this.settings = settings;
    this.notices = notices;
  }

  /**
   * What is allowed.
   *
   * @param openFiles how many the system allows
   * @param binds how many addresses the operator wants to listen at
   */
  Limits limits(OptionalInt openFiles, int binds) throws ConfigException {
    int connections = connections(openFiles, RESERVED_FILES + MAX_ADDED + Math.max(1, binds));
    long patience = settings.number("peertimeout", Limits.DEFAULT.patience().toSeconds());
    if (patience <= 0) {
      throw new ConfigException("peertimeout must be a positive integer.");
    }
    return new Limits(
        connections,
        Math.clamp(
            settings.number("inboundrelaypercent", Limits.DEFAULT.inboundRelayPercent()), 0, 100),
        seconds(patience),
        upload());
  }

  private int connections(OptionalInt openFiles, int reserved) throws ConfigException {
    int wanted = settings.integer("maxconnections").orElse(Implications.DEFAULT_MAX_CONNECTIONS);
    if (wanted < 0) {
      throw new ConfigException("-maxconnections must be greater or equal than zero");
    }
    if (openFiles.isEmpty()) {
      return wanted;
    }
    int available = openFiles.getAsInt();
    if (available < reserved) {
      throw new ConfigException(
          "Not enough file descriptors available. %d available, %d required."
              .formatted(available, reserved));
    }
    int connections = Math.min(wanted, available - reserved);
    if (connections < wanted) {
      notices.alert(
          "Reducing -maxconnections from %d to %d, because of system limitations."
              .formatted(wanted, connections));
    }
    notices.info(
        "Using at most %d automatic connections (%d file descriptors available)"
            .formatted(connections, available));
    return connections;
  }

  private long upload() throws ConfigException {
    var text = settings.text("maxuploadtarget").orElse("0");
    return ByteCount.parse(text, MEBI)
        .orElseThrow(
            () -> new ConfigException("Unable to parse -maxuploadtarget: '%s'".formatted(text)));
  }

  Buffers buffers() {
    long timeout = settings.number("timeout", DEFAULT_CONNECT_TIMEOUT_MILLIS);
    return new Buffers(
        buffer("maxreceivebuffer", DEFAULT_BUFFER),
        buffer("maxsendbuffer", DEFAULT_SEND_BUFFER),
        Duration.ofMillis(
            timeout <= 0 ? DEFAULT_CONNECT_TIMEOUT_MILLIS : Math.min(timeout, Integer.MAX_VALUE)));
  }

  private long buffer(String name, int otherwise) {
    return Math.clamp(settings.number(name, otherwise), 0L, Integer.MAX_VALUE) * BUFFER_UNIT;
  }

  Duration banTime() {
    return seconds(Math.max(0, settings.number("bantime", DEFAULT_BAN.toSeconds())));
  }

  /** Longer than a life is as good as any. */
  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(Math.min(seconds, Integer.MAX_VALUE));
  }

  boolean logsAddresses() {
    return settings.flag("logips", false);
  }
}
