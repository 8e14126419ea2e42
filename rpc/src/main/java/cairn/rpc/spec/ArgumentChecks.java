package cairn.rpc.spec;

import static cairn.rpc.json.Json.Null.NULL;

import cairn.rpc.json.Json;
import cairn.rpc.json.JsonAccessException;
import cairn.rpc.spec.Argument.Trait;
import java.util.List;
import java.util.Optional;

/** Whether what is passed fits the description. */
public final class ArgumentChecks {
  private ArgumentChecks() {}

  /** Whether so many arguments may be passed. */
  public static boolean isCountRight(MethodSpec method, int count) {
    var arguments = method.arguments();
    int required = arguments.size();
    while (required > 0 && arguments.get(required - 1).isOptional()) {
      required--;
    }
    return required <= count && count <= arguments.size();
  }

  /** What is said of each argument of the wrong type; empty if there is none. */
  public static Optional<Json> typeMismatches(MethodSpec method, List<Json> passed) {
    var mismatches = Json.object();
    boolean any = false;
    for (int i = 0; i < method.arguments().size(); i++) {
      var argument = method.arguments().get(i);
      var value = i < passed.size() ? passed.get(i) : NULL;
      var expected = expected(argument, value);
      if (expected.isPresent() && expected.get() != value.type()) {
        any = true;
        mismatches.put(
            "Position %d (%s)".formatted(i + 1, String.join("|", argument.names())),
            JsonAccessException.mismatch(value.type(), expected.get()));
      }
    }
    return any ? Optional.of(mismatches.build()) : Optional.empty();
  }

  private static Optional<Json.Type> expected(Argument argument, Json value) {
    if (argument.is(Trait.ANY_TYPE) || (argument.isOptional() && value.isNull())) {
      return Optional.empty();
    }
    return switch (argument.kind()) {
      case STRING, HEX -> Optional.of(Json.Type.STRING);
      case NUMBER -> Optional.of(Json.Type.NUMBER);
      case BOOLEAN -> Optional.of(Json.Type.BOOL);
      case OBJECT, NAMED_OPTIONS, USER_KEYS -> Optional.of(Json.Type.OBJECT);
      case ARRAY -> Optional.of(Json.Type.ARRAY);
      case AMOUNT, RANGE -> Optional.empty(); // several types will do
    };
  }
}
