package cairn.node.config;

import cairn.genesis.Networks;
import cairn.node.config.ConfigLoader.Loaded;
import cairn.node.config.Option.Category;
import cairn.node.config.Option.Trait;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** Says what was asked for, where that stands, and what of it may not be what was meant. */
final class SettingsNotices {
  private final OptionTable options;
  private final Assignments commandLine;
  private final Loaded loaded;
  private final Notices notices;

  private SettingsNotices(
      OptionTable options, Assignments commandLine, Loaded loaded, Notices notices) {
    this.options = options;
    this.commandLine = commandLine;
    this.loaded = loaded;
    this.notices = notices;
  }

  static void add(OptionTable options, Assignments commandLine, Loaded loaded, Notices notices) {
    var all = new SettingsNotices(options, commandLine, loaded, notices);
    all.addOddities();
    all.addUnknownNames();
    all.addPlaces();
    all.addArguments();
  }

  private void addOddities() {
    forEach((name, value) -> {
      if (value instanceof Value.DoublyNegated(var text)) {
        notices.warning(
            "Parsed potentially confusing double-negative -%s=%s".formatted(name, text));
      }
    });
    if (loaded.file().sections().values().stream()
        .anyMatch(part -> !part.all("reindex").isEmpty())) {
      notices.warning(
          "reindex=1 is set in the configuration file, which will significantly slow down startup."
              + " Consider removing or commenting out this option for better performance, unless"
              + " there is currently a condition which makes rebuilding the indexes necessary");
    }
    var datadir = loaded.settings().text("datadir").orElse("");
    if (!datadir.isEmpty() && !Path.of(datadir).isAbsolute()) {
      notices.warning(
          """
          Relative datadir option '%s' specified, which will be interpreted relative to the current \
          working directory '%s'. This is fragile: started from elsewhere, the node will not find \
          its files.\
          """
              .formatted(datadir, Path.of("").toAbsolutePath()));
    }
    if (loaded.chain().section().equals("test")) {
      notices.info(
          "Warning: Support for testnet3 is deprecated and will be removed in an upcoming release."
              + " Consider switching to testnet4.");
    }
  }

  /** What stands in files and means nothing. */
  private void addUnknownNames() {
    for (var name : loaded.file().unknown()) {
      notices.warning("Ignoring unknown configuration value " + name);
    }
    var sections =
        loaded.file().headings().stream()
            .filter(heading -> !isNetwork(heading.section()))
            .map(heading ->
                "%s:%d Section [%s] is not recognized."
                    .formatted(heading.file(), heading.line(), heading.section()))
            .collect(Collectors.joining("\n"));
    if (!sections.isEmpty()) {
      notices.alert(sections);
    }
    var idle = new TreeSet<String>();
    forEach((name, value) -> {
      boolean isAsWanted = option(name).traits().contains(Trait.ALWAYS_OFF) && !value.asBoolean();
      if (option(name).category() == Category.ACCEPTED && !isAsWanted) {
        idle.add("-" + name);
      }
    });
    if (!idle.isEmpty()) {
      notices.info("Options that change nothing in this version: " + String.join(" ", idle));
    }
  }

  private boolean isNetwork(String section) {
    return Networks.NAMES.contains(section) || loaded.chain().section().equals(section);
  }

  private void addPlaces() {
    var path = loaded.path();
    notices.info(
        "Config file: "
            + (path.isEmpty()
                ? "<disabled>"
                : path.get() + (Files.exists(path.get()) ? "" : " (not found, skipping)")));
  }

  /** All that was given, but for secrets. */
  private void addArguments() {
    loaded
        .file()
        .sections()
        .forEach((section, part) -> {
          var prefix = "Config file arg: " + (section.isEmpty() ? "" : "[" + section + "] ");
          part.forEach((name, value) -> notices.info(prefix + assignment(name, value)));
        });
    commandLine.forEach(
        (name, value) -> notices.info("Command-line arg: " + assignment(name, value)));
  }

  private String assignment(String name, Value value) {
    return name + "=" + (option(name).traits().contains(Trait.SECRET) ? "****" : value.asJson());
  }

  private void forEach(BiConsumer<String, Value> action) {
    commandLine.forEach(action);
    loaded.file().sections().values().forEach(part -> part.forEach(action));
  }

  private Option option(String name) {
    var option = options.find(name);
    if (option == null) {
      throw new IllegalArgumentException("there is no option " + name);
    }
    return option;
  }
}
