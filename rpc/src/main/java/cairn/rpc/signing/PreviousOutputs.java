package cairn.rpc.signing;

import cairn.primitives.Amount;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.TxOut;
import cairn.primitives.address.Address;
import cairn.primitives.address.ScriptAsm;
import cairn.primitives.signing.SigningProvider;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.Parameters;
import cairn.rpc.call.RpcException;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import java.util.Map;

/** Outputs that callers tell of, since no block has them yet (Core's ParsePrevouts). */
final class PreviousOutputs {
  private PreviousOutputs() {}

  static Argument argument() {
    return Argument.array(
            "prevtxs",
            "Outputs that are spent and that the node may not know.",
            Argument.object(
                    "",
                    "",
                    Argument.hex("txid", "The transaction id"),
                    Argument.number("vout", "Which of its outputs"),
                    Argument.hex("scriptPubKey", "The script"),
                    Argument.hex("redeemScript", "The script behind a P2SH output").optional(),
                    Argument.hex("witnessScript", "The script behind a P2WSH output").optional(),
                    Argument.amount("amount", "The amount, for outputs of SegWit").optional())
                .optional())
        .optional();
  }

  /**
   * Reads them.
   *
   * @param coins what is known of the outputs; what is read goes there
   * @param provider where the scripts behind hashes go
   */
  static void read(Json array, Map<OutPoint, TxOut> coins, SigningProvider provider)
      throws RpcException {
    if (array.isNull()) {
      return;
    }
    for (var element : array.asArray()) {
      if (!(element instanceof Json.Obj output)) {
        throw undecodable("expected object with {\"txid'\",\"vout\",\"scriptPubKey\"}");
      }
      read(output, coins, provider);
    }
  }

  private static void read(Json.Obj json, Map<OutPoint, TxOut> coins, SigningProvider provider)
      throws RpcException {
    requireType(json, "scriptPubKey", Json.Type.STRING);
    requireType(json, "txid", Json.Type.STRING);
    requireType(json, "vout", Json.Type.NUMBER);
    var txid = Parameters.txid(json.find("txid"), "txid");
    int index = json.find("vout").asInt();
    if (index < 0) {
      throw undecodable("vout cannot be negative");
    }
    var scriptPubKey = new Script(Parameters.hex(json.find("scriptPubKey"), "scriptPubKey"));
    var outPoint = new OutPoint(txid, index);
    var known = coins.get(outPoint);
    if (known != null && !known.scriptPubKey().equals(scriptPubKey)) {
      throw undecodable(
          "Previous output scriptPubKey mismatch:\n"
              + ScriptAsm.of(known.scriptPubKey())
              + "\nvs:\n"
              + ScriptAsm.of(scriptPubKey));
    }
    var amount = json.has("amount") ? Parameters.amount(json.find("amount")) : Amount.MAX;
    coins.put(outPoint, new TxOut(amount, scriptPubKey));
    var program = scriptPubKey.witnessProgram();
    boolean isWitnessScript = program != null && program.isPayToWitnessScriptHash();
    if (scriptPubKey.isPayToScriptHash() || isWitnessScript) {
      readScripts(json, scriptPubKey, provider);
    }
  }

  private static void readScripts(Json.Obj json, Script scriptPubKey, SigningProvider provider)
      throws RpcException {
    var redeem = optionalText(json, "redeemScript");
    var witness = optionalText(json, "witnessScript");
    if (redeem.isNull() && witness.isNull()) {
      throw invalid("Missing redeemScript/witnessScript");
    }
    var script =
        new Script(
            witness.isNull()
                ? Parameters.hex(redeem, "redeemScript")
                : Parameters.hex(witness, "witnessScript"));
    var program = Address.WitnessScriptHash.of(script).scriptPubKey();
    provider.add(script).add(program);
    if (!redeem.isNull() && !witness.isNull() && !redeem.equals(witness)) {
      if (!new Script(Parameters.hex(redeem, "redeemScript")).equals(program)) {
        throw invalid("redeemScript does not correspond to witnessScript");
      }
    }
    boolean matches =
        scriptPubKey.isPayToScriptHash()
            ? scriptPubKey.equals(Address.ScriptHash.of(script).scriptPubKey())
                || scriptPubKey.equals(Address.ScriptHash.of(program).scriptPubKey())
            : scriptPubKey.equals(program);
    if (!matches) {
      throw invalid("redeemScript/witnessScript does not match scriptPubKey");
    }
  }

  private static Json optionalText(Json.Obj json, String name) throws RpcException {
    var value = json.find(name);
    if (!value.isNull()) {
      requireType(json, name, Json.Type.STRING);
    }
    return value;
  }

  private static void requireType(Json.Obj json, String name, Json.Type type) throws RpcException {
    var value = json.find(name);
    if (value.isNull()) {
      throw new RpcException(ErrorCode.TYPE_ERROR, "Missing " + name);
    }
    if (value.type() != type) {
      throw new RpcException(
          ErrorCode.TYPE_ERROR,
          "JSON value of type %s for field %s is not of expected type %s"
              .formatted(value.type(), name, type));
    }
  }

  private static RpcException undecodable(String message) {
    return new RpcException(ErrorCode.DESERIALIZATION_ERROR, message);
  }

  private static RpcException invalid(String message) {
    return new RpcException(ErrorCode.INVALID_PARAMETER, message);
  }
}
