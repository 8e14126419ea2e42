package cairn.rpc.control;

import cairn.rpc.call.Call;
import cairn.rpc.call.Category;
import cairn.rpc.call.MethodTable;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.ArgumentList;
import cairn.rpc.spec.HelpText;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;
import java.util.Comparator;
import java.util.StringJoiner;

/** {@code help}: which methods there are, or all about one. */
public final class Help implements RpcMethod {
  /** What Core's tests ask for to learn which arguments are strings. */
  private static final String CONVERSIONS = "dump_all_command_conversions";

  private final MethodTable methods;

  public Help(MethodTable methods) {
    this.methods = methods;
  }

  @Override
  public String name() {
    return "help";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(name(), "Lists all methods, or tells all about one.")
        .takes(Argument.string("command", "The method to tell about").orElse("all commands"))
        .gives(Result.string("The help text"), Result.any("").hidden())
        .build();
  }

  @Override
  public Json call(Call call) {
    if (!call.has("command")) {
      return Json.of(list());
    }
    var name = call.text("command");
    if (name.equals(CONVERSIONS)) {
      return ArgumentList.of(methods.entries().stream().map(MethodTable.Entry::spec).toList());
    }
    var entry = methods.find(name);
    return Json.of(entry == null ? "help: unknown command: " + name : HelpText.of(entry.spec()));
  }

  private String list() {
    var lines = new StringJoiner("\n");
    Category category = null;
    var listed =
        methods.entries().stream()
            .filter(entry -> entry.category() != Category.HIDDEN)
            .sorted(
                Comparator.comparing(MethodTable.Entry::category)
                    .thenComparing(MethodTable.Entry::name))
            .toList();
    for (var entry : listed) {
      if (entry.category() != category) {
        lines.add((category == null ? "" : "\n") + "== " + entry.category().title() + " ==");
        category = entry.category();
      }
      lines.add(HelpText.firstLine(entry.spec()));
    }
    return lines.toString();
  }
}
