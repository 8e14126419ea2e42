package cairn.node.config;

import cairn.genesis.Network;
import cairn.node.config.NodeConfig.BlockFilesConfig;
import cairn.node.config.NodeConfig.Prune;
import cairn.node.config.NodeConfig.Rebuild;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Turns what the operator said into what it means, and refuses what means nothing. */
public final class ConfigReader {
  private static final long MIB = 1 << 20;

  /** The latest time that a clock may be set to, in seconds since 1970; Core's, of nanoseconds. */
  private static final long MAX_TIME = 0xffff_ffffL;

  private static final Prune NO_PRUNE = new Prune(Prune.Mode.NEVER, Long.MAX_VALUE);

  private final Settings settings;
  private final Path dataDirectory;
  private final Network network;
  private final LocalHost host;

  private ConfigReader(Settings settings, Path dataDirectory, Network network, LocalHost host) {
    this.settings = settings;
    this.dataDirectory = dataDirectory;
    this.network = network;
    this.host = host;
  }

  /** What the command line asks for before anything else: to be told, rather than to run. */
  public enum Request {
    RUN,
    HELP,
    HELP_DEBUG,
    VERSION;

    static Request of(Assignments assignments) {
      if (!assignments.current("help-debug").isEmpty()) {
        return HELP_DEBUG;
      }
      for (var name : List.of("help", "h", "?")) {
        if (!assignments.current(name).isEmpty()) {
          return HELP;
        }
      }
      return assignments.current("version").isEmpty() ? RUN : VERSION;
    }
  }

  /** Whether the command line asks for help or the version. */
  public static Request request(List<String> arguments) throws ConfigException {
    return Request.of(CommandLine.parse(arguments, NodeOptions.table()).assignments());
  }

  /**
   * Reads the command line and the configuration files that it leads to. The directories need not
   * exist yet, but for those that are named.
   *
   * @param defaultDataDirectory which {@code -datadir} replaces
   */
  public static NodeConfig read(List<String> arguments, Path defaultDataDirectory)
      throws ConfigException {
    return read(arguments, defaultDataDirectory, LocalHost.real());
  }

  static NodeConfig read(List<String> arguments, Path defaultDataDirectory, LocalHost host)
      throws ConfigException {
    var options = NodeOptions.table();
    var notices = new Notices();
    var commandLine = CommandLine.parse(arguments, options);
    var assignments = commandLine.assignments();
    var loaded = ConfigLoader.load(options, assignments, defaultDataDirectory, notices);
    commandLine.refuseUnexpectedToken();
    SettingsNotices.add(options, assignments, loaded, notices);
    var settings = loaded.settings();
    refuseUnheard(settings, loaded.chain().section());
    var network = NetworkOverrides.apply(loaded.chain().network(), settings, notices);
    return new ConfigReader(settings, loaded.dataDirectory(), network, host).read(notices);
  }

  private static void refuseUnheard(Settings settings, String section) throws ConfigException {
    var errors = new ArrayList<String>();
    for (var name : settings.unheard()) {
      errors.add(
          "Config setting for -%s only applied on %s network when in [%s] section."
              .formatted(name, section, section));
    }
    if (!errors.isEmpty()) {
      throw new ConfigException(String.join("\n", errors));
    }
  }

  private NodeConfig read(Notices notices) throws ConfigException {
    refuseDaemon();
    var networkDirectory = dataDirectory.resolve(network.dataDirectory());
    var prune = prune();
    return new NodeConfig(
        network,
        dataDirectory,
        networkDirectory,
        blocksDirectory(),
        new BlockFilesConfig(
            settings.flag("blocksxor", true), settings.flag("fastprune", false), prune),
        LogOptions.read(settings, networkDirectory),
        pidFile(networkDirectory),
        settings.path("readyfile").orElse(null),
        loadBlocks(),
        settings.flag("stopafterblockimport", false),
        rebuild(),
        verifyThreads(),
        dbCacheBytes(),
        integer("checkblocks", NodeConfig.DEFAULT_CHECK_BLOCKS),
        Math.clamp(
            integer("checklevel", NodeConfig.DEFAULT_CHECK_LEVEL), 0, NodeConfig.MAX_CHECK_LEVEL),
        Math.max(0, integer("stopatheight", 0)),
        Duration.ofSeconds(
            settings.number("maxtipage", NodeConfig.DEFAULT_MAX_TIP_AGE.toSeconds())),
        MempoolOptions.read(settings, network),
        MempoolOptions.readStaleFeeEstimates(settings, network),
        MiningOptions.read(settings, network),
        MiningOptions.readMine(settings, network),
        RpcOptions.read(settings, network.rpcPort(), networkDirectory, notices),
        CommandOptions.read(settings),
        ZmqOptions.read(settings),
        MetricsOptions.read(settings),
        WebOptions.read(settings, network.rpcPort()),
        new IndexSettings(settings, network)
            .read(prune.mode() != Prune.Mode.NEVER, rebuild() == Rebuild.EVERYTHING),
        PeerOptions.read(
            settings, network, networkDirectory, prune.mode() != Prune.Mode.NEVER, host, notices),
        mockTime(),
        notices.all());
  }

  private void refuseDaemon() throws ConfigException {
    for (var name : List.of("daemon", "daemonwait")) {
      if (settings.flag(name, false)) {
        throw new ConfigException(
            "-%s is not supported: Cairn stays in the foreground. Leave that to what starts it,"
                    .formatted(name)
                + " such as systemd or nohup.");
      }
    }
  }

  private int integer(String name, int otherwise) {
    return settings.integer(name).orElse(otherwise);
  }

  private Path blocksDirectory() throws ConfigException {
    var base = dataDirectory;
    var named = settings.path("blocksdir");
    if (named.isPresent()) {
      base = named.get().toAbsolutePath().normalize();
      if (!Files.isDirectory(base)) {
        throw new ConfigException(
            "Specified blocks directory \"%s\" does not exist."
                .formatted(settings.text("blocksdir").orElse("")));
      }
    }
    return base.resolve(network.dataDirectory()).resolve("blocks");
  }

  private @Nullable Path pidFile(Path directory) throws ConfigException {
    return settings.isNegated("pid")
        ? null
        : directory.resolve(settings.path("pid").orElse(Path.of("bitcoind.pid")));
  }

  private List<Path> loadBlocks() throws ConfigException {
    var paths = new ArrayList<Path>();
    for (var text : settings.texts("loadblock")) {
      paths.add(Settings.parsePath("loadblock", text).toAbsolutePath());
    }
    return paths;
  }

  private Rebuild rebuild() {
    if (settings.flag("reindex", false)) {
      return Rebuild.EVERYTHING;
    }
    return settings.flag("reindex-chainstate", false) ? Rebuild.CHAINSTATE : Rebuild.NOTHING;
  }

  private Prune prune() throws ConfigException {
    long target = settings.number("prune", 0);
    if (target == 0) {
      return NO_PRUNE;
    }
    for (var index : List.of("txindex", "txospenderindex")) {
      if (settings.flag(index, false)) {
        throw new ConfigException("Prune mode is incompatible with -" + index + ".");
      }
    }
    if (settings.flag("reindex-chainstate", false)) {
      throw new ConfigException(
          "Prune mode is incompatible with -reindex-chainstate. Use full -reindex instead.");
    }
    if (target < 0) {
      throw new ConfigException("Prune cannot be configured with a negative value.");
    }
    if (target == 1) {
      return new Prune(Prune.Mode.ON_REQUEST, Long.MAX_VALUE);
    }
    if (target < NodeConfig.MIN_PRUNE_TARGET_MIB) {
      throw new ConfigException(
          "Prune configured below the minimum of %d MiB.  Please use a higher number."
              .formatted(NodeConfig.MIN_PRUNE_TARGET_MIB));
    }
    return new Prune(Prune.Mode.AUTOMATIC, Math.min(target, Long.MAX_VALUE / MIB) * MIB);
  }

  private int verifyThreads() {
    int asked = integer("par", 0);
    int threads = asked > 0 ? asked : Runtime.getRuntime().availableProcessors() + asked;
    return Math.clamp(threads, 1, NodeConfig.MAX_VERIFY_THREADS);
  }

  private long dbCacheBytes() {
    long mebibytes = settings.number("dbcache", NodeConfig.DEFAULT_DBCACHE_MIB);
    return Math.clamp(mebibytes, NodeConfig.MIN_DBCACHE_MIB, Integer.MAX_VALUE) * MIB;
  }

  private OptionalLong mockTime() throws ConfigException {
    long time = settings.number("mocktime", 0);
    if (time < 0 || time > MAX_TIME) {
      throw new ConfigException(
          "Mocktime must be in the range [0, %d], not %d.".formatted(MAX_TIME, time));
    }
    return time == 0 ? OptionalLong.empty() : OptionalLong.of(time);
  }
}
