package cairn.rpc.util;

import static cairn.rpc.spec.Result.field;
import static cairn.rpc.spec.Result.optional;

import cairn.primitives.Bytes;
import cairn.primitives.Script;
import cairn.primitives.address.Address;
import cairn.primitives.address.AddressFormat;
import cairn.primitives.address.Multisig;
import cairn.primitives.crypto.PublicKeyEncoding;
import cairn.primitives.crypto.Secp256k1;
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
import java.util.List;

/** {@code createmultisig}: the address of some of several keys. */
public final class CreateMultisig implements RpcMethod {
  private static final int MAX_PUSH = 520;

  private final AddressFormat format;

  public CreateMultisig(AddressFormat format) {
    this.format = format;
  }

  @Override
  public String name() {
    return "createmultisig";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(
            name(), "Makes an address to spend from which some of several keys must sign.")
        .takes(
            Argument.number("nrequired", "How many of the keys must sign."),
            Argument.array(
                "keys", "The public keys.", Argument.hex("key", "A public key").optional()),
            Argument.string("address_type", "legacy, p2sh-segwit, or bech32.")
                .orElse(Json.of("legacy")))
        .gives(
            Result.object(
                "",
                field("address", Result.string("The address.")),
                field("redeemScript", Result.hex("The script behind the hash in it.")),
                field("descriptor", Result.string("A descriptor of it")),
                optional(
                    "warnings",
                    Result.array("What is not as it was wanted", Result.string("a sentence")))))
        .example(
            "2",
            "[\"03789ed0bb717d88f7d321a368d905e7430207ebbd82bd342cf11ae157a7ace5fd\",\"03dbc6764b8884a92e871274b87583e6d5c2a58819473e17e107ef3f6aa5a61626\"]")
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException {
    int required = call.integer("nrequired");
    var keys = new ArrayList<Bytes>();
    for (var key : call.json("keys").asArray()) {
      keys.add(publicKey(key.asString()));
    }
    var type = call.text("address_type");
    switch (type) {
      case "legacy", "p2sh-segwit", "bech32" -> {}
      case "bech32m" -> throw badKey("createmultisig cannot create bech32m multisig addresses");
      default -> throw badKey("Unknown address type '" + type + "'");
    }
    requireCounts(required, keys);
    var script = new Multisig(required, keys).script();
    boolean compressed = keys.stream().allMatch(PublicKeyEncoding::isCompressed);
    boolean isLegacy = type.equals("legacy") || !compressed;
    if (isLegacy && script.length() > MAX_PUSH) {
      throw invalid("redeemScript exceeds size limit: " + script.length() + " > " + MAX_PUSH);
    }
    var known = new SigningProvider().add(script);
    var address = address(script, isLegacy ? "legacy" : type, known);
    var json =
        Json.object()
            .put("address", address.text(format))
            .put("redeemScript", script.bytes())
            .put("descriptor", Descriptor.infer(address.scriptPubKey(), known, format).toString());
    if (isLegacy && !type.equals("legacy")) {
      json.put(
          "warnings",
          Json.strings(
              List.of(
                  "Unable to make chosen address type, please ensure no uncompressed public keys"
                      + " are present.")));
    }
    return json.build();
  }

  private static Address address(Script script, String type, SigningProvider known) {
    if (type.equals("legacy")) {
      return Address.ScriptHash.of(script);
    }
    var program = Address.WitnessScriptHash.of(script);
    known.add(program.scriptPubKey());
    return type.equals("bech32") ? program : Address.ScriptHash.of(program.scriptPubKey());
  }

  private static void requireCounts(int required, List<Bytes> keys) throws RpcException {
    if (required < 1) {
      throw invalid("a multisignature address must require at least one key to redeem");
    }
    if (keys.size() < required) {
      throw invalid(
          "not enough keys supplied (got %d keys, but need at least %d to redeem)"
              .formatted(keys.size(), required));
    }
    if (keys.size() > Script.MAX_PUBLIC_KEYS_PER_MULTISIG) {
      throw invalid(
          "Number of keys involved in the multisignature address creation > "
              + Script.MAX_PUBLIC_KEYS_PER_MULTISIG
              + "\nReduce the number");
    }
  }

  private static Bytes publicKey(String hex) throws RpcException {
    var quoted = "Pubkey \"" + hex + "\" ";
    Bytes key;
    try {
      key = Bytes.fromHex(hex);
    } catch (IllegalArgumentException e) {
      throw badKey(quoted + "must be a hex string");
    }
    if (key.isEmpty()) {
      throw badKey(quoted + "must be a hex string");
    }
    if (key.length() != PublicKeyEncoding.COMPRESSED_LENGTH
        && key.length() != PublicKeyEncoding.UNCOMPRESSED_LENGTH) {
      throw badKey(quoted + "must have a length of either 33 or 65 bytes");
    }
    if (!Secp256k1.instance().isPublicKey(key)) {
      throw badKey(quoted + "must be cryptographically valid.");
    }
    return key;
  }

  private static RpcException badKey(String message) {
    return new RpcException(ErrorCode.INVALID_ADDRESS_OR_KEY, message);
  }

  private static RpcException invalid(String message) {
    return new RpcException(ErrorCode.INVALID_PARAMETER, message);
  }
}
