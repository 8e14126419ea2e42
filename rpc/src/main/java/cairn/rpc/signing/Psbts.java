package cairn.rpc.signing;

import cairn.primitives.psbt.Psbt;
import cairn.primitives.psbt.PsbtException;
import cairn.primitives.psbt.PsbtSigner.Outcome;
import cairn.rpc.call.Call;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.RpcException;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import java.util.ArrayList;
import java.util.List;

/** Reads the PSBTs that callers pass. */
final class Psbts {
  private Psbts() {}

  static Argument argument() {
    return Argument.string("psbt", "The PSBT in base 64");
  }

  static Argument versionArgument() {
    return Argument.number("psbt_version", "The version of the PSBT, 0 or 2.").orElse(Json.of(2));
  }

  static Psbt parse(String text) throws RpcException {
    try {
      return Psbt.parse(text);
    } catch (PsbtException e) {
      throw new RpcException(ErrorCode.DESERIALIZATION_ERROR, "TX decode failed " + e.text());
    }
  }

  static List<Psbt> parseAll(Json array) throws RpcException {
    var all = new ArrayList<Psbt>();
    for (var text : array.asArray()) {
      all.add(parse(text.asString()));
    }
    return all;
  }

  static int version(Call call) throws RpcException {
    long version = call.json("psbt_version").asUint32();
    if (version != 0 && version != 2) {
      throw invalid("The PSBT version can only be 2 or 0");
    }
    return (int) version;
  }

  static RpcException invalid(String message) {
    return new RpcException(ErrorCode.INVALID_PARAMETER, message);
  }

  static RpcException failure(Outcome outcome) {
    return switch (outcome) {
      case SIGHASH_MISMATCH ->
          new RpcException(
              ErrorCode.DESERIALIZATION_ERROR,
              "Specified sighash value does not match value stored in PSBT");
      default -> new RpcException(ErrorCode.VERIFY_ERROR, "The transaction cannot be valid");
    };
  }
}
