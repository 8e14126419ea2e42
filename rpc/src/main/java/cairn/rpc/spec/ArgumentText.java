package cairn.rpc.spec;

import cairn.rpc.json.JsonWriter;
import cairn.rpc.spec.Argument.Kind;
import cairn.rpc.spec.Argument.Presence;
import cairn.rpc.spec.Argument.Trait;
import java.util.StringJoiner;

/** Writes arguments as Core's help does. */
final class ArgumentText {
  private static final int INDENT = 5;

  private ArgumentText() {}

  /** All arguments in one line, with brackets around those that are optional. */
  static String oneLine(MethodSpec method) {
    var line = new StringBuilder(method.name());
    boolean optional = false;
    for (var argument : method.arguments()) {
      if (argument.is(Trait.HIDDEN)) {
        break;
      }
      line.append(' ');
      if (argument.isOptional() != optional) {
        line.append(optional ? ") " : "( ");
        optional = argument.isOptional();
      }
      line.append(argument.wording().oneLine().orElseGet(() -> value(argument, true)));
    }
    return optional ? line.append(" )").toString() : line.toString();
  }

  /** The value as JSON would have it, each part by its name. */
  private static String value(Argument argument, boolean oneLine) {
    return switch (argument.kind()) {
      case STRING, HEX -> '"' + argument.name() + '"';
      case NUMBER, RANGE, AMOUNT, BOOLEAN -> argument.name();
      case OBJECT -> "{" + members(argument, oneLine) + "}";
      case NAMED_OPTIONS, USER_KEYS -> "{" + members(argument, oneLine) + ",...}";
      case ARRAY -> "[" + elements(argument, oneLine) + "...]";
    };
  }

  private static String members(Argument object, boolean oneLine) {
    var members = new StringJoiner(",");
    object.inner().forEach(inner -> members.add(member(inner, oneLine)));
    return members.toString();
  }

  private static String elements(Argument array, boolean oneLine) {
    var elements = new StringBuilder();
    array.inner().forEach(inner -> elements.append(value(inner, oneLine)).append(','));
    return elements.toString();
  }

  private static String member(Argument argument, boolean oneLine) {
    var name = '"' + argument.name() + (oneLine ? "\":" : "\": ");
    return name
        + switch (argument.kind()) {
          case STRING -> "\"str\"";
          case HEX -> "\"hex\"";
          case NUMBER -> "n";
          case RANGE -> "n or [n,n]";
          case AMOUNT -> "amount";
          case BOOLEAN -> "bool";
          case ARRAY -> "[" + elements(argument, oneLine) + "...]";
          case OBJECT, NAMED_OPTIONS, USER_KEYS -> value(argument, oneLine);
        };
  }

  /** All arguments, numbered, and below them what can be passed by name alone. */
  static void appendList(MethodSpec method, StringBuilder text) {
    var numbered = new Sections();
    var named = new Sections();
    int number = 0;
    for (var argument : method.arguments()) {
      if (argument.is(Trait.HIDDEN)) {
        break;
      }
      number++;
      numbered.add(number + ". " + argument.name(), description(argument, true));
      addContents(argument, numbered);
      if (argument.kind() == Kind.NAMED_OPTIONS) {
        for (var option : argument.inner()) {
          named.add(option.name(), description(option, true));
          addContents(option, named);
        }
      }
    }
    if (!numbered.isEmpty()) {
      text.append("\nArguments:\n");
      numbered.appendTo(text);
    }
    if (!named.isEmpty()) {
      text.append("\nNamed Arguments:\n");
      named.appendTo(text);
    }
  }

  /** What is in an argument that has anything in it. */
  private static void addContents(Argument argument, Sections sections) {
    switch (argument.kind()) {
      case OBJECT, USER_KEYS, ARRAY -> add(argument, "", "", INDENT, sections);
      case STRING, HEX, NUMBER, RANGE, AMOUNT, BOOLEAN, NAMED_OPTIONS -> {}
    }
  }

  private static void add(
      Argument argument, String label, String right, int indent, Sections sections) {
    boolean array = argument.kind() == Kind.ARRAY;
    var margin = " ".repeat(indent);
    sections.add(margin + label + (array ? "[" : "{"), right);
    for (var inner : argument.inner()) {
      addInner(inner, !array, indent + 2, sections);
    }
    if (argument.kind() != Kind.OBJECT) {
      sections.add(margin + "  ...", "");
    }
    boolean top = indent == INDENT;
    sections.add(margin + (array ? "]" : "}") + (top ? "" : ","), "");
  }

  private static void addInner(Argument inner, boolean named, int indent, Sections sections) {
    var right = description(inner, named);
    switch (inner.kind()) {
      case OBJECT, USER_KEYS, ARRAY -> {
        var label = named ? '"' + inner.name() + "\": " : "";
        add(inner, label, right, indent, sections);
      }
      case STRING, HEX, NUMBER, RANGE, AMOUNT, BOOLEAN, NAMED_OPTIONS -> {
        var usual = named ? member(inner, false) : value(inner, false);
        var replaced =
            inner.wording().value().filter(_ -> named).map(v -> '"' + inner.name() + "\": " + v);
        sections.add(" ".repeat(indent) + replaced.orElse(usual) + ",", right);
      }
    }
  }

  private static String description(Argument argument, boolean named) {
    var text = new StringBuilder("(").append(argument.wording().type().orElse(type(argument)));
    switch (argument.presence()) {
      case Presence.Required _ -> text.append(", required");
      case Presence.Optional _ -> text.append(named ? ", optional" : "");
      case Presence.Default(var value) ->
          text.append(", optional, default=").append(JsonWriter.text(value));
      case Presence.Hint(var hint) -> text.append(", optional, default=").append(hint);
    }
    text.append(')');
    if (argument.kind() == Kind.NAMED_OPTIONS) {
      text.append(" Options object that can be used to pass named arguments, listed below.");
    }
    if (!argument.description().isEmpty()) {
      text.append(' ').append(argument.description());
    }
    return text.toString();
  }

  private static String type(Argument argument) {
    return switch (argument.kind()) {
      case STRING, HEX -> "string";
      case NUMBER -> "numeric";
      case AMOUNT -> "numeric or string";
      case RANGE -> "numeric or array";
      case BOOLEAN -> "boolean";
      case OBJECT, NAMED_OPTIONS, USER_KEYS -> "json object";
      case ARRAY -> "json array";
    };
  }
}
