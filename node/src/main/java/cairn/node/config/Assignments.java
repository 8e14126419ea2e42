package cairn.node.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The values given to options in one place, each option's in the order in which they were given.
 */
final class Assignments {
  static final Assignments NONE = new Assignments(Map.of());

  private final Map<String, List<Value>> values;

  Assignments() {
    this(new LinkedHashMap<>());
  }

  private Assignments(Map<String, List<Value>> values) {
    this.values = values;
  }

  void add(String name, Value value) {
    values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
  }

  /** All values given, oldest first; also those that a later negation took back. */
  List<Value> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  /** Those given since the last negation, oldest first. */
  List<Value> current(String name) {
    var all = all(name);
    int from = all.size();
    while (from > 0 && !(all.get(from - 1) instanceof Value.Negated)) {
      from--;
    }
    return all.subList(from, all.size());
  }

  /** Whether the last word on the option was to negate it. */
  boolean lastNegated(String name) {
    var all = all(name);
    return !all.isEmpty() && all.getLast() instanceof Value.Negated;
  }

  /** Whether the option was negated at any time. */
  boolean everNegated(String name) {
    return all(name).stream().anyMatch(Value.Negated.class::isInstance);
  }

  /** Hands over all values, with the names of their options. */
  void forEach(BiConsumer<String, Value> action) {
    values.forEach((name, all) -> all.forEach(value -> action.accept(name, value)));
  }
}
