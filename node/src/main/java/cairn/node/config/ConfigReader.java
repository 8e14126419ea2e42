package cairn.node.config;

import cairn.genesis.Network;
import cairn.node.config.NodeConfig.BlockFilesConfig;
import cairn.node.config.NodeConfig.Prune;
import cairn.node.config.NodeConfig.Rebuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns the settings into what they mean, and refuses what means nothing. */
public final class ConfigReader {
  private static final long MIB = 1 << 20;
  private static final Prune NO_PRUNE = new Prune(Prune.Mode.NEVER, Long.MAX_VALUE);

  private final Settings settings;
  private final Path dataDirectory;

  private ConfigReader(Settings settings, Path dataDirectory) {
    this.settings = settings;
    this.dataDirectory = dataDirectory;
  }

  /** What the command line asks for before anything else: to be told, rather than to run. */
  public enum Request {
    RUN,
    HELP,
    HELP_DEBUG,
    VERSION
  }

  /** Whether the command line asks for help or the version. */
  public static Request request(List<String> arguments) throws ConfigException {
    var options = NodeOptions.table();
    var commandLine = CommandLine.parse(arguments, options);
    if (!commandLine.assignments().current("help-debug").isEmpty()) {
      return Request.HELP_DEBUG;
    }
    for (var name : List.of("help", "h", "?")) {
      if (!commandLine.assignments().current(name).isEmpty()) {
        return Request.HELP;
      }
    }
    return commandLine.assignments().current("version").isEmpty() ? Request.RUN : Request.VERSION;
  }

  /**
   * Reads the command line and the configuration files that it leads to. The directories need not
   * exist yet, but for those that are named.
   *
   * @param defaultDataDirectory which {@code -datadir} replaces
   */
  public static NodeConfig read(List<String> arguments, Path defaultDataDirectory)
      throws ConfigException {
    var options = NodeOptions.table();
    var commandLine = CommandLine.parse(arguments, options);
    var loaded = ConfigLoader.load(options, commandLine.assignments(), defaultDataDirectory);
    commandLine.refuseUnexpectedToken();
    return new ConfigReader(loaded.settings(), loaded.dataDirectory())
        .read(loaded.chain().network(), loaded.warnings());
  }

  private NodeConfig read(Network chosen, List<String> loaderWarnings) throws ConfigException {
    var warnings = new ArrayList<>(loaderWarnings);
    var network = NetworkOverrides.apply(chosen, settings, warnings);
    var networkDirectory = dataDirectory.resolve(network.dataDirectory());
    var prune = prune();
    var rebuild = rebuild();
    if (prune.mode() != Prune.Mode.NEVER && rebuild == Rebuild.CHAINSTATE) {
      throw new ConfigException(
          "Prune mode is incompatible with -reindex-chainstate. Use full -reindex instead.");
    }
    return new NodeConfig(
        network,
        dataDirectory,
        networkDirectory,
        blocksDirectory(network),
        new BlockFilesConfig(
            settings.flag("blocksxor", true), settings.flag("fastprune", false), prune),
        log(networkDirectory),
        networkDirectory.resolve(path("pid", "bitcoind.pid")),
        loadBlocks(),
        settings.flag("stopafterblockimport", false),
        rebuild,
        verifyThreads(),
        Math.max(
                NodeConfig.MIN_DBCACHE_MIB,
                Math.min(
                    settings.number("dbcache", NodeConfig.DEFAULT_DBCACHE_MIB), Integer.MAX_VALUE))
            * MIB,
        integer("checkblocks", NodeConfig.DEFAULT_CHECK_BLOCKS),
        Math.clamp(
            integer("checklevel", NodeConfig.DEFAULT_CHECK_LEVEL), 0, NodeConfig.MAX_CHECK_LEVEL),
        Math.max(0, integer("stopatheight", 0)),
        settings.number("mocktime"),
        warnings);
  }

  private int integer(String name, int otherwise) {
    return settings.integer(name).orElse(otherwise);
  }

  private Path path(String name, String otherwise) throws ConfigException {
    var text = settings.text(name).filter(given -> !given.isEmpty()).orElse(otherwise);
    return ConfigLoader.Paths.parse(name, text);
  }

  private Path blocksDirectory(Network network) throws ConfigException {
    var named = settings.text("blocksdir").filter(text -> !text.isEmpty());
    var base = dataDirectory;
    if (named.isPresent()) {
      base = ConfigLoader.Paths.parse("blocksdir", named.get()).toAbsolutePath().normalize();
      if (!Files.isDirectory(base)) {
        throw new ConfigException(
            "Specified blocks directory \"%s\" does not exist.".formatted(named.get()));
      }
    }
    return base.resolve(network.dataDirectory()).resolve("blocks");
  }

  private List<Path> loadBlocks() throws ConfigException {
    var paths = new ArrayList<Path>();
    for (var text : settings.texts("loadblock")) {
      paths.add(ConfigLoader.Paths.parse("loadblock", text).toAbsolutePath());
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
    if (target < 0) {
      throw new ConfigException("Prune cannot be configured with a negative value.");
    }
    if (target == 0) {
      return NO_PRUNE;
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

  private LogConfig log(Path networkDirectory) throws ConfigException {
    var debug = settings.texts("debug");
    var categories = LogCategory.select(debug, settings.texts("debugexclude"));
    @Nullable Path file =
        settings.isNegated("debuglogfile")
            ? null
            : networkDirectory.resolve(path("debuglogfile", "debug.log"));
    return new LogConfig(
        file,
        settings.flag("shrinkdebugfile", categories.isEmpty()),
        settings.flag("printtoconsole", true),
        settings.flag("logtimestamps", true),
        settings.flag("logtimemicros", false),
        settings.flag("logthreadnames", false),
        categories);
  }

  /** Makes the directories in which the node keeps its files, readable by their owner alone. */
  public static void createDirectories(NodeConfig config) throws ConfigException {
    for (var directory :
        List.of(
            config.dataDirectory(),
            config.networkDirectory(),
            config.networkDirectory().resolve("wallets"),
            config.blocksDirectory())) {
      try {
        PrivateDirectories.create(directory);
      } catch (IOException e) {
        throw new ConfigException("Cannot create the directory %s: %s".formatted(directory, e));
      }
    }
  }
}
