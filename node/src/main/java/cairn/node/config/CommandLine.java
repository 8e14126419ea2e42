package cairn.node.config;

import java.util.List;

/**
 * A command line of {@code -name}, {@code -name=value} and {@code -noname}, each with one dash or
 * two.
 *
 * @param words what comes after the options: the first argument that is none, and all behind it
 */
record CommandLine(Assignments assignments, List<String> words) {
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
    if (!words.isEmpty()) {
      throw new ConfigException(
          "Command line contains unexpected token '%s', see cairn node -help for a list of options."
              .formatted(words.getFirst()));
    }
  }

  private static CommandLine parseOptions(List<String> arguments, OptionTable options)
      throws ConfigException {
    var assignments = new Assignments();
    int read = 0;
    while (read < arguments.size() && arguments.get(read).startsWith("-")) {
      var argument = arguments.get(read++);
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
    return new CommandLine(assignments, arguments.subList(read, arguments.size()));
  }
}
