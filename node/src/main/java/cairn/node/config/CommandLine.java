package cairn.node.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command line of {@code -name}, {@code -name=value} and {@code -noname}, each with one dash or
 * two.
 *
 * @param unexpectedToken the first argument that is no option; null if there is none. What follows
 *     it is not read
 */
record CommandLine(Assignments assignments, @Nullable String unexpectedToken) {
  /**
   * @throws ConfigException if an option is none that {@code options} knows, or misused
   */
  static CommandLine parse(List<String> arguments, OptionTable options) throws ConfigException {
    try {
      return parseOptions(arguments, options);
    } catch (ConfigException e) {
      throw new ConfigException("Error parsing command line arguments: " + e.getMessage());
    }
  }

  /** Complains of an argument that is no option, in Core's words. */
  void refuseUnexpectedToken() throws ConfigException {
    if (unexpectedToken != null) {
      throw new ConfigException(
          "Command line contains unexpected token '%s', see bitcoind -h for a list of options."
              .formatted(unexpectedToken));
    }
  }

  private static CommandLine parseOptions(List<String> arguments, OptionTable options)
      throws ConfigException {
    var assignments = new Assignments();
    String unexpected = null;
    for (var argument : arguments) {
      if (!argument.startsWith("-")) {
        unexpected = argument;
        break;
      }
      int equals = argument.indexOf('=');
      var name = argument.substring(0, equals < 0 ? argument.length() : equals);
      var text = equals < 0 ? null : argument.substring(equals + 1);
      var key = OptionKey.parse(name.substring(name.startsWith("--") ? 2 : 1));
      var option = options.find(key.name());
      if (option == null || !key.section().isEmpty()) {
        throw new ConfigException("Invalid parameter " + argument);
      }
      assignments.add(key.name(), key.value(option, text));
    }
    var included = assignments.current("includeconf");
    if (!included.isEmpty()) {
      throw new ConfigException(
          "-includeconf cannot be used from commandline; -includeconf="
              + included.getFirst().asJson());
    }
    return new CommandLine(assignments, unexpected);
  }
}
