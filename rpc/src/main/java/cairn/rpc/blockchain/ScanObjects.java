package cairn.rpc.blockchain;

import cairn.primitives.Script;
import cairn.primitives.address.AddressFormat;
import cairn.primitives.descriptor.Descriptor;
import cairn.rpc.call.RpcException;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.util.Descriptors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a scan is to look for: scripts, as descriptors say it. */
final class ScanObjects {
  private ScanObjects() {}

  /** The argument that says what to do. */
  static Argument action() {
    return Argument.string(
        "action",
        """
        What to do
        "start" to begin, and wait for what is found
        "abort" to end the scan that is going on
        "status" to see how far it has come\
        """);
  }

  /** The argument with the descriptors, which only a scan that is to start has. */
  static Argument argument() {
    return requiredArgument().optional();
  }

  /** The argument with the descriptors. */
  static Argument requiredArgument() {
    return Argument.array(
            "scanobjects",
            "The descriptors, to start with: each a string or an object",
            Argument.string("descriptor", "A descriptor").optional(),
            Argument.object(
                    "",
                    "An object with a descriptor",
                    Argument.string("desc", "A descriptor"),
                    Argument.range("range", "Which of the scripts that it stands for, if many")
                        .orElse(Json.of(1000)))
                .optional())
        .shownAs("[scanobjects,...]");
  }

  /** The scripts that {@code objects} stand for, each with the descriptor that says most of it. */
  static Map<Script, String> scripts(List<Json> objects, AddressFormat format) throws RpcException {
    var scripts = new LinkedHashMap<Script, String>();
    for (var object : objects) {
      var sought = Descriptors.sought(object, format, false);
      for (var script : sought.scripts()) {
        scripts.putIfAbsent(script, Descriptor.infer(script, sought.provider(), format).toString());
      }
    }
    return scripts;
  }
}
