package cairn.node.config;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The options that there are. */
public final class OptionTable {
  private final Map<String, Option> options = new LinkedHashMap<>();

  OptionTable(Collection<Option> options) {
    for (var option : options) {
      if (this.options.put(option.name(), option) != null) {
        throw new IllegalArgumentException("two options are called " + option.name());
      }
    }
  }

  @Nullable Option find(String name) {
    return options.get(name);
  }

  Collection<Option> all() {
    return options.values();
  }

  /** What a shell may complete: each option that people can use, with a dash, up to its value. */
  public List<String> words() {
    return options.values().stream()
        .filter(option -> option.category() != Option.Category.ACCEPTED)
        .map(option -> "-" + option.name() + (option.argument().isEmpty() ? "" : "="))
        .filter(word -> !word.contains("?"))
        .sorted()
        .toList();
  }

  /** The help for people: each option with what it does, in groups. */
  public String help(boolean withDebug) {
    var help = new StringBuilder();
    for (var category : Option.Category.values()) {
      if (category == Option.Category.ACCEPTED) {
        continue;
      }
      var listed =
          options.values().stream()
              .filter(option -> option.category() == category)
              .filter(option -> withDebug || !option.traits().contains(Option.Trait.DEBUG))
              .toList();
      if (!listed.isEmpty()) {
        help.append(category.heading()).append("\n\n");
        for (var option : listed) {
          help.append("  -").append(option.name()).append(option.argument()).append('\n');
          HelpText.wrap(option.help(), 79, 7, help);
          help.append('\n');
        }
      }
    }
    return help.toString();
  }
}
