package cairn.node.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What holds for each option, of all that was said in different places: the command line before the
 * network's section of the configuration file before the part of the file without a section.
 *
 * <p>With the habits that {@code bitcoind} keeps for those who rely on them: on the command line
 * the last value counts, in a file the first; a negation before a section is heard even for options
 * that nothing else said there can set.
 */
public final class Settings {
  private final OptionTable options;
  private final Assignments commandLine;
  private final ConfigFile file;
  private final String network;

  /**
   * @param network whose section of the file counts
   */
  Settings(OptionTable options, Assignments commandLine, ConfigFile file, String network) {
    this.options = options;
    this.commandLine = commandLine;
    this.file = file;
    this.network = network;
  }

  /** Whether the option was set at all. */
  public boolean isSet(String name) {
    return find(name) != null;
  }

  /** Whether the option was set to {@code -noname}. */
  public boolean isNegated(String name) {
    return find(name) instanceof Value.Negated;
  }

  public Optional<String> text(String name) {
    return Optional.ofNullable(find(name)).map(Value::asText);
  }

  /** The path that the option names; empty if it is negated, or names nothing. */
  public Optional<Path> path(String name) throws ConfigException {
    var named = isNegated(name) ? Optional.<String>empty() : text(name);
    return named.isEmpty() || named.get().isEmpty()
        ? Optional.empty()
        : Optional.of(parsePath(name, named.get()));
  }

  /** The path that is written as {@code text}. */
  static Path parsePath(String option, String text) throws ConfigException {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new ConfigException("-%s=%s is not a path: %s".formatted(option, text, e.getReason()));
    }
  }

  public boolean flag(String name, boolean otherwise) {
    var value = find(name);
    return value == null ? otherwise : value.asBoolean();
  }

  public long number(String name, long otherwise) {
    var value = find(name);
    return value == null ? otherwise : value.asNumber();
  }

  public OptionalLong number(String name) {
    var value = find(name);
    return value == null ? OptionalLong.empty() : OptionalLong.of(value.asNumber());
  }

  /** As {@link #number(String)}, kept within 32 bits. */
  public OptionalInt integer(String name) {
    var value = find(name);
    return value == null
        ? OptionalInt.empty()
        : OptionalInt.of(Math.clamp(value.asNumber(), Integer.MIN_VALUE, Integer.MAX_VALUE));
  }

  /** All values of an option that may be repeated, those of the strongest place first. */
  public List<String> texts(String name) {
    var result = new ArrayList<String>();
    boolean complete = false;
    boolean negatedAway = false;
    for (var place : Place.values()) {
      if (place == Place.FILE_DEFAULT && !heardOutsideSections(name)) {
        continue;
      }
      var given = assignments(place);
      boolean revived = place != Place.COMMAND_LINE && !negatedAway;
      if (!complete || revived) {
        given.current(name).forEach(value -> result.add(value.asText()));
      }
      complete |= given.everNegated(name);
      negatedAway |= given.lastNegated(name) && result.isEmpty();
    }
    return result;
  }

  /** Options set before the first section that count for the main network alone. */
  List<String> unheard() {
    return options.all().stream()
        .map(Option::name)
        .filter(name -> !heardOutsideSections(name))
        .filter(name -> !file.section("").current(name).isEmpty())
        .filter(name -> commandLine.current(name).isEmpty())
        .filter(name -> network.isEmpty() || file.section(network).current(name).isEmpty())
        .toList();
  }

  /** Where a value can come from, the strongest first. */
  private enum Place {
    COMMAND_LINE,
    FILE_SECTION,
    FILE_DEFAULT
  }

  private Assignments assignments(Place place) {
    return switch (place) {
      case COMMAND_LINE -> commandLine;
      case FILE_SECTION -> network.isEmpty() ? Assignments.NONE : file.section(network);
      case FILE_DEFAULT -> file.section("");
    };
  }

  private @Nullable Value find(String name) {
    if (options.find(name) == null) {
      throw new IllegalArgumentException("there is no option " + name);
    }
    for (var place : Place.values()) {
      var given = assignments(place);
      boolean negated = given.lastNegated(name);
      if (place == Place.FILE_DEFAULT && !heardOutsideSections(name) && !negated) {
        continue;
      }
      if (negated) {
        return new Value.Negated();
      }
      var values = given.current(name);
      if (!values.isEmpty()) {
        return place == Place.COMMAND_LINE ? values.getLast() : values.getFirst();
      }
    }
    return null;
  }

  private boolean heardOutsideSections(String name) {
    var option = options.find(name);
    return network.equals("main")
        || option == null
        || !option.traits().contains(Option.Trait.NETWORK_ONLY);
  }
}
