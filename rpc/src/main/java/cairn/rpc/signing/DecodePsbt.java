package cairn.rpc.signing;

import static cairn.rpc.spec.Result.field;
import static cairn.rpc.spec.Result.optional;

import cairn.primitives.Amount;
import cairn.primitives.address.AddressFormat;
import cairn.primitives.address.Base58;
import cairn.primitives.psbt.Psbt;
import cairn.primitives.psbt.PsbtOutput;
import cairn.rpc.call.Call;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.json.JsonObjectBuilder;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;
import cairn.rpc.transactions.ScriptJson;
import cairn.rpc.transactions.TransactionJson;
import java.util.ArrayList;
import java.util.OptionalLong;

/** {@code decodepsbt}: a PSBT as an object. */
public final class DecodePsbt implements RpcMethod {
  private final AddressFormat format;

  public DecodePsbt(AddressFormat format) {
    this.format = format;
  }

  @Override
  public String name() {
    return "decodepsbt";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(name(), "Returns as an object what is in a PSBT.")
        .takes(Psbts.argument())
        .gives(
            Result.object(
                "",
                optional(
                    "tx",
                    Result.object(
                        "The transaction without signatures", TransactionJson.ownFields(false))),
                field(
                    "global_xpubs",
                    Result.array(
                        "",
                        Result.object(
                            "",
                            field("xpub", Result.string("An extended public key")),
                            field(
                                "master_fingerprint",
                                Result.hex("The fingerprint where its path begins")),
                            field("path", Result.string("The path"))))),
                optional("tx_version", Result.number("The version of the transaction")),
                optional(
                    "fallback_locktime", Result.number("The lock time if no input demands one")),
                optional("input_count", Result.number("How many inputs there are")),
                optional("output_count", Result.number("How many outputs there are")),
                optional("inputs_modifiable", Result.bool("Whether inputs may be changed")),
                optional("outputs_modifiable", Result.bool("Whether outputs may be changed")),
                optional(
                    "has_sighash_single",
                    Result.bool("Whether inputs belong to outputs in their places")),
                optional("psbt_version", Result.number("The version of the PSBT")),
                field("proprietary", PsbtJson.proprietarySpec()),
                field("unknown", PsbtJson.mapSpec("key")),
                field("inputs", Result.array("", PsbtInputJson.spec())),
                field("outputs", Result.array("", outputSpec())),
                optional("fee", Result.amount("The fee, if it is known what is spent"))))
        .cliExample("\"psbt\"")
        .build();
  }

  private static Result outputSpec() {
    var fields = new ArrayList<Result.Field>();
    fields.add(optional("redeem_script", PsbtJson.scriptSpec()));
    fields.add(optional("witness_script", PsbtJson.scriptSpec()));
    fields.add(optional("bip32_derivs", PsbtJson.originsSpec()));
    fields.add(optional("amount", Result.number("The amount in BTC")));
    fields.add(optional("script", ScriptJson.spec()));
    fields.add(optional("taproot_internal_key", Result.hex("The internal key")));
    fields.add(
        optional(
            "taproot_tree",
            Result.array(
                "The scripts, in the order of a walk through their tree",
                Result.object(
                    "",
                    field("depth", Result.number("How deep it is in the tree")),
                    field("leaf_ver", Result.number("Its version")),
                    field("script", Result.string("The script"))))));
    fields.add(optional("taproot_bip32_derivs", PsbtJson.taprootOriginsSpec()));
    fields.add(optional("musig2_participant_pubkeys", PsbtJson.participantsSpec()));
    fields.addAll(PsbtJson.restSpec());
    return Result.object("", fields);
  }

  @Override
  public Json call(Call call) throws RpcException {
    var psbt = Psbts.parse(call.text("psbt"));
    var json = Json.object();
    if (psbt.version() < 2) {
      psbt.unsigned()
          .ifPresent(transaction ->
              json.put("tx", new TransactionJson(format, false).own(transaction).build()));
    }
    json.put("global_xpubs", xpubs(psbt));
    if (psbt.version() >= 2) {
      putVersion2(json, psbt);
    }
    json.put("psbt_version", psbt.version())
        .put("proprietary", PsbtJson.proprietary(psbt.proprietary()))
        .put("unknown", PsbtJson.map(psbt.unknown()));
    var inputs = new PsbtInputJson(format, psbt.version());
    json.put("inputs", Json.array(psbt.inputs().size(), i -> inputs.of(psbt.inputs().get(i))));
    json.put(
        "outputs",
        Json.array(psbt.outputs().size(), i -> output(psbt.outputs().get(i), psbt.version())));
    fee(psbt).ifPresent(fee -> json.put("fee", new Amount(fee)));
    return json.build();
  }

  private static Json xpubs(Psbt psbt) {
    var all = new ArrayList<Json>();
    psbt.xpubs()
        .forEach((origin, keys) ->
            keys.forEach(key ->
                all.add(
                    Json.object()
                        .put("xpub", Base58.encodeChecked(key))
                        .put("master_fingerprint", origin.fingerprint())
                        .put("path", origin.path().toString())
                        .build())));
    return new Json.Arr(all);
  }

  private static void putVersion2(JsonObjectBuilder json, Psbt psbt) {
    json.put("tx_version", Integer.toUnsignedLong(psbt.transactionVersion()));
    psbt.fallbackLockTime().ifPresent(time -> json.put("fallback_locktime", time));
    json.put("input_count", psbt.inputs().size());
    json.put("output_count", psbt.outputs().size());
    psbt.modifiable()
        .ifPresent(bits ->
            json.put("inputs_modifiable", (bits & 1) != 0)
                .put("outputs_modifiable", (bits & 2) != 0)
                .put("has_sighash_single", (bits & 4) != 0));
  }

  private Json output(PsbtOutput output, int version) {
    var json = Json.object();
    PsbtJson.putScript(json, "redeem_script", output.redeemScript);
    PsbtJson.putScript(json, "witness_script", output.witnessScript);
    PsbtJson.putOrigins(json, output.origins);
    if (version >= 2) {
      json.put("amount", output.output().value())
          .put("script", ScriptJson.of(output.output().scriptPubKey(), format));
    }
    if (!output.taprootInternalKey.isEmpty()) {
      json.put("taproot_internal_key", output.taprootInternalKey);
    }
    if (!output.taprootTree.isEmpty()) {
      json.put(
          "taproot_tree",
          Json.array(
              output.taprootTree.size(),
              i -> {
                var leaf = output.taprootTree.get(i);
                return Json.object()
                    .put("depth", leaf.depth())
                    .put("leaf_ver", leaf.version())
                    .put("script", leaf.script().bytes())
                    .build();
              }));
    }
    PsbtJson.putTaprootOrigins(json, output.taprootOrigins);
    PsbtJson.putParticipants(json, output.participants);
    PsbtJson.putRest(json, output.proprietary, output.unknown);
    return json.build();
  }

  /** Empty if something that is spent is not known, or amounts are out of their range. */
  private static OptionalLong fee(Psbt psbt) {
    long in = 0;
    long out = 0;
    boolean known = true;
    for (var output : psbt.spentOutputs()) {
      long sats = output.map(spent -> spent.value().sats()).orElse(-1L);
      known &= Amount.inRange(sats) && Amount.inRange(in + sats);
      in += known ? sats : 0;
    }
    for (var output : psbt.outputs()) {
      long sats = output.output().value().sats();
      known &= Amount.inRange(sats) && Amount.inRange(out + sats);
      out += known ? sats : 0;
    }
    return known ? OptionalLong.of(in - out) : OptionalLong.empty();
  }
}
