package cairn.wallet.cli;

import cairn.wallet.WalletException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code config.toml}: settings, and for each network a table of those that are others there.
 *
 * <p>Of TOML it takes what settings need: tables, and keys with a string, a number or a boolean.
 *
 * @param values by key, those of a network with its name and a dot before them
 */
record ConfigFile(Map<String, String> values) {
  private static final Set<String> KEYS =
      Arrays.stream(Setting.values()).map(Setting::key).collect(Collectors.toUnmodifiableSet());

  private static final Pattern TABLE = Pattern.compile("\\[\\s*([\\w-]+)\\s*\\]\\s*(?:#.*)?");
  private static final Pattern VALUE =
      Pattern.compile("([\\w-]+)\\s*=\\s*(?:\"([^\"\\\\]*)\"|'([^']*)'|([\\w.+-]+))\\s*(?:#.*)?");

  ConfigFile {
    values = Map.copyOf(values);
  }

  /** Reads the file, if it is there. */
  static ConfigFile read(Path file) throws WalletException {
    if (!Files.exists(file)) {
      return new ConfigFile(Map.of());
    }
    var text = InputFile.text("the configuration", file.toString());
    return parse(text.lines().toList(), file.toString());
  }

  static ConfigFile parse(List<String> lines, String name) throws WalletException {
    var values = new HashMap<String, String>();
    var table = "";
    for (int i = 0; i < lines.size(); i++) {
      var line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      var heading = TABLE.matcher(line);
      var value = VALUE.matcher(line);
      if (heading.matches()) {
        table = heading.group(1) + ".";
      } else if (value.matches() && KEYS.contains(value.group(1))) {
        values.put(table + value.group(1), firstOf(value.group(2), value.group(3), value.group(4)));
      } else {
        throw WalletException.wrongUse(
            "the configuration %s, line %d: %s"
                .formatted(
                    name,
                    i + 1,
                    value.matches() ? "unknown key " + value.group(1) : "not KEY = VALUE"));
      }
    }
    return new ConfigFile(values);
  }

  private static String firstOf(@Nullable String... choices) {
    return Arrays.stream(choices).filter(choice -> choice != null).findFirst().orElse("");
  }

  /** What the file says of a setting on a network. */
  Optional<String> get(Setting setting, String network) {
    return Optional.ofNullable(values.get(network + "." + setting.key()))
        .or(() -> Optional.ofNullable(values.get(setting.key())));
  }
}
