package cairn.node.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The contents of configuration files in {@code bitcoin.conf}'s format: {@code name=value} lines,
 * {@code [section]} lines for the networks, comments from {@code #} on.
 */
final class ConfigFile {
  private final Map<String, Assignments> sections = new LinkedHashMap<>();
  private final List<Section> headings = new ArrayList<>();
  private final List<String> unknown = new ArrayList<>();

  /** Where a section is named; for telling of one that no network has. */
  record Section(String name, String file, int line) {}

  /**
   * Adds what a file says to what others said before.
   *
   * @param file its name, for messages
   */
  void read(List<String> lines, String file, OptionTable options) throws ConfigException {
    var prefix = "";
    int number = 0;
    for (var raw : lines) {
      number++;
      int hash = raw.indexOf('#');
      var line = (hash < 0 ? raw : raw.substring(0, hash)).strip();
      if (line.isEmpty()) {
        continue;
      }
      if (line.startsWith("[") && line.endsWith("]")) {
        var section = line.substring(1, line.length() - 1);
        headings.add(new Section(section, file, number));
        prefix = section + ".";
        continue;
      }
      var assignment = split(line, number);
      var name = prefix + assignment.name();
      if (hash >= 0 && name.contains("rpcpassword")) {
        throw new ConfigException(
            "parse error on line %d, using # in rpcpassword can be ambiguous and should be avoided"
                .formatted(number));
      }
      int dot = name.lastIndexOf('.');
      if (dot >= prefix.length()) {
        headings.add(new Section(name.substring(0, dot), file, number));
      }
      assign(name, assignment.text(), options);
    }
  }

  /** What is set in a section; the part before the first section has an empty name. */
  Assignments section(String name) {
    var section = sections.get(name);
    return section == null ? new Assignments() : section;
  }

  /** The sections named so far. */
  List<Section> headings() {
    return headings;
  }

  /** The names that no option has, as they were written; they change nothing. */
  List<String> unknown() {
    return unknown;
  }

  private record Line(String name, String text) {}

  private static Line split(String line, int number) throws ConfigException {
    if (line.startsWith("-")) {
      throw new ConfigException(
          "parse error on line %d: %s, options in configuration file must be specified without"
                  .formatted(number, line)
              + " leading -");
    }
    int equals = line.indexOf('=');
    if (equals < 0) {
      var hint =
          line.startsWith("no")
              ? ", if you intended to specify a negated option, use " + line + "=1 instead"
              : "";
      throw new ConfigException("parse error on line %d: %s%s".formatted(number, line, hint));
    }
    return new Line(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
  }

  private void assign(String name, String text, OptionTable options) throws ConfigException {
    var key = OptionKey.parse(name);
    if (key.name().equals("conf")) {
      throw new ConfigException(
          "conf cannot be set in the configuration file; use includeconf= if you want to include"
              + " additional config files");
    }
    var option = options.find(key.name());
    if (option == null) {
      unknown.add(name);
      return;
    }
    sections
        .computeIfAbsent(key.section(), _ -> new Assignments())
        .add(key.name(), key.value(option, text));
  }
}
