package cairn.node.metrics;

import cairn.rpc.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalDouble;
import java.util.StringJoiner;
import java.util.function.Function;

/**
 * One number as Prometheus reads it, under a name that others have chosen.
 *
 * @param type as Prometheus calls it
 * @param labels as they are written between braces
 * @param value empty if there is nothing to show
 */
record Sample(String name, String type, String help, String labels, OptionalDouble value) {
  private static final double SATS_PER_BITCOIN = 1e8;

  static Sample gauge(String name, String help, double value) {
    return new Sample(name, "gauge", help, "", OptionalDouble.of(value));
  }

  static Sample counter(String name, String help, double value) {
    return new Sample(name, "counter", help, "", OptionalDouble.of(value));
  }

  static Sample of(String name, String help, Json answer, Function<Json, OptionalDouble> value) {
    return new Sample(name, "gauge", help, "", value.apply(answer));
  }

  /** A member of an object. */
  static Sample field(Json answer, String member, String name, String help) {
    return of(name, help, member(answer, member), Sample::number);
  }

  /** The same, of satoshis, in bitcoin. */
  static Sample bitcoin(Json answer, String member, String name, String help) {
    return field(answer, member, name, help).times(1 / SATS_PER_BITCOIN);
  }

  static Json member(Json answer, String name) {
    return answer instanceof Json.Obj object ? object.find(name) : Json.Null.NULL;
  }

  static OptionalDouble number(Json json) {
    return switch (json) {
      case Json.Num number -> OptionalDouble.of(number.asDouble());
      case Json.Bool(var value) -> OptionalDouble.of(value ? 1 : 0);
      default -> OptionalDouble.empty();
    };
  }

  /** How many there are in an array. */
  static OptionalDouble size(Json json) {
    return json instanceof Json.Arr(var elements)
        ? OptionalDouble.of(elements.size())
        : OptionalDouble.empty();
  }

  Sample times(double factor) {
    var product =
        value.isPresent()
            ? OptionalDouble.of(value.getAsDouble() * factor)
            : OptionalDouble.empty();
    return new Sample(name, type, help, labels, product);
  }

  /**
   * Adds a label.
   *
   * @param text without quotation marks, backslashes and line ends
   */
  Sample with(String label, String text) {
    var added = "%s=\"%s\"".formatted(label, text);
    return new Sample(name, type, help, labels.isEmpty() ? added : labels + "," + added, value);
  }

  /** In the text format of Prometheus, those of one name together. */
  static String text(List<Sample> samples) {
    var metrics = new LinkedHashMap<String, StringJoiner>();
    for (var sample : samples) {
      sample.value.ifPresent(value ->
          metrics.computeIfAbsent(sample.name, _ -> sample.head()).add(sample.line(value)));
    }
    var text = new StringBuilder();
    metrics.values().forEach(text::append);
    return text.toString();
  }

  private StringJoiner head() {
    return new StringJoiner(
        "\n", "# HELP %s %s\n# TYPE %s %s\n".formatted(name, help, name, type), "\n");
  }

  private String line(double number) {
    return name + (labels.isEmpty() ? "" : "{" + labels + "}") + " " + number;
  }
}
