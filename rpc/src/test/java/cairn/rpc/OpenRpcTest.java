package cairn.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.primitives.Vectors;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.Argument.Presence;
import cairn.rpc.spec.Argument.Trait;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;
import cairn.rpc.spec.Result.Field;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every method takes what Core's takes, and gives what Core's gives, as Core describes itself by
 * {@code getopenrpcinfo}.
 */
class OpenRpcTest {
  private static final String HEX = "^[0-9a-fA-F]+$";
  private static final String SEVERAL = "several";

  @TestFactory
  Stream<DynamicTest> fitsCoresDescription(@TempDir Path directory) {
    var file = Vectors.text(Vectors.file("rpc/openrpc_core.json"));
    var methods = TestNode.read(file).asObject().find("methods").asArray();
    List<MethodSpec> ours;
    try (var node = new TestNode(directory)) {
      ours = node.methods.entries().stream().map(entry -> entry.spec()).toList();
    }
    return ours.stream()
        .flatMap(spec ->
            methods.stream()
                .map(Json::asObject)
                .filter(core -> core.find("name").asString().equals(spec.name()))
                .map(core -> DynamicTest.dynamicTest(spec.name(), () -> compare(spec, core))));
  }

  private static void compare(MethodSpec spec, Json.Obj core) {
    var ours = spec.arguments().stream().filter(a -> !a.traits().contains(Trait.HIDDEN)).toList();
    var arguments = core.find("params").asArray();
    assertThat(ours).hasSameSizeAs(arguments);
    for (int i = 0; i < arguments.size(); i++) {
      compare(ours.get(i), arguments.get(i).asObject());
    }
    var results = spec.results().stream().filter(Result::shown).toList();
    var result = core.find("result").asObject().find("schema").asObject();
    var alternatives = result.has("oneOf") ? result.find("oneOf").asArray() : List.<Json>of(result);
    assertThat(results).hasSizeBetween(1, alternatives.size());
    for (int i = 0; i < results.size(); i++) {
      compare(results.get(i), alternatives.get(i).asObject(), spec.name());
    }
  }

  private static void compare(Argument argument, Json.Obj core) {
    var name = argument.name();
    assertThat(name).isEqualTo(core.find("name").asString());
    assertThat(!argument.isOptional()).as(name).isEqualTo(core.find("required").asBoolean());
    var aliases =
        core.has("x-bitcoin-aliases") ? core.find("x-bitcoin-aliases").asArray() : List.of();
    assertThat(argument.names().stream().skip(1).map(Json::of)).as(name).isEqualTo(aliases);
    var schema = core.find("schema").asObject();
    if (argument.presence() instanceof Presence.Default(var value)) {
      assertThat(schema.find("default")).as(name).isEqualTo(value);
    } else {
      assertThat(schema.has("default")).as(name).isFalse();
    }
    if (!argument.traits().contains(Trait.ANY_TYPE)) {
      var type = schema.has("oneOf") ? SEVERAL : schema.find("type").asString();
      assertThat(type).as(name).isEqualTo(type(argument.kind()));
    }
  }

  private static String type(Argument.Kind kind) {
    return switch (kind) {
      case STRING, HEX -> "string";
      case NUMBER -> "number";
      case BOOLEAN -> "boolean";
      case ARRAY -> "array";
      case OBJECT, NAMED_OPTIONS, USER_KEYS -> "object";
      case AMOUNT, RANGE -> SEVERAL;
    };
  }

  /** Ours may lack what Core's need not have. */
  private static void compare(Result result, Json.Obj core, String where) {
    assertThat(scalar(core)).as(where).isEqualTo(scalar(result));
    switch (result.kind()) {
      case ARRAY ->
          compare(result.fields().getFirst().result(), core.find("items").asObject(), where + "[]");
      case MAP ->
          compare(
              result.fields().getFirst().result(),
              core.find("additionalProperties").asObject(),
              where + ".*");
      case OBJECT -> compare(result.fields(), core, where);
      default -> {}
    }
  }

  private static void compare(List<Field> fields, Json.Obj core, String where) {
    var properties =
        core.find("properties") instanceof Json.Obj object ? object : Json.object().build();
    var required = core.find("required") instanceof Json.Arr(var names) ? names : List.<Json>of();
    for (var field : fields) {
      var name = where + "." + field.name();
      assertThat(properties.has(field.name())).as(name).isTrue();
      assertThat(!field.optional()).as(name).isEqualTo(required.contains(Json.of(field.name())));
      compare(field.result(), properties.find(field.name()).asObject(), name);
    }
    assertThat(fields.stream().map(field -> Json.of(field.name()))).as(where).containsAll(required);
  }

  /** What Core's description says of a value, but for what is in it. */
  private static Json scalar(Json.Obj core) {
    var json = Json.object();
    for (var name : List.of("type", "pattern", "x-bitcoin-unit")) {
      if (core.has(name)) {
        json.put(name, core.find(name));
      }
    }
    return json.build();
  }

  private static Json scalar(Result result) {
    var json = Json.object();
    switch (result.kind()) {
      case STRING -> json.put("type", "string");
      case HEX -> json.put("type", "string").put("pattern", HEX);
      case NUMBER -> json.put("type", "number");
      case TIME -> json.put("type", "number").put("x-bitcoin-unit", "unix-time");
      case AMOUNT -> json.put("type", "number").put("x-bitcoin-unit", "amount");
      case BOOLEAN -> json.put("type", "boolean");
      case NULL -> json.put("type", "null");
      case ARRAY, TUPLE -> json.put("type", "array");
      case OBJECT, MAP -> json.put("type", "object");
      case ANY -> {}
    }
    return json.build();
  }
}
