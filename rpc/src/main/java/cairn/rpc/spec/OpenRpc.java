package cairn.rpc.spec;

import cairn.rpc.json.Json;
import cairn.rpc.spec.Result.Kind;
import java.util.List;

/**
 * Describes methods to programs, as OpenRPC 1.4.1 has it, with Bitcoin Core's extensions. It is
 * made of the descriptions that serve the methods, and that the help shows to people.
 */
public final class OpenRpc {
  /** The version of the specification. */
  public static final String VERSION = "1.4.1";

  private final JsonSchema schemas;

  /**
   * @param withHidden whether arguments that are for tests alone are described too
   */
  public OpenRpc(boolean withHidden) {
    this.schemas = new JsonSchema(withHidden);
  }

  /**
   * One method.
   *
   * @param category where the help lists it
   */
  public Json describe(MethodSpec method, String category) {
    var parameters = schemas.described(method.arguments()).stream().map(this::parameter).toList();
    return Json.object()
        .put("name", method.name())
        .put("description", method.description().strip())
        .put("params", new Json.Arr(parameters))
        .put("result", Json.object().put("name", "result").put("schema", schema(method)).build())
        .put("x-bitcoin-category", category)
        .build();
  }

  private Json parameter(Argument argument) {
    var json =
        Json.object()
            .put("name", argument.name())
            .put("required", !argument.isOptional())
            .put("schema", schemas.of(argument));
    var aliases = argument.names().subList(1, argument.names().size());
    if (!aliases.isEmpty()) {
      json.put("x-bitcoin-aliases", Json.strings(aliases));
    }
    JsonSchema.putTraits(argument, json);
    JsonSchema.putDescription(argument.description(), json);
    return json.build();
  }

  private static Json.Obj schema(MethodSpec method) {
    var results = method.results().stream().filter(result -> result.kind() != Kind.ANY).toList();
    if (results.isEmpty()) {
      return Json.object().build();
    }
    if (method.results().size() == 1) {
      return JsonSchema.of(results.getFirst());
    }
    var alternatives = results.stream().map(OpenRpc::alternative).toList();
    return alternatives.size() == 1
        ? alternatives.getFirst()
        : Json.object().put("oneOf", new Json.Arr(List.copyOf(alternatives))).build();
  }

  private static Json.Obj alternative(Result result) {
    var schema = Json.object().putAll(JsonSchema.of(result));
    JsonSchema.putDescription(result.condition(), schema);
    return schema.build();
  }
}
