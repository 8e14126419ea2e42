package cairn.rpc.util;

import cairn.primitives.address.Address;
import cairn.primitives.address.AddressFormat;
import cairn.primitives.address.TxoutType;
import cairn.primitives.descriptor.Descriptor;
import cairn.primitives.signing.SigningProvider;
import cairn.rpc.call.Call;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;
import java.util.ArrayList;

/** {@code deriveaddresses}: the addresses that a descriptor means. */
public final class DeriveAddresses implements RpcMethod {
  private final AddressFormat format;

  public DeriveAddresses(AddressFormat format) {
    this.format = format;
  }

  @Override
  public String name() {
    return "deriveaddresses";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(name(), "Derives the addresses of a descriptor.")
        .takes(
            Argument.string("descriptor", "The descriptor, with its checksum."),
            Argument.range(
                    "range", "The last index, or the first and the last, of a descriptor with *.")
                .optional())
        .gives(
            Result.array("", Result.string("an address")).when("for one descriptor"),
            Result.array(
                    "For each of the descriptors that it means",
                    Result.array("", Result.string("an address")))
                .when("for a descriptor with steps like <0;1>"))
        .example("\"descriptor\"", "\"[0,2]\"")
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException {
    var range =
        call.has("range") ? Descriptors.range(call.json("range")) : new Descriptors.Range(0, 0);
    var parsed = Descriptors.parseChecked(call.text("descriptor"), format);
    boolean isRange = parsed.descriptors().getFirst().isRange();
    if (!isRange && call.has("range")) {
      throw new RpcException(
          ErrorCode.INVALID_PARAMETER, "Range should not be specified for an un-ranged descriptor");
    }
    if (isRange && !call.has("range")) {
      throw new RpcException(
          ErrorCode.INVALID_PARAMETER, "Range must be specified for a ranged descriptor");
    }
    var all = new ArrayList<Json>();
    for (var descriptor : parsed.descriptors()) {
      all.add(derive(descriptor, range, parsed.secrets()));
    }
    return all.size() == 1 ? all.getFirst() : new Json.Arr(all);
  }

  private Json derive(Descriptor descriptor, Descriptors.Range range, SigningProvider secrets)
      throws RpcException {
    var addresses = new ArrayList<String>();
    for (long i = range.first(); i <= range.last(); i++) {
      var expanded = descriptor.expand((int) i, secrets);
      if (expanded.isEmpty()) {
        throw new RpcException(
            ErrorCode.INVALID_ADDRESS_OR_KEY, "Cannot derive script without private keys");
      }
      var scripts = expanded.get().scripts();
      for (var script : scripts) {
        var address = Address.of(script);
        if (address.isPresent()) {
          addresses.add(address.get().text(format));
        } else if (scripts.size() == 1 || TxoutType.of(script) != TxoutType.PUBKEY) {
          // Of the scripts of combo(), P2PK has none.
          throw new RpcException(
              ErrorCode.INVALID_ADDRESS_OR_KEY, "Descriptor does not have a corresponding address");
        }
      }
    }
    if (addresses.isEmpty()) {
      throw new RpcException(ErrorCode.MISC_ERROR, "Unexpected empty result");
    }
    return Json.strings(addresses);
  }
}
