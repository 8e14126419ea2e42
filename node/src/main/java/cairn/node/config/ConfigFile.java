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
  private final List<Heading> headings = new ArrayList<>();
  private final List<String> unknown = new ArrayList<>();

  /** Where a section is named; for telling of one that no network has. */
  record Heading(String section, String file, int line) {}

  /**
   * Adds what a file says to what others said before.
   *
   * @param text the file's, whole
   * @param file its name, for messages
   */
  void read(String text, String file, OptionTable options) throws ConfigException {
    try {
      readLines(text.split("\n", -1), file, options);
    } catch (ConfigException e) {
      throw ConfigException.inFile(String.valueOf(e.getMessage()));
    }
  }

  /** What is set in a section; the part before the first section has an empty name. */
  Assignments section(String name) {
    return sections.getOrDefault(name, Assignments.NONE);
  }

  /** Everything that is set, by section. */
  Map<String, Assignments> sections() {
    return sections;
  }

  /** The sections named so far. */
  List<Heading> headings() {
    return headings;
  }

  /** The names that no option has, as they were written; they change nothing. */
  List<String> unknown() {
    return unknown;
  }

  private void readLines(String[] lines, String file, OptionTable options) throws ConfigException {
    var prefix = "";
    for (int number = 1; number <= lines.length; number++) {
      var raw = lines[number - 1];
      int hash = raw.indexOf('#');
      var line = trim(hash < 0 ? raw : raw.substring(0, hash));
      if (line.isEmpty()) {
        continue;
      }
      if (line.startsWith("[") && line.endsWith("]")) {
        var section = line.substring(1, line.length() - 1);
        headings.add(new Heading(section, file, number));
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
        headings.add(new Heading(name.substring(0, dot), file, number));
      }
      assign(name, assignment.text(), options);
    }
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
    return new Line(trim(line.substring(0, equals)), trim(line.substring(equals + 1)));
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

  /** Without the blanks around it that the format allows. */
  private static String trim(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isBlank(text.charAt(from))) {
      from++;
    }
    while (from < to && isBlank(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  private static boolean isBlank(char character) {
    return character == ' ' || character == '\t' || character == '\r';
  }
}
