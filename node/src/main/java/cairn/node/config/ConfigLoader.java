package cairn.node.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Gathers the settings: from the command line, and from the files that it leads to. */
final class ConfigLoader {
  private static final List<String> DEFAULT_FILES = List.of("bitcoin.conf", "cairn.conf");

  private final OptionTable options;
  private final Assignments commandLine;
  private final ConfigFile file = new ConfigFile();
  private final Path defaultDataDirectory;
  private final List<String> warnings = new ArrayList<>();

  private ConfigLoader(OptionTable options, Assignments commandLine, Path defaultDataDirectory) {
    this.options = options;
    this.commandLine = commandLine;
    this.defaultDataDirectory = defaultDataDirectory;
  }

  /**
   * What was found.
   *
   * @param dataDirectory absolute
   * @param warnings what the operator should know and need not mind
   */
  record Loaded(Settings settings, ChainChoice chain, Path dataDirectory, List<String> warnings) {}

  /**
   * Reads the configuration file that the command line leads to, and those that it includes.
   *
   * @param defaultDataDirectory which {@code -datadir} replaces; it need not exist yet
   */
  static Loaded load(OptionTable options, Assignments commandLine, Path defaultDataDirectory)
      throws ConfigException {
    return new ConfigLoader(options, commandLine, defaultDataDirectory).load();
  }

  private Loaded load() throws ConfigException {
    var first = settings("");
    var configDirectory = dataDirectory(first, "Specified data directory \"%s\" does not exist.");
    var path = configPath(first, configDirectory);
    try {
      if (path.isPresent()) {
        read(path.get(), configDirectory);
      }
      // The file may have named another directory for the data.
      var dataDirectory =
          dataDirectory(settings(""), "specified data directory \"%s\" does not exist.");
      warnings.addAll(ignoredFile(path, configDirectory, dataDirectory));
      var chain = ChainChoice.of(settings(""), commandLine, file);
      file.unknown().forEach(name -> warnings.add("Ignoring unknown configuration value " + name));
      var settings = settings(chain.section());
      refuseUnheard(settings, chain.section());
      return new Loaded(settings, chain, dataDirectory, warnings);
    } catch (FileException e) {
      throw new ConfigException("Error reading configuration file: " + e.getMessage());
    }
  }

  /** A failure that lies in a file. */
  private static final class FileException extends Exception {
    private static final long serialVersionUID = 1L;

    FileException(String message) {
      super(message);
    }
  }

  private Settings settings(String network) {
    return new Settings(options, commandLine, file, network);
  }

  private Path dataDirectory(Settings settings, String complaint) throws ConfigException {
    var named = settings.text("datadir").filter(text -> !text.isEmpty());
    if (named.isEmpty()) {
      return defaultDataDirectory;
    }
    var directory = Paths.parse("datadir", named.get()).toAbsolutePath().normalize();
    if (!Files.isDirectory(directory)) {
      throw new ConfigException(complaint.formatted(named.get()));
    }
    return directory;
  }

  /** The file to read first; empty if there is none, or none is wanted. */
  private Optional<Path> configPath(Settings settings, Path directory) throws ConfigException {
    if (settings.isNegated("conf")) {
      return Optional.empty();
    }
    var named = settings.text("conf").filter(text -> !text.isEmpty());
    if (named.isPresent()) {
      var path = directory.resolve(Paths.parse("conf", named.get()));
      if (!Files.isDirectory(path) && !Files.isReadable(path)) {
        throw new ConfigException(
            "Error reading configuration file: specified config file \"%s\" could not be opened."
                .formatted(path));
      }
      return Optional.of(path);
    }
    return DEFAULT_FILES.stream().map(directory::resolve).filter(Files::exists).findFirst();
  }

  private void read(Path path, Path directory) throws FileException, ConfigException {
    if (Files.isDirectory(path)) {
      throw new FileException("Config file \"%s\" is a directory.".formatted(path));
    }
    file.read(lines(path, path.toString()), path.toString(), options);
    if (commandLine.lastNegated("includeconf")) {
      return;
    }
    var section = ChainChoice.of(settings(""), commandLine, file).section();
    var before = includes(section);
    for (var name : before) {
      var included = directory.resolve(name);
      if (Files.isDirectory(included)) {
        throw new FileException("Included config file \"%s\" is a directory.".formatted(included));
      }
      file.read(lines(included, name), name, options);
    }
    var after = new ArrayList<>(includes(section));
    before.forEach(after::remove);
    for (var name : after) {
      warnings.add(
          "-includeconf cannot be used from included files; ignoring -includeconf=" + name);
    }
  }

  private List<String> includes(String section) {
    var names = new ArrayList<String>();
    for (var part : section.isEmpty() ? List.of("") : List.of(section, "")) {
      file.section(part).current("includeconf").forEach(value -> names.add(value.asText()));
    }
    return names;
  }

  private static List<String> lines(Path path, String name) throws FileException {
    try {
      // Any byte is a character here, as names of files are whatever their maker's encoding was.
      return Files.readString(path, StandardCharsets.ISO_8859_1).lines().toList();
    } catch (IOException e) {
      throw new FileException("Failed to include configuration file " + name);
    }
  }

  /** Says so when a configuration file lies where it would be expected, and is not the one read. */
  private List<String> ignoredFile(Optional<Path> read, Path configDirectory, Path dataDirectory)
      throws ConfigException {
    var settings = settings("");
    var lying =
        DEFAULT_FILES.stream().map(dataDirectory::resolve).filter(Files::exists).findFirst();
    if (lying.isEmpty() || read.isEmpty() || isSameFile(lying.get(), read.get())) {
      return List.of();
    }
    var name = Objects.toString(lying.get().getFileName());
    var source =
        settings
            .text("conf")
            .map(conf -> "command line argument \"-conf=%s\"".formatted(conf))
            .orElse("data directory \"%s\"".formatted(configDirectory));
    var message =
        """
        Data directory "%1$s" contains a "%2$s" file which is ignored, because a different \
        configuration file "%3$s" from %4$s is being used instead. Possible ways to address this \
        would be to:
        - Delete or rename the "%2$s" file in data directory "%1$s".
        - Change datadir= or conf= options to specify one configuration file, not two, and use \
        includeconf= to include any other configuration files.\
        """
            .formatted(dataDirectory, name, read.get(), source);
    if (!settings.flag("allowignoredconf", false)) {
      throw new ConfigException(
          message
              + "\n- Set allowignoredconf=1 option to treat this condition as a warning, not an"
              + " error.");
    }
    return List.of(message);
  }

  private static boolean isSameFile(Path a, Path b) throws ConfigException {
    try {
      return Files.isSameFile(a, b);
    } catch (IOException e) {
      throw new ConfigException("Cannot compare \"%s\" and \"%s\": %s".formatted(a, b, e));
    }
  }

  private static void refuseUnheard(Settings settings, String section) throws ConfigException {
    var errors = new StringBuilder();
    for (var name : settings.unheard()) {
      errors.append(
          "Config setting for -%s only applied on %s network when in [%s] section.\n"
              .formatted(name, section, section));
    }
    if (!errors.isEmpty()) {
      throw new ConfigException(errors.toString().stripTrailing());
    }
  }

  /** Reads paths as operators write them. */
  static final class Paths {
    private Paths() {}

    static Path parse(String option, String text) throws ConfigException {
      try {
        return Path.of(text);
      } catch (InvalidPathException e) {
        throw new ConfigException(
            "-%s=%s is not a path: %s".formatted(option, text, e.getReason()));
      }
    }
  }
}
