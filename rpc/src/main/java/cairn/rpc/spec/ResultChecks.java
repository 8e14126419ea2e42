package cairn.rpc.spec;

import cairn.rpc.json.Json;
import cairn.rpc.spec.Result.Field;
import cairn.rpc.spec.Result.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether an answer is what the description promises, for tests ({@code -rpcdoccheck}).
 *
 * <p>An answer is a fault or is none; a fault is a text, or an object with one for each part.
 */
public final class ResultChecks {
  private ResultChecks() {}

  /** What is wrong with the answer by each of the described results; empty if one of them fits. */
  public static Optional<Json> mismatch(MethodSpec method, Json answer) {
    var faults = new ArrayList<Json>();
    for (var result : method.results()) {
      var fault = fault(result, answer);
      if (fault.isEmpty()) {
        return Optional.empty();
      }
      faults.add(fault.get());
    }
    return Optional.of(faults.size() == 1 ? faults.getFirst() : new Json.Arr(faults));
  }

  private static Optional<Json> fault(Result result, Json answer) {
    var expected = result.checked() ? expected(result.kind()) : Optional.<Json.Type>empty();
    if (expected.isEmpty()) {
      return Optional.empty();
    }
    if (expected.get() != answer.type()) {
      return Optional.of(
          Json.of(
              "returned type is %s, but declared as %s in doc"
                  .formatted(answer.type(), expected.get())));
    }
    return switch (answer) {
      case Json.Arr(var elements) -> inArray(result.fields(), elements);
      case Json.Obj object when result.kind() == Kind.MAP -> inMap(result.fields(), object);
      case Json.Obj object -> inObject(result.fields(), object);
      default -> Optional.empty();
    };
  }

  private static Optional<Json> inArray(List<Field> fields, List<Json> elements) {
    var faults = new LinkedHashMap<String, Json>();
    int i = 0;
    for (var element : elements) {
      var field = fields.get(Math.min(i, fields.size() - 1));
      note(Integer.toString(i++), fault(field.result(), element), faults);
    }
    return asObject(faults);
  }

  private static Optional<Json> inMap(List<Field> fields, Json.Obj object) {
    var faults = new LinkedHashMap<String, Json>();
    for (var member : object.members()) {
      note(member.name(), fault(fields.getFirst().result(), member.value()), faults);
    }
    return asObject(faults);
  }

  private static Optional<Json> inObject(List<Field> fields, Json.Obj object) {
    var faults = new LinkedHashMap<String, Json>();
    for (var member : object.members()) {
      if (fields.stream().noneMatch(field -> field.name().equals(member.name()))) {
        faults.put(member.name(), Json.of("key returned that was not in doc"));
      }
    }
    for (var field : fields) {
      if (object.has(field.name())) {
        note(field.name(), fault(field.result(), object.find(field.name())), faults);
      } else if (!field.optional()) {
        faults.put(field.name(), Json.of("key missing, despite not being optional in doc"));
      }
    }
    return asObject(faults);
  }

  private static void note(String name, Optional<Json> fault, Map<String, Json> faults) {
    fault.ifPresent(found -> faults.put(name, found));
  }

  private static Optional<Json> asObject(Map<String, Json> faults) {
    if (faults.isEmpty()) {
      return Optional.empty();
    }
    var object = Json.object();
    faults.forEach(object::put);
    return Optional.of(object.build());
  }

  private static Optional<Json.Type> expected(Kind kind) {
    return switch (kind) {
      case STRING, HEX -> Optional.of(Json.Type.STRING);
      case NUMBER, TIME, AMOUNT -> Optional.of(Json.Type.NUMBER);
      case BOOLEAN -> Optional.of(Json.Type.BOOL);
      case NULL -> Optional.of(Json.Type.NULL);
      case ARRAY, TUPLE -> Optional.of(Json.Type.ARRAY);
      case OBJECT, MAP -> Optional.of(Json.Type.OBJECT);
      case ANY -> Optional.empty();
    };
  }
}
