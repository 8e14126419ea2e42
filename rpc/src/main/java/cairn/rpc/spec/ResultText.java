package cairn.rpc.spec;

import cairn.rpc.spec.Result.Field;
import cairn.rpc.spec.Result.Kind;

/** Writes results as Core's help does. */
final class ResultText {
  private ResultText() {}

  static void append(MethodSpec method, StringBuilder text) {
    for (var result : method.results()) {
      if (!result.shown()) {
        continue;
      }
      var sections = new Sections();
      add(new Field("", result, false, "", false), Outer.NONE, 0, sections);
      var condition = result.condition();
      text.append(condition.isEmpty() ? "\nResult:\n" : "\nResult (" + condition + "):\n");
      sections.appendTo(text);
    }
  }

  /** What a part is in. */
  private enum Outer {
    NONE,
    ARRAY,
    OBJECT
  }

  private static void add(Field field, Outer outer, int indent, Sections sections) {
    var margin = " ".repeat(indent);
    var comma = outer == Outer.NONE ? "" : ",";
    if (!field.elision().isEmpty()) {
      sections.add(margin + "..." + comma, field.elision());
      return;
    }
    if (field.hidden()) {
      return;
    }
    var result = field.result();
    var label = outer == Outer.OBJECT ? '"' + field.name() + "\" : " : "";
    switch (result.kind()) {
      case ARRAY, TUPLE -> {
        sections.add(margin + label + "[", description(field));
        addAll(result, Outer.ARRAY, indent, result.kind() == Kind.ARRAY, sections);
        sections.add(margin + "]" + comma, "");
      }
      case OBJECT, MAP -> {
        if (result.fields().isEmpty()) {
          sections.add(margin + label + "{}", description(field));
          return;
        }
        sections.add(margin + label + "{", description(field));
        addAll(result, Outer.OBJECT, indent, result.kind() == Kind.MAP, sections);
        sections.add(margin + "}" + comma, "");
      }
      case NULL -> sections.add(margin + "null" + comma, description(field));
      default -> sections.add(margin + label + value(result) + comma, description(field));
    }
  }

  private static void addAll(
      Result result, Outer outer, int indent, boolean goesOn, Sections sections) {
    result.fields().forEach(field -> add(field, outer, indent + 2, sections));
    if (goesOn) {
      sections.add(" ".repeat(indent + 2) + "...", "");
    } else {
      sections.endList();
    }
  }

  private static String value(Result result) {
    return switch (result.kind()) {
      case STRING -> "\"str\"";
      case HEX -> "\"hex\"";
      case NUMBER, AMOUNT -> "n";
      case TIME, ANY -> "xxx";
      case BOOLEAN -> "true|false";
      case NULL, ARRAY, TUPLE, OBJECT, MAP ->
          throw new IllegalArgumentException("not one value: " + result.kind());
    };
  }

  private static String description(Field field) {
    var result = field.result();
    return "("
        + type(result)
        + (field.optional() ? ", optional" : "")
        + ")"
        + (result.description().isEmpty() ? "" : " " + result.description());
  }

  private static String type(Result result) {
    return switch (result.kind()) {
      case STRING, HEX -> "string";
      case NUMBER, AMOUNT, TIME -> "numeric";
      case BOOLEAN -> "boolean";
      case NULL -> "json null";
      case ARRAY, TUPLE -> "json array";
      case OBJECT -> result.fields().isEmpty() ? "empty JSON object" : "json object";
      case MAP -> "json object";
      case ANY -> "any";
    };
  }
}
