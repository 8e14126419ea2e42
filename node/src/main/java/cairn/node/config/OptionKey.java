package cairn.node.config;

import org.jspecify.annotations.Nullable;

/**
 * The left side of an assignment, taken apart: {@code section.noname}.
 *
 * @param section empty if there is none
 */
record OptionKey(String section, String name, boolean negated) {
  static OptionKey parse(String key) {
    int dot = key.indexOf('.');
    var section = dot < 0 ? "" : key.substring(0, dot);
    var name = key.substring(dot + 1);
    boolean negated = name.startsWith("no");
    return new OptionKey(section, negated ? name.substring(2) : name, negated);
  }

  /**
   * What an assignment to this key means.
   *
   * @param text what stands behind the equals sign; null if there is none
   */
  Value value(Option option, @Nullable String text) throws ConfigException {
    if (negated) {
      if (option.traits().contains(Option.Trait.NOT_NEGATABLE)) {
        throw new ConfigException(
            "Negating of -" + name + " is meaningless and therefore forbidden");
      }
      return text == null || new Value.Text(text).asBoolean()
          ? new Value.Negated()
          : new Value.DoublyNegated(text);
    }
    if (text == null && option.traits().contains(Option.Trait.NEEDS_VALUE)) {
      throw new ConfigException(
          "Can not set -%s with no value. Please specify value with -%s=value."
              .formatted(name, name));
    }
    return new Value.Text(text == null ? "" : text);
  }
}
