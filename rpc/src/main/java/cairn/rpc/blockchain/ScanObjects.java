package cairn.rpc.blockchain;

import cairn.primitives.Script;
import cairn.primitives.address.AddressFormat;
import cairn.primitives.descriptor.DescriptorException;
import cairn.primitives.descriptor.ScriptDescriptor;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.RpcException;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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

  /** The argument with the descriptors. */
  static Argument argument() {
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
        .optional()
        .shownAs("[scanobjects,...]");
  }

  /** The scripts that {@code objects} stand for. */
  static Set<Script> scripts(List<Json> objects, AddressFormat format) throws RpcException {
    var scripts = new HashSet<Script>();
    for (var object : objects) {
      try {
        scripts.add(ScriptDescriptor.parse(descriptor(object), format));
      } catch (DescriptorException e) {
        throw new RpcException(ErrorCode.INVALID_ADDRESS_OR_KEY, String.valueOf(e.getMessage()));
      }
    }
    return scripts;
  }

  private static String descriptor(Json object) throws RpcException {
    return switch (object) {
      case Json.Str(var text) -> text;
      case Json.Obj members when members.has("desc") -> members.find("desc").asString();
      case Json.Obj _ ->
          throw new RpcException(
              ErrorCode.INVALID_PARAMETER, "Descriptor needs to be provided in scan object");
      default ->
          throw new RpcException(
              ErrorCode.INVALID_PARAMETER, "Scan object needs to be either a string or an object");
    };
  }
}
