package cairn.node.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gathers the settings: from the command line, and from the files that it leads to. */
final class ConfigLoader {
  /** What a configuration file is called that nobody names; the first that is there is read. */
  private static final List<String> DEFAULT_FILES = List.of("bitcoin.conf", "cairn.conf");

  /** More than anyone writes; whoever names a device or a block file by mistake is told. */
  private static final int MAX_FILE_BYTES = 10_000_000;

  private final OptionTable options;
  private final Assignments commandLine;
  private final Path defaultDataDirectory;
  private final ConfigFile file = new ConfigFile();
  private final Notices notices;

  private ConfigLoader(
      OptionTable options, Assignments commandLine, Path defaultDataDirectory, Notices notices) {
    this.options = options;
    this.commandLine = commandLine;
    this.defaultDataDirectory = defaultDataDirectory;
    this.notices = notices;
  }

  /**
   * What was found.
   *
   * @param file the contents of all files together
   * @param path where the first of them is, or would be; empty if the operator wants none
   * @param dataDirectory absolute
   */
  record Loaded(
      Settings settings,
      ChainChoice chain,
      ConfigFile file,
      Optional<Path> path,
      Path dataDirectory) {}

  /**
   * Reads the configuration file that the command line leads to, and those that it includes.
   *
   * @param defaultDataDirectory which {@code -datadir} replaces; it need not exist yet
   */
  static Loaded load(
      OptionTable options, Assignments commandLine, Path defaultDataDirectory, Notices notices)
      throws ConfigException {
    return new ConfigLoader(options, commandLine, defaultDataDirectory, notices).load();
  }

  private Loaded load() throws ConfigException {
    var home = dataDirectory();
    if (isMissing(home)) {
      throw new ConfigException("Specified " + missingDirectory());
    }
    var path = configPath(home);
    if (path.isPresent() && isThere(path.get())) {
      read(path.get(), home);
    }
    // The file may have named another directory for the data.
    var dataDirectory = dataDirectory();
    if (isMissing(dataDirectory)) {
      throw ConfigException.inFile("specified " + missingDirectory());
    }
    var chain = chain();
    tellOfIgnoredFiles(path, home, dataDirectory);
    return new Loaded(settings(chain.section()), chain, file, path, dataDirectory);
  }

  /** The settings as far as they are known. */
  private Settings settings(String network) {
    return new Settings(options, commandLine, file, network);
  }

  private ChainChoice chain() throws ConfigException {
    return ChainChoice.of(settings(""), commandLine, file);
  }

  private Path dataDirectory() throws ConfigException {
    return settings("")
        .path("datadir")
        .map(path -> path.toAbsolutePath().normalize())
        .orElse(defaultDataDirectory);
  }

  /** Whether the operator named a directory that is not there; the default one is made. */
  private boolean isMissing(Path directory) {
    return !directory.equals(defaultDataDirectory) && !Files.isDirectory(directory);
  }

  private String missingDirectory() {
    var named = settings("").text("datadir").orElse("");
    return "data directory \"%s\" does not exist.".formatted(named);
  }

  /** Where the file to read first is, or would be; empty if none is wanted. */
  private Optional<Path> configPath(Path directory) throws ConfigException {
    var settings = settings("");
    if (settings.isNegated("conf")) {
      return Optional.empty();
    }
    var named = settings.path("conf");
    if (named.isPresent()) {
      return named.map(directory::resolve);
    }
    var first = DEFAULT_FILES.stream().map(directory::resolve).filter(Files::exists).findFirst();
    return Optional.of(first.orElse(directory.resolve(DEFAULT_FILES.getFirst())));
  }

  /** A file that nobody named may be missing. */
  private boolean isThere(Path path) {
    return Files.exists(path) || settings("").isSet("conf");
  }

  private void read(Path path, Path directory) throws ConfigException {
    if (Files.isDirectory(path)) {
      throw ConfigException.inFile("Config file \"%s\" is a directory.".formatted(path));
    }
    try {
      file.read(text(path), path.toString(), options);
    } catch (IOException e) {
      throw ConfigException.inFile(
          "specified config file \"%s\" could not be opened.".formatted(path));
    }
    if (!commandLine.lastNegated("includeconf")) {
      include(directory);
    }
  }

  /** Reads the files that the first one names for the network, then those it names for all. */
  private void include(Path directory) throws ConfigException {
    var included = includes(chain().section());
    for (var name : included) {
      var path = directory.resolve(Settings.parsePath("includeconf", name));
      if (Files.isDirectory(path)) {
        throw ConfigException.inFile("Included config file \"%s\" is a directory.".formatted(path));
      }
      try {
        file.read(text(path), name, options);
      } catch (IOException e) {
        throw ConfigException.inFile("Failed to include configuration file " + name);
      }
      notices.info("Included configuration file " + name);
    }
    var tooDeep = includes(chain().section());
    included.forEach(tooDeep::remove);
    for (var name : tooDeep) {
      notices.plain(
          "warning: -includeconf cannot be used from included files; ignoring -includeconf="
              + name);
    }
  }

  private List<String> includes(String section) {
    var names = new ArrayList<String>();
    for (var part : List.of(section, "")) {
      file.section(part).current("includeconf").forEach(value -> names.add(value.asText()));
    }
    return names;
  }

  /** What cannot be read as UTF-8 is of no use, but may stand in a comment. */
  private static String text(Path path) throws IOException, ConfigException {
    try (var in = Files.newInputStream(path)) {
      var bytes = in.readNBytes(MAX_FILE_BYTES + 1);
      if (bytes.length > MAX_FILE_BYTES) {
        throw ConfigException.inFile(
            "\"%s\" is longer than %d bytes.".formatted(path, MAX_FILE_BYTES));
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  /** Configuration files that lie where one would be looked for, and are not read. */
  private void tellOfIgnoredFiles(Optional<Path> read, Path home, Path dataDirectory)
      throws ConfigException {
    for (var name : DEFAULT_FILES) {
      var lying = dataDirectory.resolve(name);
      if (!Files.exists(lying)) {
        continue;
      }
      if (read.isEmpty()) {
        notices.info(
            "Data directory \"%s\" contains a \"%s\" file which is explicitly ignored using -noconf."
                .formatted(dataDirectory, name));
      } else if (!isSameFile(lying, read.get())) {
        tellOfIgnoredFile(name, read.get(), home, dataDirectory);
      }
    }
  }

  private void tellOfIgnoredFile(String name, Path read, Path home, Path dataDirectory)
      throws ConfigException {
    var source =
        settings("")
            .text("conf")
            .map("command line argument \"-conf=%s\""::formatted)
            .orElse("data directory \"%s\"".formatted(home));
    var message =
        """
        Data directory "%1$s" contains a "%2$s" file which is ignored, because a different \
        configuration file "%3$s" from %4$s is being used instead. Possible ways to address this \
        would be to:
        - Delete or rename the "%2$s" file in data directory "%1$s".
        - Change datadir= or conf= options to specify one configuration file, not two, and use \
        includeconf= to include any other configuration files.\
        """
            .formatted(dataDirectory, name, read, source);
    if (!settings("").flag("allowignoredconf", false)) {
      throw new ConfigException(
          message
              + "\n- Set allowignoredconf=1 option to treat this condition as a warning, not an"
              + " error.");
    }
    notices.warning(message);
  }

  private static boolean isSameFile(Path a, Path b) throws ConfigException {
    try {
      return Files.isSameFile(a, b);
    } catch (IOException e) {
      throw new ConfigException("Cannot compare \"%s\" and \"%s\": %s".formatted(a, b, e));
    }
  }
}
