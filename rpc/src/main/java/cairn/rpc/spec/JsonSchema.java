package cairn.rpc.spec;

import cairn.rpc.json.Json;
import cairn.rpc.json.JsonObjectBuilder;
import cairn.rpc.spec.Argument.Presence;
import cairn.rpc.spec.Argument.Trait;
import cairn.rpc.spec.Result.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Describes arguments and results as JSON Schema, with the extensions of Bitcoin Core. */
public final class JsonSchema {
  private static final Json.Obj HEX = of("string", "pattern", "^[0-9a-fA-F]+$");

  /** Names of types that stand for a number or a string. */
  private static final Set<String> NUMBER_OR_STRING =
      Set.of("integer / string", "string or numeric");

  private final boolean withHidden;

  /**
   * @param withHidden whether arguments that are for tests alone are described too
   */
  public JsonSchema(boolean withHidden) {
    this.withHidden = withHidden;
  }

  private static Json.Obj of(String type) {
    return Json.object().put("type", type).build();
  }

  private static Json.Obj of(String type, String key, String value) {
    return Json.object().put("type", type).put(key, value).build();
  }

  private static Json.Obj oneOf(Json... schemas) {
    return Json.object().put("oneOf", Json.array(schemas)).build();
  }

  /** The arguments that are described, of these. */
  public List<Argument> described(List<Argument> arguments) {
    return arguments.stream().filter(argument -> withHidden || !argument.is(Trait.HIDDEN)).toList();
  }

  /** What an argument has to be. */
  public Json.Obj of(Argument argument) {
    return of(argument, false);
  }

  /**
   * @param inAnyType whether the method itself checks the type of what this is in
   */
  private Json.Obj of(Argument argument, boolean inAnyType) {
    boolean isAnyType = argument.is(Trait.ANY_TYPE);
    var type = argument.wording().type().orElse("");
    var schema = Json.object();
    if (NUMBER_OR_STRING.contains(type)) {
      schema.put("oneOf", Json.array(of("integer"), of("string")));
    } else {
      if (!isAnyType) {
        putKind(argument, inAnyType, schema);
      } else if (type.isEmpty() && argument.kind() == Argument.Kind.ARRAY) {
        var array =
            Json.object().put("type", "array").put("items", items(argument.inner(), true)).build();
        schema.put("oneOf", Json.array(array, of("object")));
      }
      if (!type.isEmpty()) {
        schema.put("x-bitcoin-type-override", type);
      }
    }
    switch (argument.presence()) {
      case Presence.Default(var value) -> schema.put("default", value);
      case Presence.Hint(var text) -> schema.put("x-bitcoin-default-hint", text);
      case Presence.Required _, Presence.Optional _ -> {}
    }
    return schema.build();
  }

  private void putKind(Argument argument, boolean inAnyType, JsonObjectBuilder schema) {
    switch (argument.kind()) {
      case STRING -> schema.put("type", "string");
      case HEX -> schema.putAll(HEX);
      case NUMBER -> schema.put("type", "number");
      case BOOLEAN -> schema.put("type", "boolean");
      case AMOUNT -> schema.putAll(oneOf(of("number"), of("string")));
      case RANGE -> schema.putAll(oneOf(of("number"), tuple(List.of(of("number"), of("number")))));
      case ARRAY -> schema.put("type", "array").put("items", items(argument.inner(), inAnyType));
      case OBJECT, NAMED_OPTIONS -> putMembers(argument.inner(), inAnyType, schema);
      case USER_KEYS -> putUserKeys(argument.inner(), inAnyType, schema);
    }
  }

  private Json.Obj items(List<Argument> elements, boolean inAnyType) {
    return alternatives(
        elements.stream().map(element -> of(element, inAnyType)).toList(),
        inAnyType ? "anyOf" : "oneOf");
  }

  private static Json.Obj alternatives(List<Json.Obj> schemas, String key) {
    var different = schemas.stream().distinct().toList();
    return switch (different.size()) {
      case 0 -> Json.object().build();
      case 1 -> different.getFirst();
      default -> Json.object().put(key, new Json.Arr(List.copyOf(different))).build();
    };
  }

  private void putMembers(List<Argument> members, boolean inAnyType, JsonObjectBuilder schema) {
    var properties = Json.object();
    var required = new ArrayList<Json>();
    for (var member : described(members)) {
      var property = Json.object().putAll(of(member, inAnyType));
      putDescription(member.description(), property);
      putTraits(member, property);
      properties.put(member.name(), property.build());
      if (!member.isOptional()) {
        required.add(Json.of(member.name()));
      }
    }
    putObject(properties.build(), required, schema);
  }

  private static void putObject(Json properties, List<Json> required, JsonObjectBuilder schema) {
    schema.put("type", "object").put("properties", properties).put("additionalProperties", false);
    if (!required.isEmpty()) {
      schema.put("required", new Json.Arr(required));
    }
  }

  private void putUserKeys(List<Argument> inner, boolean inAnyType, JsonObjectBuilder schema) {
    schema.put("type", "object");
    if (inner.isEmpty()) {
      schema.put("additionalProperties", true);
    } else {
      schema.put("additionalProperties", of(inner.getFirst(), inAnyType));
      putDescription(inner.getFirst().description(), schema);
    }
  }

  /** What there is to say of an argument besides its value. */
  static void putTraits(Argument argument, JsonObjectBuilder json) {
    if (argument.is(Trait.PLACEHOLDER)) {
      json.put("x-bitcoin-placeholder", true);
    }
    if (argument.is(Trait.ALSO_POSITIONAL)) {
      json.put("x-bitcoin-also-positional", true);
    }
  }

  static void putDescription(String description, JsonObjectBuilder json) {
    if (!description.isEmpty()) {
      json.put("description", description);
    }
  }

  /** What a result is. */
  public static Json.Obj of(Result result) {
    return of(result, false);
  }

  private static Json.Obj of(Result result, boolean isMember) {
    if (!result.checked()) {
      return switch (result.kind()) {
        case OBJECT ->
            isMember
                ? oneOf(ofKind(result), Json.object().put("const", false).build())
                : ofKind(result);
        case ARRAY -> ofKind(result);
        default -> Json.object().build();
      };
    }
    return ofKind(result);
  }

  private static Json.Obj ofKind(Result result) {
    return switch (result.kind()) {
      case STRING -> of("string");
      case HEX -> HEX;
      case NUMBER -> of("number");
      case TIME -> of("number", "x-bitcoin-unit", "unix-time");
      case AMOUNT -> of("number", "x-bitcoin-unit", "amount");
      case BOOLEAN -> of("boolean");
      case NULL -> of("null");
      case ANY -> Json.object().build();
      case ARRAY ->
          Json.object()
              .put("type", "array")
              .put("items", alternatives(elements(result), "oneOf"))
              .build();
      case TUPLE -> tuple(elements(result));
      case OBJECT -> ofMembers(result.fields());
      case MAP ->
          Json.object()
              .put("type", "object")
              .put(
                  "additionalProperties",
                  result.fields().isEmpty()
                      ? Json.object().build()
                      : of(result.fields().getFirst().result(), true))
              .build();
    };
  }

  private static List<Json.Obj> elements(Result array) {
    return array.fields().stream().map(field -> of(field.result(), false)).toList();
  }

  private static Json.Obj tuple(List<? extends Json> elements) {
    return Json.object()
        .put("type", "array")
        .put("items", new Json.Arr(List.copyOf(elements)))
        .put("additionalItems", false)
        .put("minItems", elements.size())
        .put("maxItems", elements.size())
        .build();
  }

  private static Json.Obj ofMembers(List<Field> fields) {
    var properties = Json.object();
    var required = new ArrayList<Json>();
    for (var field : fields) {
      var property = Json.object().putAll(of(field.result(), true));
      putDescription(field.result().description(), property);
      properties.put(field.name(), property.build());
      if (!field.optional()) {
        required.add(Json.of(field.name()));
      }
    }
    var schema = Json.object();
    putObject(properties.build(), required, schema);
    return schema.build();
  }
}
