package cairn.rpc.util;

import static cairn.rpc.spec.Result.field;
import static cairn.rpc.spec.Result.optional;

import cairn.primitives.address.AddressFormat;
import cairn.primitives.descriptor.Descriptor;
import cairn.primitives.descriptor.DescriptorChecksum;
import cairn.primitives.descriptor.DescriptorException;
import cairn.rpc.call.Call;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;

/** {@code getdescriptorinfo}: what a descriptor is. */
public final class GetDescriptorInfo implements RpcMethod {
  private final AddressFormat format;

  public GetDescriptorInfo(AddressFormat format) {
    this.format = format;
  }

  @Override
  public String name() {
    return "getdescriptorinfo";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(name(), "Analyses a descriptor.")
        .takes(Argument.string("descriptor", "The descriptor."))
        .gives(
            Result.object(
                "",
                field(
                    "descriptor",
                    Result.string("The descriptor as it is usually written, without secret keys")),
                optional(
                    "multipath_expansion",
                    Result.array(
                        "All descriptors, if steps like <0;1> mean several",
                        Result.string("a descriptor"))),
                field("checksum", Result.string("The checksum of what was passed")),
                field("isrange", Result.bool("Whether it means other scripts at each index")),
                field(
                    "issolvable",
                    Result.bool("Whether it says what is needed to spend its scripts")),
                field(
                    "hasprivatekeys",
                    Result.bool("Whether there was a secret key in what was passed"))))
        .example("\"wpkh(0279be667ef9dcbbac55a06295Ce870b07029Bfcdb2dce28d959f2815b16f81798)\"")
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException {
    var text = call.text("descriptor");
    var parsed = Descriptors.parse(text, format);
    var first = parsed.descriptors().getFirst();
    var json = Json.object().put("descriptor", first.toString());
    if (parsed.descriptors().size() > 1) {
      json.put(
          "multipath_expansion",
          Json.strings(parsed.descriptors().stream().map(Descriptor::toString).toList()));
    }
    return json.put("checksum", checksum(text))
        .put("isrange", first.isRange())
        .put("issolvable", first.isSolvable())
        .put("hasprivatekeys", parsed.secrets().hasPrivateKeys())
        .build();
  }

  private static String checksum(String text) throws RpcException {
    try {
      return DescriptorChecksum.of(DescriptorChecksum.strip(text));
    } catch (DescriptorException e) {
      throw new RpcException(ErrorCode.INVALID_ADDRESS_OR_KEY, e.text());
    }
  }
}
