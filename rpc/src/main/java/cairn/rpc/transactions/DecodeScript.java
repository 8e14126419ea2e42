package cairn.rpc.transactions;

import static cairn.rpc.spec.Result.field;
import static cairn.rpc.spec.Result.optional;

import cairn.primitives.Bytes;
import cairn.primitives.Opcode;
import cairn.primitives.Script;
import cairn.primitives.address.Address;
import cairn.primitives.address.AddressFormat;
import cairn.primitives.address.Multisig;
import cairn.primitives.address.OutputTemplate;
import cairn.primitives.address.ScriptAsm;
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
import java.util.Optional;

/** {@code decodescript}: a script as an object, and what it is wrapped in others. */
public final class DecodeScript implements RpcMethod {
  private static final int COMPRESSED_LENGTH = 33;

  /** The most bytes that may be pushed. */
  private static final int MAX_PUSH = 520;

  private final AddressFormat format;

  public DecodeScript(AddressFormat format) {
    this.format = format;
  }

  @Override
  public String name() {
    return "decodescript";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(name(), "Decode a hex-encoded script.")
        .takes(Argument.hex("hexstring", "the hex-encoded script"))
        .gives(
            Result.object(
                "",
                field("asm", Result.string("The script in words")),
                field("desc", Result.string("A descriptor of it")),
                field("type", Result.string("The kind, such as pubkeyhash")),
                optional("address", Result.string("The address, if it is a script that has one")),
                optional(
                    "p2sh", Result.string("The address of this script's hash, if it may have one")),
                optional(
                    "segwit",
                    Result.object(
                        "The witness program of this script, if it may have one",
                        field("asm", Result.string("The output script in words")),
                        field("hex", Result.hex("The output script")),
                        field("type", Result.string("Its kind")),
                        optional("address", Result.string("Its address")),
                        field("desc", Result.string("A descriptor of it")),
                        field(
                            "p2sh-segwit",
                            Result.string("The address of the output script's hash"))))))
        .example("\"hexstring\"")
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException {
    var bytes =
        call.hex(
            "hexstring",
            ErrorCode.INVALID_PARAMETER,
            "argument must be hexadecimal string (not '" + call.text("hexstring") + "')");
    var script = new Script(bytes);
    var json = ScriptJson.withoutHex(script, format);
    if (mayBeWrapped(script)) {
      json.put("p2sh", Address.ScriptHash.of(script).text(format));
      program(script).ifPresent(program -> json.put("segwit", segwit(script, program)));
    }
    return json.build();
  }

  private static boolean mayBeWrapped(Script script) {
    return switch (TxoutType.of(script)) {
      case MULTISIG, NONSTANDARD, PUBKEY, PUBKEYHASH, WITNESS_V0_KEYHASH, WITNESS_V0_SCRIPTHASH ->
          !script.isUnspendable() && isOfOldOpcodes(script);
      case NULL_DATA, SCRIPTHASH, WITNESS_UNKNOWN, WITNESS_V1_TAPROOT, ANCHOR -> false;
    };
  }

  /** Whether each opcode is known, and means something outside of tapscript (BIP 342). */
  private static boolean isOfOldOpcodes(Script script) {
    var reader = script.reader();
    while (reader.hasNext()) {
      if (!reader.next()
          || reader.opcode() > Opcode.OP_NOP10
          || Opcode.isSuccess(reader.opcode())
          || reader.push().length() > MAX_PUSH) {
        return false;
      }
    }
    return true;
  }

  /** The witness program of the script, unless it is no script for one (BIP 141, BIP 143). */
  private static Optional<Address> program(Script script) {
    return switch (OutputTemplate.of(script)) {
      case OutputTemplate.ToPublicKey(var key) when isCompressed(key) ->
          Optional.of(Address.WitnessPublicKeyHash.of(key));
      case OutputTemplate.ToAddress(Address.PublicKeyHash(var hash)) ->
          Optional.of(new Address.WitnessPublicKeyHash(hash));
      case Multisig(_, var keys) when keys.stream().allMatch(DecodeScript::isCompressed) ->
          Optional.of(Address.WitnessScriptHash.of(script));
      case OutputTemplate.Nonstandard() -> Optional.of(Address.WitnessScriptHash.of(script));
      case Multisig _,
          OutputTemplate.NullData(),
          OutputTemplate.ToPublicKey _,
          OutputTemplate.ToAddress _ ->
          Optional.empty();
    };
  }

  private static boolean isCompressed(Bytes key) {
    return key.length() == COMPRESSED_LENGTH;
  }

  private Json segwit(Script script, Address program) {
    var wrapper = program.scriptPubKey();
    var known = new SigningProvider();
    if (program instanceof Address.WitnessScriptHash) {
      known.add(script);
    }
    return Json.object()
        .put("asm", ScriptAsm.of(wrapper))
        .put("desc", Descriptor.infer(wrapper, known, format).toString())
        .put("hex", wrapper.bytes())
        .put("address", program.text(format))
        .put("type", program.type().toString())
        .put("p2sh-segwit", Address.ScriptHash.of(wrapper).text(format))
        .build();
  }
}
