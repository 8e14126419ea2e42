package cairn.rpc.spec;

import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * All arguments of methods in one list: method, place, name, and whether it is a string. Command
 * lines need it to know what is JSON.
 */
public final class ArgumentList {
  private ArgumentList() {}

  public static Json of(List<MethodSpec> methods) {
    var list = new ArrayList<Json>();
    for (var method : methods) {
      for (int place = 0; place < method.arguments().size(); place++) {
        add(method.name(), place, method.arguments().get(place), list);
      }
    }
    return new Json.Arr(list);
  }

  private static void add(String method, int place, Argument argument, List<Json> list) {
    for (var name : argument.names()) {
      boolean string = argument.kind() == Kind.STRING || argument.kind() == Kind.HEX;
      list.add(Json.array(Json.of(method), Json.of(place), Json.of(name), Json.of(string)));
    }
    if (argument.kind() == Kind.NAMED_OPTIONS) {
      argument.inner().forEach(option -> add(method, place, option, list));
    }
  }
}
