package cairn.rpc.transactions;

import static cairn.rpc.spec.Result.field;
import static cairn.rpc.spec.Result.optional;

import cairn.primitives.Script;
import cairn.primitives.address.Address;
import cairn.primitives.address.AddressFormat;
import cairn.primitives.address.ScriptAsm;
import cairn.primitives.address.TxoutType;
import cairn.primitives.descriptor.Descriptor;
import cairn.rpc.json.Json;
import cairn.rpc.json.JsonObjectBuilder;
import cairn.rpc.spec.Result;

/** Scripts of outputs, as RPC shows them (Core's ScriptToUniv). */
public final class ScriptJson {
  /** How the descriptor of a script begins of which only its address is known. */
  private static final String ADDRESS = "addr(";

  private ScriptJson() {}

  /** What {@link #of} gives. */
  public static Result spec() {
    return Result.object(
        "",
        field("asm", Result.string("The script in words")),
        field("desc", Result.string("A descriptor of it")),
        field("hex", Result.hex("The script")),
        optional("address", Result.string("The address, if it is a script that has one")),
        field("type", Result.string("The kind, such as pubkeyhash")));
  }

  public static Json of(Script script, AddressFormat format) {
    return put(script, format, true).build();
  }

  /** All but the script itself; more may be added to it. */
  static JsonObjectBuilder withoutHex(Script script, AddressFormat format) {
    return put(script, format, false);
  }

  private static JsonObjectBuilder put(Script script, AddressFormat format, boolean withHex) {
    var descriptor = Descriptor.infer(script, format).toString();
    var json = Json.object().put("asm", ScriptAsm.of(script)).put("desc", descriptor);
    if (withHex) {
      json.put("hex", script.bytes());
    }
    if (descriptor.startsWith(ADDRESS)) { // which took some work to write
      json.put("address", descriptor.substring(ADDRESS.length(), descriptor.indexOf(')')));
    } else {
      Address.of(script).ifPresent(address -> json.put("address", address.text(format)));
    }
    return json.put("type", TxoutType.of(script).toString());
  }
}
