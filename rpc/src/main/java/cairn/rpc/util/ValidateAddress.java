package cairn.rpc.util;

import static cairn.rpc.spec.Result.field;
import static cairn.rpc.spec.Result.optional;

import cairn.primitives.address.Address;
import cairn.primitives.address.AddressFormat;
import cairn.primitives.address.TextException;
import cairn.rpc.call.Call;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.json.JsonObjectBuilder;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;

/** {@code validateaddress}: what an address stands for. */
public final class ValidateAddress implements RpcMethod {
  private final AddressFormat format;

  public ValidateAddress(AddressFormat format) {
    this.format = format;
  }

  @Override
  public String name() {
    return "validateaddress";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(
            name(),
            "Return information about the given bitcoin address.",
            "That is what it stands for, or else what is wrong with it.")
        .takes(Argument.string("address", "The address"))
        .gives(
            Result.object(
                "",
                field("isvalid", Result.bool("Whether it is one")),
                optional("address", Result.string("The address, as it is usually written")),
                optional("scriptPubKey", Result.hex("The script of outputs that pay to it")),
                optional("isscript", Result.bool("Whether it is that of a script")),
                optional("iswitness", Result.bool("Whether it is a witness program")),
                optional("witness_version", Result.number("The version of the witness program")),
                optional("witness_program", Result.hex("The witness program")),
                optional("error", Result.string("What is wrong with it")),
                optional(
                    "error_locations",
                    Result.array(
                        "Which of its characters are probably wrong, if that can be told",
                        Result.number("the place of a character")))))
        .example("\"bc1q09vm5lfy0j5reeulh4x5752q25uqqvz34hufdl\"")
        .build();
  }

  @Override
  public Json call(Call call) {
    try {
      return json(Address.parse(call.text("address"), format));
    } catch (TextException e) {
      var places = e.positions().stream().<Json>map(place -> Json.of(place)).toList();
      return Json.object()
          .put("isvalid", false)
          .put("error_locations", new Json.Arr(places))
          .put("error", String.valueOf(e.getMessage()))
          .build();
    }
  }

  private Json json(Address address) {
    var json =
        Json.object()
            .put("isvalid", true)
            .put("address", address.text(format))
            .put("scriptPubKey", address.scriptPubKey().bytes());
    switch (address) {
      case Address.PublicKeyHash _ -> json.put("isscript", false).put("iswitness", false);
      case Address.ScriptHash _ -> json.put("isscript", true).put("iswitness", false);
      case Address.WitnessPublicKeyHash key -> putProgram(key, json.put("isscript", false));
      case Address.Anchor _ -> json.put("isscript", true).put("iswitness", true);
      case Address.Future future -> putProgram(future, json);
      case Address.Segwit script -> putProgram(script, json.put("isscript", true));
    }
    return json.build();
  }

  private static void putProgram(Address.Segwit address, JsonObjectBuilder json) {
    var program = address.program();
    json.put("iswitness", true)
        .put("witness_version", program.version())
        .put("witness_program", program.program());
  }
}
