package cairn.interop;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** Where answers to the same questions differ. */
final class Differences {
  private static final int SHOWN = 300;

  private final Map<Place, Example> found = new TreeMap<>();

  /** Where in the answer to a method, with {@code []} for the elements of an array. */
  record Place(String method, String path) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      int order = method.compareTo(other.method);
      return order != 0 ? order : path.compareTo(other.path);
    }
  }

  /** One of those questions to which the answers differ in the same place. */
  private record Example(Question question, String expected, String actual, int count) {
    Example again() {
      return new Example(question, expected, actual, count + 1);
    }
  }

  void compare(Question question, JsonNode expected, JsonNode actual) {
    compare(question, "", expected, actual);
  }

  private void compare(Question question, String path, JsonNode expected, JsonNode actual) {
    if (expected.isObject() && actual.isObject()) {
      compareObjects(question, path, expected, actual);
    } else if (expected.isArray() && actual.isArray() && expected.size() == actual.size()) {
      for (int i = 0; i < expected.size(); i++) {
        compare(question, path + "[]", expected.get(i), actual.get(i));
      }
    } else if (isHelp(expected) && isHelp(actual)) {
      compare(question, path, usage(expected), usage(actual));
    } else if (!expected.equals(actual)) {
      add(question, path, expected.toString(), actual.toString());
    }
  }

  /** Whether it tells how to call a method, in words that are everybody's own. */
  private static boolean isHelp(JsonNode text) {
    return text.isString()
        && (text.stringValue().contains("\n\nResult")
            || text.stringValue().contains("\n\nArguments:"));
  }

  /** The first line of a help text. */
  private static JsonNode usage(JsonNode text) {
    return StringNode.valueOf(text.stringValue().lines().findFirst().orElseThrow());
  }

  private void compareObjects(Question question, String path, JsonNode expected, JsonNode actual) {
    var prefix = path.isEmpty() ? "" : path + ".";
    if (!List.copyOf(expected.propertyNames()).equals(List.copyOf(actual.propertyNames()))) {
      add(
          question,
          prefix + "{}",
          expected.propertyNames().toString(),
          actual.propertyNames().toString());
    }
    var names = new LinkedHashSet<>(expected.propertyNames());
    names.retainAll(actual.propertyNames());
    for (var name : names) {
      compare(question, prefix + name, expected.get(name), actual.get(name));
    }
  }

  private void add(Question question, String path, String expected, String actual) {
    found.merge(
        new Place(question.method(), path),
        new Example(question, shortened(expected), shortened(actual), 1),
        (first, _) -> first.again());
  }

  private static String shortened(String text) {
    return text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
  }

  /** Those places that are not among {@code known}, each with an example. */
  Map<Place, String> without(List<Place> known) {
    var unknown = new LinkedHashMap<Place, String>();
    found.forEach((place, example) -> {
      if (!known.contains(place)) {
        unknown.put(
            place,
            "%d times, as in %s: %s, not %s%n"
                .formatted(
                    example.count(), example.question(), example.expected(), example.actual()));
      }
    });
    return unknown;
  }

  boolean contains(Place place) {
    return found.containsKey(place);
  }
}
