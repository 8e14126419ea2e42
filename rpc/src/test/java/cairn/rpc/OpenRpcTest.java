package cairn.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.primitives.Vectors;
import cairn.rpc.call.MethodTable.Entry;
import cairn.rpc.json.Json;
import cairn.rpc.json.JsonWriter;
import cairn.rpc.spec.OpenRpc;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every method is described to programs as Core's is: it takes what Core's takes, and gives what
 * Core's gives.
 */
class OpenRpcTest {
  @TestFactory
  Stream<DynamicTest> fitsCoresDescription(@TempDir Path directory) {
    var file = Vectors.text(Vectors.file("rpc/openrpc_core.json"));
    var methods = TestNode.read(file).asObject().find("methods").asArray();
    List<Entry> ours;
    try (var node = new TestNode(directory)) {
      ours = node.methods.entries();
    }
    return ours.stream()
        .flatMap(entry ->
            methods.stream()
                .map(Json::asObject)
                .filter(core -> core.find("name").asString().equals(entry.name()))
                .map(core -> DynamicTest.dynamicTest(entry.name(), () -> compare(entry, core))));
  }

  private static void compare(Entry entry, Json.Obj core) {
    var described = plain(new OpenRpc(false).describe(entry.spec(), entry.category().id()));
    var expected = withoutExtras(plain(core), described);
    assertThat(JsonWriter.text(described, 1)).isEqualTo(JsonWriter.text(expected, 1));
  }

  /** Without sentences, since ours are our own, and in an order of its own. */
  private static Json plain(Json value) {
    return switch (value) {
      case Json.Obj(var members) ->
          new Json.Obj(
              members.stream()
                  .filter(member -> !member.name().equals("description"))
                  .map(member -> new Json.Member(member.name(), plain(member.value())))
                  .sorted(Comparator.comparing(Json.Member::name))
                  .toList());
      case Json.Arr(var elements) ->
          new Json.Arr(
              elements.stream()
                  .map(OpenRpcTest::plain)
                  .sorted(Comparator.comparing(OpenRpcTest::nameOrNone))
                  .toList());
      default -> value;
    };
  }

  /** So that names of required members are in one order; all else stays as it is. */
  private static String nameOrNone(Json element) {
    return element instanceof Json.Str(var name) ? name : "";
  }

  /** Ours may lack what Core's need not give. */
  private static Json withoutExtras(Json core, Json ours) {
    if (core instanceof Json.Obj theirs && ours instanceof Json.Obj own) {
      if (theirs.has("oneOf") && !own.has("oneOf")) {
        return withoutExtras(theirs.find("oneOf").asArray().getFirst(), ours);
      }
      return new Json.Obj(
          theirs.members().stream()
              .map(member ->
                  new Json.Member(
                      member.name(),
                      member.name().equals("properties")
                          ? known(member.value(), own.find("properties"), theirs.find("required"))
                          : withoutExtras(member.value(), own.find(member.name()))))
              .toList());
    }
    if (core instanceof Json.Arr(var theirs) && ours instanceof Json.Arr(var own)) {
      return new Json.Arr(
          IntStream.range(0, theirs.size())
              .mapToObj(
                  i -> i < own.size() ? withoutExtras(theirs.get(i), own.get(i)) : theirs.get(i))
              .toList());
    }
    return core;
  }

  private static Json known(Json core, Json ours, Json required) {
    return new Json.Obj(
        core.asObject().members().stream()
            .filter(member -> ours.asObject().has(member.name()) || isIn(required, member.name()))
            .map(member ->
                new Json.Member(
                    member.name(),
                    withoutExtras(member.value(), ours.asObject().find(member.name()))))
            .toList());
  }

  private static boolean isIn(Json names, String name) {
    return names instanceof Json.Arr(var elements) && elements.contains(Json.of(name));
  }
}
